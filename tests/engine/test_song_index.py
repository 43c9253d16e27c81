from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from engine.song_index import SongIndex
from engine.taste import SeedSong
from engine.tracks import song_key


@pytest.fixture
def songs(small_catalogue):
    return SongIndex(small_catalogue)


def seed(track_id, title, artist):
    return SeedSong(track_id, title, (artist,), datetime(2026, 5, 1, tzinfo=UTC))


def ids(catalogue, rows):
    return [catalogue.track(row).track_id for row in rows.tolist()]


def test_songs_are_found_in_the_order_of_their_keys_with_all_editions(songs, small_catalogue):
    keys = [
        song_key("Hello", "Lionel"),
        "unknown|nobody",
        song_key("Bad Moon Rising", "Creedence Clearwater Revival"),
    ]

    assert ids(small_catalogue, songs.rows_of_keys(keys)) == ["id-f", "id-a", "id-c"]


def test_no_keys_are_no_rows(songs):
    assert songs.rows_of_keys([]).tolist() == []


def test_editions_of_one_row_are_all_rows_of_its_song(songs, small_catalogue):
    row = small_catalogue.row_of("id-c")

    assert ids(small_catalogue, songs.editions_of(np.array([row]))) == ["id-a", "id-c"]


def test_all_editions_have_one_code_and_no_row_has_none(songs, small_catalogue):
    rows = [small_catalogue.row_of(name) for name in ("id-a", "id-c", "id-b")]

    live, studio, other, nothing = songs.codes_of([*rows, None])

    assert live == studio != other
    assert nothing is None


def test_a_song_of_another_catalogue_is_found_by_its_name(songs, small_catalogue):
    told = [
        seed("other-id", "Hello", "Adele"),
        seed("id-b", "Hullo", "Adèle"),
        seed("other-id", "Unheard", "Nobody"),
    ]

    row = small_catalogue.row_of("id-b")
    assert songs.rows_of(told) == [row, row, None]


def test_a_song_has_all_its_editions_as_rows(songs, small_catalogue):
    key = song_key("Bad Moon Rising", "Creedence Clearwater Revival")

    rows = songs.rows_of_keys([key, "nobody|knows", key])

    assert {small_catalogue.track(row).track_id for row in rows} == {"id-a", "id-c"}
    assert songs.rows_of_keys([]).tolist() == []


def test_rows_come_in_the_order_of_the_keys(songs, small_catalogue):
    tracks = [small_catalogue.track(row) for row in range(len(small_catalogue))]
    keys = list(dict.fromkeys(track.song_key for track in tracks))[::-1]

    rows = songs.rows_of_keys(keys)

    places = [keys.index(tracks[row].song_key) for row in rows]
    assert places == sorted(places)
    assert len(rows) == len(tracks)
