import numpy as np
import pytest

from engine.building.comparison import compare_methods


def test_methods_agree_on_islands(islands):
    found = compare_methods(islands, count=5)

    assert [one.name for one in found] == ["k-means", "Birch", "DBSCAN", "DBSCAN", "DBSCAN"]
    assert [one.clusters for one in found[:2]] == [5, 5]
    assert found[1].agreement == found[0].agreement == pytest.approx(1)
    assert found[0].largest == pytest.approx(0.2)
    assert found[0].left_out == 0
    assert found[-1].agreement > 0.8
    assert found[2].left_out > found[-1].left_out


def test_one_cluster_has_no_silhouette():
    cloud = np.random.default_rng(5).normal(size=(300, 2))

    assert compare_methods(cloud, count=4)[-1].silhouette is None
