from __future__ import annotations

import math

import numpy as np
import pytest

from engine.ranking import (
    NO_TRACK,
    POOL_SIZE,
    POOLED_PER_ARTIST,
    SHORTLIST_SIZE,
    choose_sets,
    likeness_of,
    pool_of,
    sharing_of,
    shortlist_of,
)


def alone(count):
    return np.arange(count, dtype=np.int32)


def apart(count):
    return np.eye(count, dtype=bool)


def unlike(count):
    return np.eye(count, dtype=np.float32)


def chosen(fits, allowed, *, sharing=None, similarity=None):
    """The set of one draw that has no taste."""
    count = fits.shape[1]
    return choose_sets(
        np.zeros((1, count), dtype=np.float32),
        fits,
        allowed,
        sharing=apart(count) if sharing is None else sharing,
        similarity=unlike(count) if similarity is None else similarity,
    )


def test_the_best_of_each_step_are_chosen():
    fits = np.array([[1, 2, 3], [3, 2, 1]], dtype=np.float32)

    sets = chosen(fits, np.ones((2, 3), bool))

    assert sets.tolist() == [[2, 0]]


def test_no_artist_is_chosen_twice():
    fits = np.tile(np.array([5, 4, 3], dtype=np.float32), (2, 1))
    sharing = sharing_of([("ella",), ("ella",), ("louis",)])

    sets = chosen(fits, np.ones((2, 3), bool), sharing=sharing)

    assert sets.tolist() == [[0, 2]]


def test_a_guest_is_not_chosen_again_as_first_artist_or_guest():
    fits = np.tile(np.array([5, 4, 3, 2], dtype=np.float32), (2, 1))
    sharing = sharing_of([("ella", "louis"), ("louis",), ("duke", "louis"), ("duke",)])

    sets = chosen(fits, np.ones((2, 4), bool), sharing=sharing)

    assert sets.tolist() == [[0, 3]]


def test_tracks_share_whom_both_name_and_all_of_their_own():
    sharing = sharing_of([("ella", "louis"), ("louis", "duke"), ("ella",), ()])

    assert sharing.astype(int).tolist() == [[1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 1]]


def test_what_is_not_allowed_at_a_step_is_not_chosen_there():
    fits = np.array([[5, 4, 3]], dtype=np.float32)

    sets = chosen(fits, np.array([[False, False, True]]))

    assert sets.tolist() == [[2]]


def test_where_no_artist_is_left_no_track_is():
    sets = chosen(np.zeros((3, 2), dtype=np.float32), np.ones((3, 2), bool))

    assert sorted(sets[0].tolist()) == [NO_TRACK, 0, 1]


def test_a_twin_loses_to_a_slightly_worse_track_that_is_different():
    fits = np.tile(np.array([1.0, 0.98, 0.96], dtype=np.float32), (2, 1))
    similarity = unlike(3)
    similarity[0, 1] = similarity[1, 0] = 1.0

    sets = chosen(fits, np.ones((2, 3), bool), similarity=similarity)

    assert sets.tolist() == [[0, 2]]


def test_the_longer_a_list_the_more_a_further_twin_loses():
    # Six twins, each worth a little less, and six that are unlike all: worth .6 less.
    worths = np.concatenate([np.linspace(1, 0.99, 6), np.linspace(0.4, 0.39, 6)])
    similarity = unlike(12)
    similarity[:6, :6] = 1.0

    [places] = chosen(
        np.tile(worths.astype(np.float32), (6, 1)), np.ones((6, 12), bool), similarity=similarity
    )

    assert (places < 6).tolist() == [True, True, True, True, False, False]


def test_a_pool_holds_few_tracks_of_one_artist_and_the_best_of_all():
    scores = np.arange(1000.0)[None, :]
    artists = np.arange(1000, dtype=np.int32) // 10

    pool = pool_of(scores, np.ones((1, 1000), bool), artists)

    assert len(pool) == POOL_SIZE
    assert np.bincount(artists[pool]).max() == POOLED_PER_ARTIST
    assert pool.max() == 999


def test_a_pool_holds_the_best_of_every_step():
    scores = np.stack([np.arange(1000.0), -np.arange(1000.0)])

    pool = pool_of(scores, np.ones((2, 1000), bool), alone(1000))

    assert {0, 999} <= set(pool.tolist())


def test_a_shortlist_holds_the_best_and_is_no_longer_than_it_says():
    scores = np.random.default_rng(1).random((1, 5000))

    best = shortlist_of(scores, np.ones((1, 5000), bool), alone(5000))

    assert set(best.tolist()) == set(np.argsort(-scores[0])[:SHORTLIST_SIZE].tolist())


def test_one_prolific_artist_does_not_fill_the_shortlist():
    scores = np.arange(5000.0)[None, :]
    artists = alone(5000)
    artists[1000:] = 9999

    best = shortlist_of(scores, np.ones((1, 5000), bool), artists)

    assert len(np.unique(artists[best])) > 100


def test_each_place_of_a_set_has_its_own_draw_of_taste():
    tastes = np.array([[9, 0, 5], [0, 9, 5]], dtype=np.float32)

    sets = choose_sets(
        tastes,
        np.zeros((2, 3), dtype=np.float32),
        np.ones((2, 3), bool),
        sharing=apart(3),
        similarity=unlike(3),
    )

    assert sets.tolist() == [[0, 1], [1, 0]]


def test_likeness_is_of_direction_and_half_as_much_of_nearness():
    likeness = likeness_of(np.array([[1, 2], [2, 4], [-1, -2], [0, 0]], dtype=np.float32))

    near = [math.exp(-square / 8) / 2 for square in (0, 5, 20, 5)]
    directions = [1, 1, -1, 0]
    expected = [one + other for one, other in zip(directions, near, strict=True)]
    assert likeness[0].tolist() == pytest.approx(expected, abs=1e-6)
