import numpy as np
import pytest

from engine.building.comparison import (
    CountScore,
    chosen_count,
    compare_counts,
    compare_methods,
    principal_components,
    sampled,
)


@pytest.fixture(scope="module")
def islands():
    """Five islands of sixty rows in four dimensions."""
    chance = np.random.default_rng(3)
    middles = chance.normal(0, 5, size=(5, 4))
    return np.repeat(middles, 60, axis=0) + chance.normal(0, 0.2, size=(300, 4))


def score(count, silhouette, stability):
    return CountScore(count, 1.0, silhouette, stability, stability)


def test_as_many_clusters_as_islands_are_chosen(islands):
    scores = compare_counts(islands, counts=(2, 4, 5, 6))

    best = max(scores, key=lambda one: one.silhouette)
    assert best.count == chosen_count(scores) == 5
    assert best.stability == best.lowest == pytest.approx(1)
    assert [one.inertia for one in scores] == sorted((one.inertia for one in scores), reverse=True)


def test_fewer_than_four_are_never_chosen():
    assert chosen_count([score(2, 0.9, 1.0), score(4, 0.1, 1.0), score(5, 0.2, 0.95)]) == 5


def test_clusters_that_depend_on_the_seed_are_not_chosen():
    assert chosen_count([score(4, 0.1, 0.95), score(8, 0.4, 0.6)]) == 4


def test_the_most_stable_is_chosen_where_none_is_stable():
    assert chosen_count([score(4, 0.4, 0.5), score(8, 0.1, 0.7)]) == 8


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


def test_components_keep_what_varies():
    chance = np.random.default_rng(2)
    one, other = chance.normal(size=(2, 200))
    rows = np.column_stack([one, one, other, np.zeros(200)])

    shares, kept = principal_components(rows)

    assert kept.shape == (200, 2)
    assert shares.sum() == pytest.approx(1)
    assert shares[0] > 0.6


def test_a_sample_is_ascending_without_repeats_and_the_same_each_time():
    rows = sampled(1000, 50)

    assert len(np.unique(rows)) == 50
    assert rows.tolist() == sorted(rows.tolist()) == sampled(1000, 50).tolist()
    assert sampled(7, 50).tolist() == list(range(7))
