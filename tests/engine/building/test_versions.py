import json

import pytest

from engine.building.versions import alone_in, put_in_use, unfinished_version
from engine.catalogue import CURRENT, load_catalogue, version_in_use
from engine.catalogue_files import MANIFEST_FILE, NEAREST_FILE
from engine.errors import CatalogueError


@pytest.fixture
def filled(build, track_table):
    """Folders with a catalogue of so many tracks."""
    return lambda tracks: build(track_table.head(tracks), name=f"built-{tracks}")


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def names_in(folder):
    return sorted(one.name for one in folder.iterdir())


def test_a_version_is_put_in_use_at_once(filled, home):
    version, changed = put_in_use(filled(6), home)

    assert changed
    assert names_in(home) == sorted([version, CURRENT])
    assert (load_catalogue(home).version, len(load_catalogue(home))) == (version, 6)


def test_the_same_content_changes_nothing(filled, home, build, track_table):
    first, _ = put_in_use(filled(6), home)

    again = put_in_use(build(track_table, name="again"), home)

    assert again == (first, False)
    assert names_in(home) == sorted([first, CURRENT])


def test_other_genres_are_other_content(home, build, track_table):
    put_in_use(build(track_table.assign(track_genre="pop"), name="pop"), home)

    _, changed = put_in_use(build(track_table.assign(track_genre="rock"), name="rock"), home)

    assert changed
    assert load_catalogue(home).genre_names == ("rock",)


def test_the_version_before_stays_and_older_ones_go(filled, home):
    versions = [put_in_use(filled(tracks), home)[0] for tracks in (4, 5, 6)]

    assert names_in(home) == sorted([*versions[1:], CURRENT])
    assert version_in_use(home).name == versions[-1]


def test_a_catalogue_that_is_mapped_lives_on_after_the_swap(filled, home):
    put_in_use(filled(4), home)
    mapped = load_catalogue(home)
    titles = [mapped.track(row).title for row in range(4)]

    for tracks in (5, 6):
        put_in_use(filled(tracks), home)

    assert [mapped.track(row).title for row in range(4)] == titles


def test_a_catalogue_without_versions_becomes_one_with(filled, build, track_table):
    home = build(track_table.head(5), name="plain")

    version, changed = put_in_use(filled(6), home)

    assert changed
    assert names_in(home) == sorted([version, CURRENT])
    assert len(load_catalogue(home)) == 6


def test_what_was_left_unfinished_is_cleared_away(home):
    (home / ".new-of-a-power-cut").mkdir()

    with unfinished_version(home) as folder:
        assert list(folder.iterdir()) == []

    assert names_in(home) == []


def test_only_one_import_is_at_work_in_a_folder(home):
    with (
        alone_in(home),
        pytest.raises(CatalogueError, match="another import is at work"),
        alone_in(home),
    ):
        pass


def test_a_folder_is_made_where_there_is_none(tmp_path):
    with alone_in(tmp_path / "new" / "home"):
        assert (tmp_path / "new" / "home").is_dir()


def test_a_folder_of_other_things_is_left_alone(home):
    (home / "thesis.txt").write_text("keep me")

    with pytest.raises(CatalogueError, match="choose another folder with --out"), alone_in(home):
        pass

    assert names_in(home) == ["thesis.txt"]


def test_a_file_is_no_folder(home):
    (home / "file").touch()

    with pytest.raises(CatalogueError, match="is a file"), alone_in(home / "file"):
        pass


def test_a_folder_that_an_import_left_early_is_a_home_still(home):
    with alone_in(home):
        pass
    with alone_in(home):
        pass

    assert not (home / MANIFEST_FILE).exists()


def test_what_an_older_version_did_not_derive_is_added_to_it(filled, home):
    version, _ = put_in_use(filled(6), home)
    new = filled(6)
    manifest = json.loads((new / MANIFEST_FILE).read_text())
    manifest["derived"] = {NEAREST_FILE: "0" * 64}
    (new / MANIFEST_FILE).write_text(json.dumps(manifest))
    (new / NEAREST_FILE).write_bytes(b"laid out")

    assert put_in_use(new, home) == (version, False)
    assert (home / version / NEAREST_FILE).read_bytes() == b"laid out"
    assert json.loads((home / version / MANIFEST_FILE).read_text())["derived"]
