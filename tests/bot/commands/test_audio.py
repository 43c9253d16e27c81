"""A folder of audio files becomes a catalogue; an import that was ended goes on where it was."""

import json

import pytest

from tests.engine.building.audio.sounds import A_HZ, MINOR, clicks, scale, write


@pytest.fixture
def music(tmp_path):
    folder = tmp_path / "music"
    tags = {"artist": "Ada", "date": "1999", "genre": "Étude"}
    write(folder / "a.flac", scale(seconds=16), title="Up", **tags)
    write(folder / "more" / "b.mp3", scale(A_HZ, MINOR, 16), title="Down", artist="Grace")
    write(folder / "more" / "Mary - Ticks.wav", clicks(120, 16))
    (folder / "more" / "Bad - Broken.mp3").write_bytes(b"no sound at all" * 99)
    (folder / "cover.jpg").write_bytes(b"no song")
    return folder


def test_a_folder_of_audio_is_imported_and_recommended_from(mien, music):
    heard, imported = mien("catalogue", "import", "--audio", "music", "--json").objects
    [chosen] = mien("recommend", "--mood", "calm", "--json").objects

    assert heard == {
        "audio_files": 4,
        "listened_now": 4,
        "audio_refused": [
            {"reason": "cannot be decoded", "files": 1, "example": "more/Bad - Broken.mp3"}
        ],
    }
    assert (imported["read"], imported["added"], imported["refused"]) == (3, 3, 0)
    assert chosen["tracks"]
    assert {one["title"] for one in chosen["tracks"]} <= {"Up", "Down", "Ticks"}


def test_an_import_that_was_ended_goes_on_where_it_was(mien, music, tmp_path):
    mien("catalogue", "import", "--audio", "music")
    journal = tmp_path / "data" / "catalogue-audio.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(lines[:2]) + lines[2][:30])

    heard, imported = mien("catalogue", "import", "--audio", "music", "--json").objects

    assert heard["listened_now"] == 2
    assert imported["tracks"] == 3
    assert not imported["changed"]


def test_only_what_is_new_is_listened_to(mien, music):
    mien("catalogue", "import", "--audio", "music")
    write(music / "New - Song.wav", clicks(90, 16))

    heard, imported = mien("catalogue", "import", "--audio", "music", "--json").objects

    assert heard["listened_now"] == 1
    assert imported["tracks"] == 4


def test_people_are_told_what_was_measured_and_what_is_an_estimate(mien, music):
    ended = mien("catalogue", "import", "--audio", "music")

    said = " ".join(ended.out.split())
    assert "tempo, loudness, key, mode and duration are measured" in said
    assert "no accuracy is claimed" in said
    assert "cannot be decoded" in said


def test_tables_and_audio_come_in_together(mien, music, tmp_path):
    names = "danceability energy loudness speechiness acousticness instrumentalness liveness"
    row = {"title": "Told", "artist": "Else", "valence": 0.5, "tempo": 99.0}
    row |= dict.fromkeys(names.split(), 0.5) | {"loudness": -9.0}
    (tmp_path / "songs.json").write_text(json.dumps([row]))

    ended = mien("catalogue", "import", "songs.json", "--audio", "music", "--json")

    assert ended.objects[-1]["tracks"] == 4


def test_a_folder_without_anything_to_take_imports_nothing(mien, tmp_path):
    (tmp_path / "empty").mkdir()

    ended = mien("catalogue", "import", "--audio", "empty")

    assert ended.code == 1
    assert "has no audio file that can be taken. Nothing was imported." in ended.err
    assert not (tmp_path / "data" / "catalogue").exists()


def test_neither_files_nor_a_folder_is_a_bad_argument(mien):
    assert mien("catalogue", "import").code == 2
