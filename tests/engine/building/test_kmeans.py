import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from engine.building.kmeans import group, nearest, settled


def test_islands_are_found(islands):
    found = group(islands, 5)

    assert adjusted_rand_score(np.arange(300) // 60, found.labels) == 1
    assert found.labels.tolist() == nearest(islands, found.centres).tolist()


def test_a_cloud_is_divided_as_well_as_by_others():
    cloud = np.random.default_rng(5).normal(size=(400, 3))

    others = KMeans(6, n_init=10, random_state=0).fit(cloud)

    assert group(cloud, 6).inertia <= 1.01 * others.inertia_


def test_the_same_seed_gives_the_same_groups(islands):
    first, second = (group(islands, 7, seed=2) for _ in range(2))

    assert first.labels.tolist() == second.labels.tolist()


def test_there_are_never_more_groups_than_different_rows():
    assert len(group(np.repeat([[0.0], [1.0]], 4, axis=0), 5).centres) == 2


def test_a_centre_without_rows_stays():
    found = settled(np.array([[0.0], [1.0]]), np.array([[0.4], [9.0]]))

    assert found.centres.tolist() == [[0.5], [9.0]]
    assert found.inertia == pytest.approx(0.5)
