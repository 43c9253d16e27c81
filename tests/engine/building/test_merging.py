import numpy as np
import pyarrow as pa
import pytest

from engine.building.merging import merged, ranked
from engine.building.tables.reading import read_sheet
from engine.building.tables.rows import concatenated
from engine.building.tables.sheets import open_sheet
from tests.engine.building.conftest import song

A, B, C = ("a" * 22, "b" * 22, "c" * 22)


@pytest.fixture
def rows_of(write):
    def read(*songs):
        full = {"year": "", "popularity": "", "explicit": "", "genre": ""}
        path = write([{**song(), **full, **one} for one in songs])
        return read_sheet(open_sheet(path), told=lambda _: None).rows

    return read


def ids(tracks):
    return tracks.rows.text("track_id").to_pylist()


def aliases(tracks):
    return {row["alias"]: row["track_id"] for row in tracks.aliases.to_pylist()}


def test_an_id_is_kept_once_whatever_its_titles(rows_of):
    tracks = merged(rows_of({"id": A, "title": "One"}, {"id": A, "title": "Two"}))

    assert (ids(tracks), tracks.added, tracks.by_id, tracks.by_song) == ([A], 1, 1, 0)
    assert aliases(tracks) == {}


def test_a_song_of_one_first_artist_is_kept_once_and_its_other_ids_are_aliases(rows_of):
    tracks = merged(
        rows_of(
            {"id": B, "title": "One!", "artist": "Band;Guest", "popularity": "70"},
            {"id": A, "title": "one", "artist": "BAND", "popularity": "10"},
            {"id": C, "title": "one", "artist": "Others"},
        )
    )

    assert ids(tracks) == [B, C]
    assert aliases(tracks) == {A: B}
    assert (tracks.added, tracks.by_id, tracks.by_song) == (2, 0, 1)


def test_songs_may_be_left_apart(rows_of):
    assert ids(merged(rows_of({"id": A}, {"id": B}), songs=False)) == [A, B]


def test_a_remaster_is_a_track_of_its_own(rows_of):
    assert len(merged(rows_of({"id": A}, {"id": B, "title": "Song - Remastered"})).rows) == 2


def test_a_made_id_gives_way_to_one_of_spotifys(rows_of):
    tracks = merged(rows_of({"id": "", "popularity": "99", "year": "1999"}, {"id": A}))

    assert ids(tracks) == [A]
    assert list(aliases(tracks).values()) == [A]


def test_what_the_one_does_not_say_the_others_tell(rows_of):
    tracks = merged(
        rows_of(
            {"id": A, "popularity": "50"},
            {"id": A, "year": "1990"},
            {"id": A, "year": "2001", "explicit": "1"},
        )
    )

    facts = {name: values.tolist() for name, values in tracks.rows.facts.items()}
    assert (facts["year"], facts["explicit"], facts["popularity"]) == ([2001], [1], [50])


def test_of_a_tracks_genres_the_commonest_stays(rows_of):
    songs = ({"id": A, "genre": "ballad"}, {"id": A, "genre": "pop"}, {"id": B, "genre": "pop"})

    tracks = merged(rows_of(*songs), songs=False)

    assert tracks.genre.to_pylist() == ["pop", "pop"]


def test_the_order_of_rows_never_matters(rows_of):
    songs = [
        {"id": chance, "title": title, "energy": energy, "genre": genre}
        for chance, title, energy, genre in (
            (A, "Song", "0.5", "pop"),
            (A, "Song", "0.4", "rock"),
            (B, "Song", "0.3", ""),
            (C, "Other", "0.2", "rock"),
            ("", "Other", "0.1", "pop"),
        )
    ]

    one, other = merged(rows_of(*songs)), merged(rows_of(*songs[::-1]))

    assert one.rows.texts.equals(other.rows.texts)
    assert one.rows.features.tolist() == other.rows.features.tolist()
    assert (one.genre, one.aliases) == (other.genre, other.aliases)


def test_what_stands_in_a_catalogue_stays_and_is_not_counted(rows_of):
    before = merged(rows_of({"id": B, "genre": "rock"}, {"id": A, "title": "Else"}))
    new = rows_of(
        {"id": A, "title": "Else", "popularity": "99", "energy": "0.1"},
        {"id": C, "popularity": "99", "genre": "pop"},
        {"id": "", "title": "Third"},
    )

    tracks = merged(concatenated([before.rows, new]), known=2, aliases=before.aliases)

    assert ids(tracks)[1:] == [A, B]
    assert tracks.rows.features[1].tolist() == before.rows.features[0].tolist()
    assert tracks.genre.to_pylist()[2] == "rock"
    assert (tracks.added, tracks.by_id, tracks.by_song) == (1, 1, 1)


def test_aliases_of_a_catalogue_follow_their_track(rows_of):
    known = rows_of({"id": "mine"})
    before = pa.table({"alias": ["older"], "track_id": ["mine"]})
    new = rows_of({"id": A}, {"id": "older", "energy": "0.1"})

    tracks = merged(concatenated([known, new]), known=1, aliases=before)

    assert ids(tracks) == [A]
    assert aliases(tracks) == {"older": A, "mine": A}
    assert (tracks.added, tracks.by_id, tracks.by_song) == (0, 1, 1)


@pytest.mark.parametrize("texts", [["b", "a", "b"], ["bb", "a", ""], ["ß", "a", "z"], []])
def test_texts_are_ranked_in_order(texts):
    names, places = ranked(pa.array(texts, pa.string()))

    assert names.to_pylist() == sorted(set(texts))
    assert np.array(names.to_pylist(), object)[places].tolist() == texts
