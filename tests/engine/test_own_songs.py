import numpy as np
import pytest

from engine.catalogue import Catalogue, starter_catalogue
from engine.moods import MOOD_NAMES
from engine.own_songs import SongFinder, sorted_into_moods
from engine.song_lists.listed import ListedSong
from engine.tracks import Track

ROW = 1000


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return starter_catalogue()


@pytest.fixture(scope="module")
def finder(catalogue: Catalogue) -> SongFinder:
    return SongFinder(catalogue)


@pytest.fixture(scope="module")
def known(catalogue: Catalogue) -> Track:
    return catalogue.track(ROW)


def found(catalogue: Catalogue, finder: SongFinder, song: ListedSong) -> list[str]:
    rows = finder.find([song]).rows.tolist()
    return [catalogue.track(row).song_key for row in rows]


def test_an_id_finds_its_row_whatever_else_is_written(finder, known):
    song = ListedSong("Something else", ("Somebody",), known.track_id)

    assert finder.find([song]).rows.tolist() == [ROW]


def test_title_and_artist_find_a_song_where_the_id_is_unknown(catalogue, finder, known):
    song = ListedSong(f"{known.title.upper()} (Live)", known.artists, "0" * 22)

    assert found(catalogue, finder, song) == [known.song_key]


def test_title_and_artist_may_be_swapped_where_nobody_knows_which_is_which(
    catalogue, finder, known
):
    swapped = ListedSong(known.artists[0], (known.title,), either_way=True)

    assert found(catalogue, finder, swapped) == [known.song_key]
    assert finder.find([ListedSong(known.artists[0], (known.title,))]).missing


def test_a_typing_error_is_forgiven(catalogue, finder, known):
    song = ListedSong(known.title[:2] + known.title[3:], known.artists)

    assert found(catalogue, finder, song) == [known.song_key]


def test_the_same_title_by_somebody_else_is_another_song(finder, known):
    song = ListedSong(known.title, ("Quite Unknown Orchestra",))

    assert finder.find([song]).missing == (song,)


def test_a_song_that_stands_twice_is_found_once_and_order_is_kept(catalogue, finder):
    tracks = [catalogue.track(row) for row in (30, 10, 30, 20)]
    songs = [ListedSong(track_id=track.track_id) for track in tracks]

    assert finder.find(songs).rows.tolist() == [30, 10, 20]


def test_nothing_finds_nothing(finder):
    none = finder.find([ListedSong(track_id="0" * 22), ListedSong("x")])

    assert none.rows.tolist() == []
    assert len(none.missing) == 2


def test_what_is_kept_is_found_in_another_catalogue_by_title_and_artist(catalogue, finder, known):
    kept = ListedSong(known.title, known.artists, "an id of before")

    [row] = finder.rows_of([kept, kept, ListedSong("No Such", ("Nobody",), "gone")])

    assert catalogue.track(row).song_key == known.song_key


def test_each_song_is_sorted_under_its_likeliest_mood_the_surest_first(catalogue):
    rows = np.arange(0, 3000, 3)

    moods = sorted_into_moods(rows, catalogue)

    assert sorted(row for each in moods.values() for row in each) == rows.tolist()
    for code, name in enumerate(MOOD_NAMES):
        chances = catalogue.mood_probabilities[moods[name]].astype(np.float32)
        assert len(chances) > 0
        assert (chances.argmax(axis=1) == code).all()
        assert (np.diff(chances[:, code]) <= 0).all()


def test_no_songs_are_sorted_into_no_moods(catalogue):
    moods = sorted_into_moods(np.empty(0, dtype=np.int64), catalogue)

    assert [len(each) for each in moods.values()] == [0] * len(MOOD_NAMES)
