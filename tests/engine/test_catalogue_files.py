import json

import numpy as np
import pandas as pd
import pytest

from engine.catalogue import load_catalogue
from engine.catalogue_files import FEATURES_FILE, MANIFEST_FILE, NEAREST_FILE, TRACKS_FILE
from engine.errors import CatalogueError
from engine.nearest import NearestRows

MANY = 20_000


def flip_a_bit(file):
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def change_manifest(folder, change):
    manifest = json.loads((folder / MANIFEST_FILE).read_text())
    change(manifest)
    (folder / MANIFEST_FILE).write_text(json.dumps(manifest))


@pytest.mark.parametrize("file", [FEATURES_FILE, TRACKS_FILE])
def test_a_file_of_another_length_is_refused_at_once(track_table, build, file):
    folder = build(track_table)
    with (folder / file).open("ab") as content:
        content.write(b"\0")

    with pytest.raises(CatalogueError, match=f"{file} differs from its manifest"):
        load_catalogue(folder)


@pytest.mark.parametrize("file", [FEATURES_FILE, TRACKS_FILE])
def test_a_changed_byte_is_found_thoroughly(track_table, build, file):
    folder = build(track_table)
    load_catalogue(folder, thoroughly=True)
    flip_a_bit(folder / file)

    with pytest.raises(CatalogueError, match=f"{file} differs from its manifest"):
        load_catalogue(folder, thoroughly=True)


def test_a_changed_byte_is_found_where_the_manifest_knows_no_lengths(track_table, build):
    folder = build(track_table)
    change_manifest(folder, lambda manifest: manifest.pop("bytes"))
    load_catalogue(folder)
    flip_a_bit(folder / FEATURES_FILE)

    with pytest.raises(CatalogueError, match="differs from its manifest"):
        load_catalogue(folder)


def test_a_manifest_without_features_is_refused(track_table, build):
    folder = build(track_table)
    change_manifest(folder, lambda manifest: manifest["sha256"].pop(FEATURES_FILE))

    with pytest.raises(CatalogueError, match=f"{FEATURES_FILE}: not in the manifest"):
        load_catalogue(folder)


def test_few_tracks_are_laid_out_when_asked_for(small_catalogue):
    assert small_catalogue.stored_nearest is None

    near = small_catalogue.nearest.nearest(small_catalogue.standardised[2], count=1)

    assert near.rows.tolist() == [2]


@pytest.fixture(scope="module")
def many():
    """Twenty thousand invented tracks."""
    rng = np.random.default_rng(0)
    shares = ("danceability", "energy", "speechiness", "acousticness", "instrumentalness")
    return pd.DataFrame(
        {
            "track_id": [f"id{number}" for number in range(MANY)],
            "track_name": [f"Song {number}" for number in range(MANY)],
            "artists": [f"Artist {number % 999}" for number in range(MANY)],
            **{name: rng.random(MANY) for name in (*shares, "liveness", "valence")},
            "loudness": rng.uniform(-40, 0, MANY),
            "tempo": rng.uniform(60, 200, MANY),
        }
    )


def test_many_tracks_are_laid_out_in_a_file_that_no_version_depends_on(many, build):
    folder = build(many)
    catalogue = load_catalogue(folder, thoroughly=True)

    assert catalogue.nearest is catalogue.stored_nearest
    laid_out = NearestRows.of(catalogue.standardised)
    for point in catalogue.standardised[:5]:
        mapped = catalogue.nearest.nearest(point, count=9)
        assert mapped.rows.tolist() == laid_out.nearest(point, count=9).rows.tolist()

    change_manifest(folder, lambda manifest: manifest.pop("derived"))
    (folder / NEAREST_FILE).unlink()
    before = load_catalogue(folder)
    assert before.stored_nearest is None
    assert before.version == catalogue.version
    assert before.nearest.nearest(before.standardised[7], count=1).rows.tolist() == [7]
