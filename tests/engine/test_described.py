"""A catalogue with guests: found, sorted into moods, and offered only to those who ask for them."""

from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.described import DescribedSong, can_be, with_described
from engine.moods import MoodName, mood_named
from engine.own_songs import SongFinder, sorted_into_moods
from engine.recommender import RecommendationRequest, Recommender
from engine.song_index import SongIndex
from engine.song_lists.listed import ListedSong
from engine.tracks import FEATURE_NAMES, AudioFeatures

GLAD = AudioFeatures(0.8, 0.8, -5.0, 0.05, 0.1, 0.0, 0.1, 0.95, 120.0)
FIRST, SECOND = "0" * 22, "z" * 22


def described(track_id, title="A Song Nobody Knows", artist="Nobody Yet", features=GLAD):
    return DescribedSong(track_id, title, (artist, "A Guest"), features)


@pytest.fixture(scope="module")
def starter():
    return starter_catalogue()


@pytest.fixture(scope="module")
def grown(starter):
    return with_described(starter, [described(FIRST), described(SECOND, "Another One", "Zoë")])


def test_rows_of_before_stay_what_they_are(starter, grown):
    rows = range(0, len(starter), 97)

    assert [grown.track(row) for row in rows] == [starter.track(row) for row in rows]
    assert [grown.row_of(starter.track(row).track_id) for row in rows] == list(rows)
    assert np.array_equal(grown.standardised[: len(starter)], starter.standardised)


def test_a_guest_is_found_by_its_id_and_by_its_name(starter, grown):
    songs = SongIndex(grown)

    assert grown.row_of(FIRST) == len(starter)
    assert grown.row_of(f"spotify:track:{SECOND}") == len(starter) + 1
    assert songs.row_of("gone", "Another One (Remastered)", "zoe") == len(starter) + 1
    assert songs.row_of("gone", *_named(starter, 500)) == starter.row_of(
        starter.track(500).track_id
    )


def _named(catalogue, row):
    track = catalogue.track(row)
    return track.title, track.artists[0]


def test_a_guest_has_mood_place_and_cluster_as_any_track(starter, grown):
    row = grown.row_of(FIRST)

    assert grown.track(row).mood is MoodName.HAPPY
    assert grown.track(row).artists == ("Nobody Yet", "A Guest")
    assert row in sorted_into_moods(np.array([row]), grown)[MoodName.HAPPY]
    assert grown.standardised[row] == pytest.approx(_scaled(starter, GLAD), abs=1e-3)
    assert 0 <= grown.clusters[row] < len(grown.cluster_profiles)


def _scaled(catalogue, features):
    """By two tracks of the catalogue: its scale is a straight line."""
    told = np.array([getattr(features, name) for name in FEATURE_NAMES])
    low, high = catalogue.features.argmin(axis=0), catalogue.features.argmax(axis=0)
    at = np.arange(9)
    x0, x1 = catalogue.features[low, at], catalogue.features[high, at]
    y0, y1 = catalogue.standardised[low, at], catalogue.standardised[high, at]
    return y0 + (told - x0) * (y1 - y0) / (x1 - x0)


def test_a_guest_grown_twice_is_there_once(grown):
    again = with_described(grown, [described(FIRST), described("y" * 22, "Third")])

    assert len(again) == len(grown) + 1
    assert len(again.guests) == 3
    assert [again.row_of(one) for one in (FIRST, SECOND, "y" * 22)] == [
        len(again) - 3,
        len(again) - 2,
        len(again) - 1,
    ]


def test_what_the_catalogue_has_is_no_guest(starter):
    known = starter.track(7)

    assert with_described(starter, [described(known.track_id)]) is starter


def test_a_guest_is_offered_to_those_alone_whose_pool_has_it(starter):
    many = [described(f"{n:022d}", f"Song {n}", f"Band {n}") for n in range(300)]
    grown = with_described(starter, many)
    recommender = Recommender(grown)
    guests = np.arange(grown.own, len(grown))
    happy = mood_named(MoodName.HAPPY)

    for_others = recommender.recommend(RecommendationRequest(happy, random_state=1))
    for_theirs = recommender.recommend(RecommendationRequest(happy, pool=guests, random_state=1))

    ids = {song.track_id for song in many}
    assert ids.isdisjoint(one.track.track_id for one in for_others.recommendations)
    assert ids.issuperset(one.track.track_id for one in for_theirs.recommendations)
    assert ids.isdisjoint(one.track.track_id for one in recommender.kin(many[0].track_id))
    assert len(recommender.kin(many[0].track_id, among=guests)) == 1  # they share their guest
    assert recommender.kin(starter.track(3).track_id)


def test_guests_leave_the_search_for_kin_as_it_was(starter, grown):
    again = with_described(grown, [described("y" * 22, "Third")])
    before, after = Recommender(starter), Recommender(again)
    ids = [starter.track(row).track_id for row in range(0, len(starter), 500)]

    assert [after.kin(one) for one in ids] == [before.kin(one) for one in ids]
    assert after.kin("y" * 22)
    assert again.nearest.cells is starter.nearest.cells


def test_the_texts_of_a_catalogue_are_not_copied_for_guests(starter, grown):
    assert grown.table is starter.table
    assert grown.aliases is starter.aliases


def test_guests_of_one_song_or_artist_are_known_as_such_however_many_times_it_grows(starter):
    known = starter.track(7)
    once = with_described(starter, [described(FIRST, "Song", "Zoë Nobody")])
    again = with_described(
        once,
        [
            described(SECOND, "Song (Live)", "Zoe Nobody"),
            described("y" * 22, known.title, known.artists[0]),
        ],
    )
    first, second, other = (again.row_of(one) for one in (FIRST, SECOND, "y" * 22))

    assert again.song_codes[first] == again.song_codes[second] not in starter.song_codes
    assert again.artist_codes[first] == again.artist_codes[second] not in starter.artist_codes
    assert again.song_codes[other] == starter.song_codes[7]
    assert again.artist_codes[other] == starter.artist_codes[7]


def test_no_search_finds_a_guest(grown):
    found = grown.search("A Song Nobody Knows Nobody Yet")

    assert FIRST not in [track.track_id for track, _ in found]


def test_a_list_is_joined_to_guests_too(grown):
    found = SongFinder(grown).find(
        [ListedSong(track_id=FIRST), ListedSong("Another One", ("Zoe",))]
    )

    assert found.rows.tolist() == [grown.own, grown.own + 1]


@pytest.mark.parametrize(
    ("name", "value"), [("energy", 1.2), ("tempo", 0.0), ("loudness", 7.0), ("valence", np.nan)]
)
def test_what_no_music_is_like_is_not_believed(name, value):
    assert can_be(GLAD)
    assert not can_be(replace(GLAD, **{name: value}))
