import hashlib

import pytest

from engine.building.starter import STARTER_PROVENANCE, build_starter
from engine.catalogue import load_catalogue
from engine.catalogue_files import MANIFEST_FILE
from engine.errors import CatalogueError


def hashes(folder):
    return {at.name: hashlib.sha256(at.read_bytes()).hexdigest() for at in folder.iterdir()}


def test_the_same_rows_in_any_order_give_the_same_bytes(track_table, build):
    twice = build(track_table.sample(frac=1, random_state=3), name="shuffled")

    assert hashes(build(track_table)) == hashes(twice)


def test_other_rows_give_another_version(track_table, build):
    versions = {load_catalogue(build(rows)).version for rows in (track_table, track_table.head(5))}

    assert len(versions) == 2


def test_a_rebuild_replaces_the_catalogue_and_leaves_nothing_beside_it(track_table, build):
    build(track_table.head(3))

    folder = build(track_table)

    assert len(load_catalogue(folder)) == 6
    assert [at.name for at in folder.parent.iterdir()] == [folder.name]


def test_a_failed_build_leaves_the_old_catalogue(track_table, build):
    folder = build(track_table)

    with pytest.raises(CatalogueError):
        build(track_table.drop(columns="tempo"))

    assert len(load_catalogue(folder)) == 6


def test_a_folder_of_other_things_is_not_replaced(track_table, build, tmp_path):
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "thesis.txt").write_text("keep me")

    with pytest.raises(CatalogueError, match="no catalogue"):
        build(track_table)

    assert (tmp_path / "sample" / "thesis.txt").read_text() == "keep me"


def test_the_starter_names_its_source(track_table, tmp_path):
    track_table.to_parquet(tmp_path / "starter.parquet")

    build_starter(tmp_path / "starter.parquet", tmp_path / "out")

    assert load_catalogue(tmp_path / "out").provenance == STARTER_PROVENANCE
    assert (tmp_path / "out" / MANIFEST_FILE).read_text(encoding="utf-8").endswith("}\n")
