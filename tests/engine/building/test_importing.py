import json

import pytest

from engine.building.importing import FileReport, import_files
from engine.building.tables.reading import Refusal
from engine.catalogue import Catalogue, load_catalogue
from engine.errors import CatalogueError
from tests.engine.building.conftest import song

A, B, C = ("a" * 22, "b" * 22, "c" * 22)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def bring(write, home):
    """Imports files of those rows."""

    def imported(*files, anew=False):
        paths = [write(rows, name=f"file{at}.csv") for at, rows in enumerate(files)]
        return import_files(paths, home, anew=anew, told=lambda _, __: None)

    return imported


def titles(catalogue: Catalogue):
    return {catalogue.track(row).title for row in range(len(catalogue))}


def bytes_in(folder):
    return {at: at.read_bytes() for at in folder.rglob("*") if at.is_file()}


def test_every_row_is_accounted_for(bring, home):
    first = [
        song(id=A),
        song(id=A, title="Twice"),
        song(id=B, title="Song"),
        song(title=""),
    ]

    report = bring(first, [song(id=C, title="Other"), song(id="", tempo="0")])

    assert (report.read, report.refused) == (6, 2)
    assert (report.added, report.merged_by_id, report.merged_by_song) == (2, 1, 1)
    assert report.files == (
        FileReport("file0.csv", 4, (Refusal("no title", 1, "row 4: Band"),), ()),
        FileReport(
            "file1.csv", 2, (Refusal("tempo outside 20 to 300", 1, "row 2: Song, Band"),), ()
        ),
    )
    catalogue = load_catalogue(home)
    assert (report.tracks, report.version, report.changed) == (2, catalogue.version, True)


def test_importing_twice_changes_nothing(bring, home):
    rows = [song(id=A, genre="pop"), song(id=B, genre="rock"), song(id="", title="X", genre="")]
    first = bring(rows)
    before = bytes_in(home)

    again = bring(rows)

    assert not again.changed
    assert (again.added, again.merged_by_id, again.version) == (0, 3, first.version)
    assert bytes_in(home) == before


def test_an_earlier_file_changes_nothing_later_either(bring, home):
    one = [song(id=A, genre="pop;ballad"), song(id="", title="Old")]
    bring(one)
    bring([song(id=B, title="Old", genre="ballad"), song(id=A, energy="0.1", genre="ballad")])
    before = bytes_in(home)

    assert not bring(one).changed
    assert bytes_in(home) == before


def test_new_songs_join_the_old(bring, home):
    bring([song(id=B, title="Second", genre="soul", year="1985"), song(id=A, genre="", year="")])

    report = bring([song(id=C, title="Third")])

    catalogue = load_catalogue(home)
    kept = catalogue.track(catalogue.row_of(B))
    assert (report.added, report.tracks) == (1, 3)
    assert titles(catalogue) == {"Song", "Second", "Third"}
    assert (kept.genre, kept.year) == ("soul", 1985)


def test_starting_anew_forgets_the_old(bring, home):
    bring([song(id=A)])

    report = bring([song(id=C, title="Third")], anew=True)

    assert (report.added, titles(load_catalogue(home))) == (1, {"Third"})


def test_every_id_of_a_song_leads_to_it(bring, home):
    bring([song(id="liked-long-ago"), song(id=C, title="Other")])
    bring([song(id=A)])
    bring([song(id=B)])

    catalogue = load_catalogue(home)

    assert len(catalogue) == 2
    assert catalogue.track(catalogue.row_of("liked-long-ago")).track_id == A
    assert catalogue.row_of(B) == catalogue.row_of(A) != catalogue.row_of(C)
    assert catalogue.row_of("never-heard") is None


def test_a_song_without_an_id_is_found_again_when_its_id_is_known(bring, home):
    bring([song(id="")])
    [made] = [load_catalogue(home).track(0).track_id]

    bring([song(id=A)])

    catalogue = load_catalogue(home)
    assert (len(catalogue), catalogue.row_of(made)) == (1, 0)


def test_the_files_are_its_source(bring, home):
    bring([song(id=A)], [song(id=B, title="B")])
    bring([song(id=C, title="C")])

    catalogue = load_catalogue(home)

    assert (catalogue.name, catalogue.provenance.source) == ("file0", "file0.csv, file1.csv")


def test_one_bad_file_keeps_all_out_and_each_bad_one_is_told(bring, home):
    bring([song(id=A)])
    before = bytes_in(home)
    bare = {"title": "Song", "artist": "Band"}

    with pytest.raises(ExceptionGroup) as raised:
        bring([song(id=B)], [bare], [bare])

    assert [(one.where, type(one)) for one in raised.value.exceptions] == [
        ("file1.csv", CatalogueError),
        ("file2.csv", CatalogueError),
    ]
    assert bytes_in(home) == before


def test_a_file_without_a_good_row_keeps_all_out(bring, home):
    with pytest.raises(ExceptionGroup):
        bring([song(id=B)], [song(title="")])

    assert not [one for one in home.iterdir() if one.is_dir()]


def test_an_import_that_breaks_off_leaves_nothing(write, home):
    def interrupt(what, _):
        if what == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files([write([song()])], home, told=interrupt)

    assert not [one for one in home.iterdir() if one.is_dir()]


def test_what_is_being_done_is_told(write, home):
    heard = []

    import_files([write([song()])], home, told=lambda what, share: heard.append((what, share)))

    assert heard == [("songs.csv", 1.0), ("merging", 0.0), ("writing", 0.0), ("writing", 1.0)]


def test_a_catalogue_from_before_there_were_versions_is_added_to(build, track_table, write):
    home = build(track_table)
    older = load_catalogue(home)

    report = import_files([write([song(title="New")])], home, told=lambda _, __: None)

    catalogue = load_catalogue(home)
    assert (report.added, report.merged_by_id, report.merged_by_song) == (1, 0, 0)
    assert titles(catalogue) == titles(older) | {"New"}
    assert json.loads((home / "current" / "manifest.json").read_text())["name"] == "sample"


def test_a_broken_catalogue_is_not_added_to_but_can_be_replaced(bring, home):
    bring([song(id=A)])
    (home / "current" / "features.npy").write_bytes(b"broken")

    with pytest.raises(CatalogueError, match="--anew replaces it"):
        bring([song(id=B)])
    report = bring([song(id=A)], anew=True)

    assert report.changed
    assert len(load_catalogue(home)) == 1
