from __future__ import annotations

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.evaluation.baselines import BASELINES, DETERMINISTIC, RANDOM, Picked
from engine.tracks import FEATURE_NAMES

PICKED = 100


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


@pytest.fixture
def pick(catalogue):
    return Picked(PICKED, catalogue.song_codes != catalogue.song_codes[PICKED])


def offered(name, catalogue, pick, random_state=0):
    return BASELINES[name](catalogue)(pick, 10, np.random.default_rng(random_state))


@pytest.mark.parametrize("name", BASELINES)
def test_every_method_offers_ten_songs_and_not_the_picked_one(catalogue, pick, name):
    rows = offered(name, catalogue, pick)

    assert len(set(rows.tolist())) == 10
    assert pick.offerable[rows].all()


@pytest.mark.parametrize("name", BASELINES)
def test_only_random_songs_change_from_time_to_time(catalogue, pick, name):
    first, second = (offered(name, catalogue, pick, state).tolist() for state in (1, 2))

    assert (first == second) is (name in DETERMINISTIC)


@pytest.mark.parametrize("name", [RANDOM, "cosine on mood", "nearest to mean"])
def test_methods_by_cluster_stay_in_that_of_the_picked_song(catalogue, pick, name):
    rows = offered(name, catalogue, pick)

    assert set(catalogue.clusters[rows].tolist()) == {catalogue.clusters[PICKED]}


def test_cosine_finds_the_same_proportion_of_valence_and_energy(catalogue, pick):
    columns = [FEATURE_NAMES.index("valence"), FEATURE_NAMES.index("energy")]
    wanted = catalogue.features[PICKED, columns]

    found = catalogue.features[offered("cosine on mood", catalogue, pick)][:, columns]

    assert found[:, 0] / found[:, 1] == pytest.approx(wanted[0] / wanted[1], rel=0.05)


def test_the_graph_offers_what_is_close_to_the_picked_song(catalogue, pick):
    rows = offered("threshold graph", catalogue, pick)

    distances = np.square(catalogue.standardised - catalogue.standardised[PICKED]).sum(axis=1)
    assert distances[rows].max() < np.quantile(distances, 0.1)
