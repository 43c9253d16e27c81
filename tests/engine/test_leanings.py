from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.leanings import LEAST_LEANING, leanings_of
from engine.signs import Signs


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


def signs_of(rows, values):
    return Signs(
        rows=np.array(rows, dtype=np.int64),
        values=np.array(values, dtype=np.float64),
        weights=np.ones(len(rows)),
        titles=tuple(f"title {row}" for row in rows),
        are_seeds=np.zeros(len(rows), dtype=bool),
        for_itself=np.ones(len(rows), dtype=bool),
    )


def rows_of(catalogue, genre, count):
    """Rows of different songs."""
    rows = np.flatnonzero(catalogue.genre_codes == catalogue.genre_names.index(genre))
    _, first = np.unique(catalogue.song_codes[rows], return_index=True)
    return rows[np.sort(first)[:count]].tolist()


def test_nobody_known_leans_nowhere(catalogue):
    leanings = leanings_of(signs_of([], []), catalogue)

    assert not leanings.features.any()
    assert not leanings.genres


def test_three_likes_lean_where_their_mean_is_and_two_do_not(catalogue):
    rows = rows_of(catalogue, "metal", 3)
    mean = catalogue.standardised[rows].mean(axis=0)

    leanings = leanings_of(signs_of(rows, [1.0] * 3), catalogue)

    clear = np.abs(mean) >= LEAST_LEANING
    assert leanings.features[clear] == pytest.approx(mean[clear], rel=1e-5)
    assert not leanings.features[~clear].any()
    assert not leanings_of(signs_of(rows[:2], [1.0] * 2), catalogue).features.any()


def test_many_signs_of_one_song_are_one_song(catalogue):
    (row,) = rows_of(catalogue, "metal", 1)

    leanings = leanings_of(signs_of([row] * 5, [1.0, 0.7, 1.0, 0.7, 1.0]), catalogue)

    assert not leanings.features.any()
    assert not leanings.genres


def test_a_heart_for_whole_sets_leans_nowhere(catalogue):
    rows = rows_of(catalogue, "metal", 5)
    of_a_set = replace(signs_of(rows, [1.0] * 5), for_itself=np.zeros(5, dtype=bool))

    leanings = leanings_of(of_a_set, catalogue)

    assert not leanings.features.any()
    assert not leanings.genres


def test_dislikes_lean_nowhere(catalogue):
    rows = rows_of(catalogue, "metal", 9)

    leanings = leanings_of(signs_of(rows, [-1.0] * 9), catalogue)

    assert not leanings.features.any()
    assert not leanings.genres


def test_a_genre_is_liked_often_from_two_songs_on_and_only_on_balance(catalogue):
    rows = rows_of(catalogue, "metal", 5)
    metal = catalogue.genre_names.index("metal")

    assert leanings_of(signs_of(rows[:2], [1.0, 0.7]), catalogue).genres == {metal}
    assert not leanings_of(signs_of(rows, [1.0, 1.0, -1.0, -1.0, -1.0]), catalogue).genres
