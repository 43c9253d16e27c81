from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.preferences import (
    FEATURE_DEVIATION,
    FEATURES,
    GENRE_DEVIATION,
    MOST_GENRES,
    MOST_LANDMARKS,
    PLACE_DEVIATION,
    SIGN_VARIANCE,
    design_of,
    expected_worths,
    posterior_of,
    taste_worths,
)
from engine.signs import Signs
from engine.taste_space import TasteSpace, closeness


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


@pytest.fixture(scope="module")
def space(catalogue):
    return TasteSpace(catalogue)


def signs_of(rows, values, weights=None, seeds=False):
    return Signs(
        rows=np.array(rows, dtype=np.int64),
        values=np.array(values, dtype=np.float64),
        weights=np.ones(len(rows)) if weights is None else np.array(weights),
        titles=tuple(f"title {row}" for row in rows),
        are_seeds=np.full(len(rows), seeds),
        for_itself=np.ones(len(rows), dtype=bool),
    )


def genre_rows(catalogue, genre, count=10):
    code = catalogue.genre_names.index(genre)
    return np.flatnonzero(catalogue.genre_codes == code)[:count].tolist()


def drawn(posterior, rows, space, count=4000):
    design = design_of(np.array(rows), space, posterior.basis)
    return posterior.draws(count, design, exploration=1.0, rng=np.random.default_rng(0))


def test_without_signs_nothing_is_expected_and_all_is_open(space):
    posterior = posterior_of(signs_of([], []), space)

    assert not posterior.mean.any()
    assert np.diag(posterior.root)[:FEATURES] == pytest.approx(FEATURE_DEVIATION)
    assert np.diag(posterior.root)[FEATURES:] == pytest.approx(GENRE_DEVIATION)


def test_likes_raise_what_the_liked_tracks_have_and_dislikes_lower_it(catalogue, space):
    rows = genre_rows(catalogue, "metal")
    metal = catalogue.genre_names.index("metal")

    def worth_of_metal(value):
        posterior = posterior_of(signs_of(rows, [value] * 10), space)
        column = FEATURES + posterior.basis.genres.tolist().index(metal)
        return posterior.mean[column]

    assert worth_of_metal(1.0) > 0.1
    assert worth_of_metal(-1.0) < -0.1


def test_worths_are_those_of_the_gaussian_process(space, catalogue):
    """Textbook: kernel of features, genre and place; mean and deviation at other tracks."""
    signs = signs_of([3, 1000, 4000], [1.0, -1.0, 0.7], [1.0, 0.5, 0.25])
    rows = np.arange(0, len(catalogue), 50)

    def kernel(some, others):
        left, right = space.places(some), space.places(others)
        codes = catalogue.genre_codes
        return (
            FEATURE_DEVIATION**2 * left @ right.T
            + GENRE_DEVIATION**2 * (codes[some][:, None] == codes[others])
            + PLACE_DEVIATION**2 * closeness(left, right)
        )

    noise = np.diag(SIGN_VARIANCE / signs.weights)
    gain = kernel(rows, signs.rows) @ np.linalg.inv(kernel(signs.rows, signs.rows) + noise)

    assert taste_worths(signs, rows, space) == pytest.approx(gain @ signs.values, abs=0.01)


def test_expected_worths_are_those_of_the_design(catalogue, space):
    posterior = posterior_of(signs_of([3, 1000, 4000], [1.0, -1.0, 0.7]), space)
    rows = np.arange(0, len(catalogue), 50)

    worths = expected_worths(rows, space, posterior)

    design = design_of(rows, space, posterior.basis)
    assert worths == pytest.approx(design @ posterior.mean, abs=1e-5)


def test_draws_scatter_around_what_is_expected(space):
    posterior = posterior_of(signs_of([5, 50], [1.0, -1.0]), space)

    worths = drawn(posterior, [5, 50, 500], space)

    expected = expected_worths(np.array([5, 50, 500]), space, posterior)
    assert worths.mean(axis=0) == pytest.approx(expected, abs=0.05)
    assert worths.std(axis=0).min() > 0.1


def test_more_signs_leave_less_to_explore(space):
    some = list(range(7, 5000, 500))

    few = posterior_of(signs_of([5], [1.0]), space)
    many = posterior_of(signs_of(list(range(0, 5000, 10)), [1.0] * 500), space)

    spreads = [drawn(one, some, space).std(axis=0).mean() for one in (few, many)]
    assert spreads[1] < spreads[0] / 1.5


def test_what_likes_and_seeds_teach_is_told_apart(space):
    likes = posterior_of(signs_of([5, 9], [1.0, 1.0]), space)
    seeds = posterior_of(signs_of([5, 9], [1.0, 1.0], seeds=True), space)

    assert likes.liked.any()
    assert not likes.seeded.any()
    assert seeds.seeded.tolist() == pytest.approx(likes.liked.tolist())
    assert not seeds.liked.any()


def test_a_stronger_pull_makes_more_of_places_that_likes_taught_and_of_nothing_else(space):
    like, dislike = signs_of([5], [1.0]), signs_of([5], [-1.0])
    liked, pulled = (posterior_of(like, space, pull_of_kin=pull) for pull in (1.0, 2.0))
    others = slice(0, liked.basis.place_columns.start)

    assert pulled.liked == pytest.approx(2 * liked.liked)
    assert pulled.mean[liked.basis.place_columns] == pytest.approx(2 * liked.liked)
    assert pulled.mean[others] == pytest.approx(liked.mean[others])
    assert posterior_of(dislike, space, pull_of_kin=2.0).mean == pytest.approx(
        posterior_of(dislike, space).mean
    )


def test_the_weightiest_songs_are_the_landmarks(space):
    rows = list(range(MOST_LANDMARKS + 10))
    weights = [0.1] * 10 + [1.0] * MOST_LANDMARKS

    landmarks = posterior_of(signs_of(rows, [1.0] * len(rows), weights), space).basis.landmarks

    assert np.array_equal(landmarks, space.places(np.array(rows[10:])))


def test_of_thousands_of_genres_those_that_signs_name_are_learned(catalogue):
    many = replace(
        catalogue,
        genre_codes=np.arange(len(catalogue), dtype=np.int16),
        genre_names=tuple(f"genre {row}" for row in range(len(catalogue))),
    )

    posterior = posterior_of(signs_of([5000, 77], [1.0, -1.0]), TasteSpace(many))

    genres = posterior.basis.genres.tolist()
    worth = dict(zip(genres, posterior.mean[posterior.basis.genre_columns].tolist(), strict=True))
    assert len(genres) == MOST_GENRES
    assert worth[5000] > 0 > worth[77]
