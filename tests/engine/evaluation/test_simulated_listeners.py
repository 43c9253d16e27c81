from __future__ import annotations

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.evaluation.simulated_listeners import (
    LIKED_SHARE,
    MOOD_RADIUS,
    MOST_CHANCE,
    PLANTED_TASTES,
    simulated_listener,
)
from engine.moods import MOOD_NAMES

STATES = range(len(MOOD_NAMES) * len(PLANTED_TASTES))


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


@pytest.fixture(scope="module")
def listeners(catalogue):
    return [simulated_listener(catalogue, random_state=state) for state in STATES]


def test_all_moods_and_tastes_take_turns(listeners):
    pairs = {(one.mood.name, one.taste) for one in listeners}

    assert len(pairs) == len(STATES)


def test_a_listener_likes_the_planted_share_of_what_is_around_the_mood(catalogue, listeners):
    for one in listeners:
        offsets = catalogue.plane[one.around] - (one.mood.valence, one.mood.arousal)
        assert np.hypot(*offsets.T).max() <= MOOD_RADIUS + 1e-6
        assert not catalogue.explicit[one.around].any()
        assert one.chances[one.around].mean() < LIKED_SHARE + 0.15


def test_random_songs_are_liked_at_most_forty_percent_as_often_as_an_oracles(catalogue, listeners):
    rates = [
        (one.chances[one.around].mean(), one.chances[one.best(catalogue, count=5, known=[])].mean())
        for one in listeners
    ]

    random, oracle = np.mean(rates, axis=0)
    assert random <= 0.4 * oracle
    assert oracle == pytest.approx(MOST_CHANCE, abs=0.02)


def test_an_oracle_repeats_no_song_and_no_artist(catalogue, listeners):
    first = listeners[0].best(catalogue, count=5, known=[])
    second = listeners[0].best(catalogue, count=5, known=first.tolist())

    assert len(set(catalogue.artist_codes[first].tolist())) == 5
    assert not set(catalogue.song_codes[first]) & set(catalogue.song_codes[second])


def test_favourites_are_the_surest_likes(listeners):
    for one in listeners:
        others = np.setdiff1d(one.around, one.favourites)
        assert one.chances[one.favourites].min() >= one.chances[others].max() - 1e-9


def test_the_same_state_is_the_same_listener(catalogue):
    first, second = (simulated_listener(catalogue, random_state=7) for _ in range(2))

    assert np.array_equal(first.chances, second.chances)


def test_what_is_said_follows_the_chances(listeners):
    one = listeners[0]
    sure = one.around[one.chances[one.around] > 0.9]

    said = one.likes(sure, np.random.default_rng(0))

    assert said.mean() == pytest.approx(one.chances[sure].mean(), abs=0.1)
