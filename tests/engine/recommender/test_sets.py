"""What a set consists of: how many songs, by whom, and by which chance."""

from __future__ import annotations

import numpy as np
import pytest

from engine.candidates import DRAWS
from engine.moods import MOOD_NAMES, Goal, MoodName, mood_named
from engine.recommender import Recommender
from engine.tracks import folded
from tests.engine.recommender.conftest import SAD, SEEDS_OF_CHANCE, ask, tracks


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("name", MOOD_NAMES)
def test_every_mood_and_goal_gets_five_songs_by_five_artists(recommender, name, goal):
    offered = ask(recommender, mood_named(name), goal=goal)

    assert len({track.artists[0] for track in tracks(offered)}) == 5
    assert len({track.song_key for track in tracks(offered)}) == 5
    assert offered.goal is not Goal.AUTO
    assert not offered.repeated
    for one in offered.recommendations:
        assert 0 < one.propensity <= 1
        assert 0 <= one.mood_fit <= 1
        assert one.reasons


@pytest.mark.parametrize(
    ("goal", "chance"), [(goal, chance) for goal in Goal for chance in SEEDS_OF_CHANCE]
)
def test_nobody_stands_twice_in_a_set_not_even_as_a_guest(recommender, goal, chance):
    offered = ask(recommender, SAD, random_state=chance, goal=goal)

    named = [folded(name) for track in tracks(offered) for name in set(track.artists)]
    assert len(named) == len(set(named))
    assert len(tracks(offered)) == 5


def test_the_same_random_state_gives_the_same_set_and_another_another(recommender):
    assert tracks(ask(recommender, random_state=7)) == tracks(ask(recommender, random_state=7))
    assert tracks(ask(recommender, random_state=7)) != tracks(ask(recommender, random_state=8))


def test_few_artists_make_a_short_set(small_catalogue):
    offered = ask(Recommender(small_catalogue), explicit_allowed=True, goal=Goal.MATCH)

    artists = [track.artists[0] for track in tracks(offered)]
    assert 1 <= len(artists) == len(set(artists)) < 5


def test_propensities_are_shares_of_at_least_two_hundred_sets(recommender):
    told = [one.propensity for one in ask(recommender, SAD).recommendations]

    assert DRAWS >= 200
    assert told == pytest.approx([max(1, round(share * DRAWS)) / DRAWS for share in told])


def test_propensities_tell_how_often_a_track_is_offered(catalogue):
    recommender = Recommender(catalogue)
    calm = mood_named(MoodName.CALM)
    sets = [ask(recommender, calm, random_state=chance) for chance in range(150)]
    offered = [one for chosen in sets for one in chosen.recommendations]
    ids = [one.track.track_id for one in offered]
    commonest = max(set(ids), key=ids.count)

    told = [one.propensity for one in offered if one.track.track_id == commonest]

    assert np.mean(told) == pytest.approx(ids.count(commonest) / 150, abs=0.1)


def test_without_exploration_every_listener_gets_the_expected_best(catalogue):
    certain = Recommender(catalogue, exploration=0.0)

    first, second = (ask(certain, random_state=chance) for chance in (1, 2))

    assert tracks(first) == tracks(second)
    assert {one.propensity for one in first.recommendations} == {1.0}


def test_a_set_has_as_many_tracks_as_asked_for(recommender):
    assert len(tracks(ask(recommender, SAD, count=10))) == 10
