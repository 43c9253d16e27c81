import random
import shutil

import pytest

HEADER = (
    "track_id,title,artists,danceability,energy,loudness,speechiness,acousticness,"
    "instrumentalness,liveness,valence,tempo"
)


@pytest.fixture
def songs(tmp_path):
    chance = random.Random(1)  # noqa: S311
    rows = []
    for number in range(1, 61):
        a, b, c, d = (chance.random() for _ in range(4))
        features = f"{a},{b},{-30 * c},0.1,{d},0.0,0.2,{c},{60 + 100 * b}"
        rows.append(f"id{number},Song {number},Band {number},{features}")
    (tmp_path / "songs.csv").write_text("\n".join([HEADER, *rows]))
    return "songs.csv"


def test_stats_count_every_track_once(mien):
    [stats] = mien("catalogue", "stats", "--json").objects

    assert stats["tracks"] == sum(stats["moods"].values()) == sum(stats["clusters"].values())
    assert 0 <= stats["explicit_share"] <= 1


def test_a_song_is_found_with_typos(mien):
    ended = mien("catalogue", "search", "bohemian rapsody queen", "--count", "3", "--json")

    assert len(ended.objects) == 3
    assert ended.objects[0]["title"] == "Bohemian Rhapsody"
    assert list(ended.objects[0]) == ["track_id", "title", "artists", "score"]


@pytest.mark.parametrize("words", ["", "  ", "!?"])
def test_a_search_for_no_words_says_what_to_name(mien, words):
    ended = mien("catalogue", "search", words)

    assert (ended.code, ended.out) == (2, "")
    assert "Name a title" in ended.err


def test_ids_stand_in_one_line_to_be_copied(mien, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    found = mien("catalogue", "search", "here comes the son")

    assert "│ 6dGnYIeXmHdcikdzNNDMm2 │" in found.out


def test_people_get_tables(mien):
    assert "Bohemian Rhapsody" in mien("catalogue", "search", "bohemian rhapsody").out
    assert "best silhouette" in mien("catalogue", "stats").out


def test_a_catalogue_of_ones_own_is_built_and_used(mien, monkeypatch, songs):
    built = mien("catalogue", "build", songs, "--out", "mine")
    monkeypatch.setenv("MIEN_CATALOGUE_DIR", "mine")

    [stats] = mien("catalogue", "stats", "--json").objects
    [chosen] = mien("recommend", "--mood", "calm", "--json").objects

    assert built.code == 0
    assert "MIEN_CATALOGUE_DIR" in built.out
    assert "60 tracks" in built.out
    assert stats["tracks"] == 60
    assert {track["title"][:4] for track in chosen["tracks"]} == {"Song"}


def test_more_songs_than_a_small_catalogue_has_are_all_it_has(mien, monkeypatch, songs):
    mien("catalogue", "build", songs, "--out", "mine")
    monkeypatch.setenv("MIEN_CATALOGUE_DIR", "mine")

    ended = mien("recommend", "--mood", "happy", "--goal", "match", "--count", "50", "--json")

    assert ended.code == 0
    assert 1 <= len(ended.objects[0]["tracks"]) < 50


def test_a_mood_that_no_track_has_is_a_sentence(mien, monkeypatch, tmp_path):
    song = "id1,Song,Band,0.5,0.99,-3,0.1,0.01,0.0,0.2,0.05,180"
    (tmp_path / "one.csv").write_text(f"{HEADER}\n{song}\n{song.replace('1,S', '2,A ')}")
    mien("catalogue", "build", "one.csv", "--out", "one")
    monkeypatch.setenv("MIEN_CATALOGUE_DIR", "one")

    ended = mien("recommend", "--mood", "calm", "--goal", "match")

    assert (ended.code, ended.out) == (1, "")
    assert "Try another --goal" in ended.err


@pytest.mark.parametrize(("content", "code"), [("no,songs\n1,2\n", 1), (None, 2)])
def test_a_file_without_songs_builds_nothing(mien, tmp_path, content, code):
    if content is not None:
        (tmp_path / "songs.csv").write_text(content)

    ended = mien("catalogue", "build", "songs.csv", "--out", "mine")

    assert (ended.code, ended.out) == (code, "")
    assert "songs" in ended.err
    assert not (tmp_path / "mine").exists()


def test_what_is_imported_is_used_and_accounted_for(mien, songs):
    [report] = mien("catalogue", "import", songs, "--json").objects
    [again] = mien("catalogue", "import", songs, "--json").objects
    [stats] = mien("catalogue", "stats", "--json").objects

    counted = {"read": 60, "added": 60, "merged": 0, "refused": 0, "refusals": [], "notes": []}
    assert report | counted == report
    assert (report["changed"], report["tracks"], stats["tracks"]) == (True, 60, 60)
    assert report["catalogue"].endswith("data/catalogue")
    assert (again["changed"], again["added"], again["merged_by_id"]) == (False, 0, 60)
    assert again["version"] == report["version"]


def test_people_read_what_became_of_their_rows(mien, tmp_path, songs):
    with (tmp_path / songs).open("a", encoding="cp1252") as file:
        file.write("\nid99,Mistake,Bänd,0.5,0.99,-3,0.1,0.01,0.0,0.2,0.05,0")

    first, again = (mien("catalogue", "import", songs) for _ in range(2))

    assert first.code == 0
    assert "tempo outside 20 to 300" in first.out
    assert "row 61: Mistake, Bänd" in first.out
    assert "read as Windows-1252" in first.out
    assert "60 tracks now" in first.out
    assert "Nothing changed" in again.out
    assert "MIEN_CATALOGUE_DIR" not in first.out
    assert first.err == ""


def test_an_import_into_another_folder_says_how_to_use_it(mien, songs):
    assert "MIEN_CATALOGUE_DIR" in mien("catalogue", "import", songs, "--out", "mine").out


def test_the_first_import_says_whose_place_it_takes_and_the_way_back(mien, tmp_path, songs):
    first, again = (mien("catalogue", "import", songs) for _ in range(2))
    shutil.rmtree(tmp_path / "data" / "catalogue")
    [stats] = mien("catalogue", "stats", "--json").objects

    assert "instead of the starter catalogue of 5,849 tracks" in first.out
    assert f"delete {tmp_path / 'data' / 'catalogue'}" in first.out
    assert "starter" not in again.out
    assert stats["tracks"] == 5_849


def test_one_track_is_one_and_what_is_not_marked_is_not_called_none(mien, tmp_path):
    song = "id1,Song,Band,0.5,0.99,-3,0.1,0.01,0.0,0.2,0.05,180"
    (tmp_path / "one.csv").write_text(f"{HEADER}\n{song}")
    starter = mien("catalogue", "stats")

    assert "1 track now" in mien("catalogue", "import", "one.csv").out
    assert "no track is marked" in mien("catalogue", "stats").out
    assert "11.0%" in starter.out


def test_an_import_elsewhere_takes_no_place(mien, monkeypatch, songs):
    elsewhere = mien("catalogue", "import", songs, "--out", "mine")
    monkeypatch.setenv("MIEN_CATALOGUE_DIR", "named")
    named = mien("catalogue", "import", songs)

    assert "starter" not in elsewhere.out + named.out


def test_an_import_can_start_anew(mien, tmp_path, songs):
    mien("catalogue", "import", songs)
    song = "other,Else,Band,0.5,0.99,-3,0.1,0.01,0.0,0.2,0.05,180"
    (tmp_path / "one.csv").write_text(f"{HEADER}\n{song}")

    [added] = mien("catalogue", "import", "one.csv", "--json").objects
    [alone] = mien("catalogue", "import", "one.csv", "--anew", "--json").objects

    assert (added["tracks"], alone["tracks"]) == (61, 1)


def test_every_bad_file_is_told_of_and_nothing_is_imported(mien, tmp_path, songs):
    (tmp_path / "letter.csv").write_text("Dear you\n")
    (tmp_path / "sheet.csv").write_bytes(b"PK\x03\x04...")

    ended = mien("catalogue", "import", songs, "letter.csv", "sheet.csv", "--json")

    assert (ended.code, ended.out) == (1, "")
    letter, sheet, nothing = ended.err.splitlines()
    assert letter.startswith("letter.csv: has no column that is known")
    assert sheet.startswith("sheet.csv: is a ZIP archive or a spreadsheet")
    assert nothing == "Nothing was imported."
    assert not (tmp_path / "data" / "catalogue").exists()


def test_a_broken_catalogue_names_the_way_out(mien, tmp_path, songs):
    mien("catalogue", "import", songs)
    (tmp_path / "data" / "catalogue" / "current" / "features.npy").write_bytes(b"broken")

    ended = mien("catalogue", "import", songs)

    assert ended.code == 1
    assert "--anew replaces it" in ended.err


def test_a_report_is_written_where_it_was_asked_for(mien, monkeypatch, tmp_path):
    chance = random.Random(2)  # noqa: S311
    rows = [
        f"id{at},Song {at},Band {at},{chance.random()},{chance.random()},-8,0.1,{chance.random()},"
        f"0.0,0.2,{chance.random()},120"
        for at in range(100)
    ]
    (tmp_path / "songs.csv").write_text("\n".join([HEADER, *rows]))
    mien("catalogue", "build", "songs.csv", "--out", "mine")
    monkeypatch.setenv("MIEN_CATALOGUE_DIR", "mine")

    ended = mien("catalogue", "report", "--out", "page")

    assert ended.code == 0
    assert "page/report.html" in ended.out
    assert "These numbers are circular" in (tmp_path / "page" / "report.html").read_text()


@pytest.mark.parametrize("command", [("import", "songs.csv"), ("build", "songs.csv"), ("report",)])
def test_a_place_that_was_chosen_and_cannot_be_written_asks_for_another(
    mien, tmp_path, songs, command
):
    (tmp_path / "file").write_text("in the way")
    place = "file/there"

    ended = mien("catalogue", *command, "--out", place)

    assert (ended.code, ended.out) == (1, "")
    assert f"{place} cannot be written" in ended.err
    assert "Choose another place" in ended.err


def test_a_report_needs_moods_that_can_be_read(mien, tmp_path):
    (tmp_path / "moods.csv").write_text("a,b\n1,2\n")

    ended = mien("catalogue", "report", "--moods", "moods.csv")

    assert (ended.code, ended.out) == (2, "")
    assert "lacks the columns" in ended.err
    assert not (tmp_path / "catalogue-report").exists()
