from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.preferences import (
    GENRE_DEVIATION,
    LEAST_KINSHIP,
    MOST_GENRES,
    design_of,
    expected_worths,
    kinship_of,
    posterior_of,
    similarity_between,
)
from engine.signs import Signs
from engine.tracks import FEATURE_NAMES

GENRES = len(FEATURE_NAMES)


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


def signs_of(rows, values, weights=None):
    return Signs(
        rows=np.array(rows, dtype=np.int64),
        values=np.array(values, dtype=np.float64),
        weights=np.ones(len(rows)) if weights is None else np.array(weights),
        titles=tuple(f"title {row}" for row in rows),
        are_seeds=np.zeros(len(rows), dtype=bool),
    )


def genre_rows(catalogue, genre, count=10):
    code = catalogue.genre_names.index(genre)
    return np.flatnonzero(catalogue.genre_codes == code)[:count].tolist()


def test_without_signs_the_posterior_is_the_prior(catalogue):
    posterior = posterior_of(signs_of([], []), catalogue)
    draws = posterior.draws(4000, np.random.default_rng(0), exploration=1.0)

    assert not posterior.mean.any()
    assert draws[GENRES].std() == pytest.approx(GENRE_DEVIATION, rel=0.1)


def test_likes_raise_what_the_liked_tracks_have_and_dislikes_lower_it(catalogue):
    rows = genre_rows(catalogue, "metal")
    metal = GENRES + catalogue.genre_names.index("metal")

    liked = posterior_of(signs_of(rows, [1.0] * 10), catalogue)
    disliked = posterior_of(signs_of(rows, [-1.0] * 10), catalogue)

    assert liked.mean[metal] > 0.1
    assert disliked.mean[metal] < -0.1


def test_the_posterior_is_the_textbook_solution(catalogue):
    signs = signs_of([3, 1000, 4000], [1.0, -1.0, 0.7], [1.0, 0.5, 0.25])
    design = design_of(signs.rows, catalogue, np.arange(len(catalogue.genre_names)))
    prior = np.diag([0.1**2] * GENRES + [0.3**2] * len(catalogue.genre_names))
    noise = np.diag(0.5 / signs.weights)
    gain = prior @ design.T @ np.linalg.inv(design @ prior @ design.T + noise)

    posterior = posterior_of(signs, catalogue)

    assert posterior.mean == pytest.approx(gain @ signs.values)
    assert np.linalg.inv(posterior.cholesky @ posterior.cholesky.T) == pytest.approx(
        prior - gain @ design @ prior
    )


def test_expected_worths_are_those_of_the_design(catalogue):
    posterior = posterior_of(signs_of([3, 1000, 4000], [1.0, -1.0, 0.7]), catalogue)
    rows = np.arange(0, len(catalogue), 50)

    worths = expected_worths(rows, catalogue, posterior)

    design = design_of(rows, catalogue, posterior.genres)
    assert worths == pytest.approx(design @ posterior.mean, abs=1e-6)


def test_more_signs_leave_less_to_explore(catalogue):
    few = posterior_of(signs_of([5], [1.0]), catalogue)
    many = posterior_of(signs_of(list(range(0, 5000, 10)), [1.0] * 500), catalogue)

    few_draws, many_draws = (
        one.draws(500, np.random.default_rng(0), exploration=1) for one in (few, many)
    )
    assert (many_draws.std(axis=1) < few_draws.std(axis=1) / 1.5).all()


def test_kinship_names_the_closest_sign(catalogue):
    everything = similarity_between(catalogue.standardised[:1], catalogue.standardised)[0]
    far = int(everything.argmin())
    everything[catalogue.song_codes == catalogue.song_codes[0]] = 0
    neighbour = int(everything.argmax())

    kinship = kinship_of(
        np.array([neighbour]), signs_of([far, 0], [1.0, 1.0]), np.array([True, True]),
        catalogue=catalogue,
    )  # fmt: skip

    assert kinship.signs.tolist() == [1]
    assert kinship.closeness[0] == pytest.approx(everything[neighbour], rel=1e-4)


def test_a_song_is_no_kin_of_itself(catalogue):
    kinship = kinship_of(np.array([0]), signs_of([0], [1.0]), np.array([True]), catalogue=catalogue)

    assert kinship.closeness.tolist() == [0.0]
    assert kinship.signs.tolist() == [-1]


def test_what_is_not_close_is_no_kin(catalogue):
    rows = np.arange(len(catalogue))

    kinship = kinship_of(rows, signs_of([0], [1.0]), np.array([True]), catalogue=catalogue)

    assert (kinship.closeness == 0).mean() > 0.5
    assert kinship.closeness[kinship.closeness > 0].min() >= LEAST_KINSHIP


def test_of_thousands_of_genres_those_that_signs_name_are_learned(catalogue):
    many = replace(
        catalogue,
        genre_codes=np.arange(len(catalogue), dtype=np.int16),
        genre_names=tuple(f"genre {row}" for row in range(len(catalogue))),
    )

    posterior = posterior_of(signs_of([5000, 77], [1.0, -1.0]), many)

    assert len(posterior.genres) == MOST_GENRES
    assert {77, 5000} <= set(posterior.genres.tolist())
    worth = dict(zip(posterior.genres.tolist(), posterior.mean[GENRES:].tolist(), strict=True))
    assert worth[5000] > 0 > worth[77]
