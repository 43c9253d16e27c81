import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_score

from engine.building.counting import agreement, compare_counts, silhouette
from engine.cluster_counts import best_count


def test_as_many_clusters_as_islands_are_best(islands):
    scores = compare_counts(islands, counts=(2, 4, 5, 6))

    best = max(scores, key=lambda one: one.silhouette)
    assert best.count == best_count(scores).count == 5
    assert best.stability == best.lowest == pytest.approx(1)
    assert [one.inertia for one in scores] == sorted((one.inertia for one in scores), reverse=True)


def test_the_same_rows_give_the_same_scores(islands):
    first, second = (compare_counts(islands, counts=(7,)) for _ in range(2))

    assert first == second


def test_agreement_and_silhouette_are_what_others_compute():
    chance = np.random.default_rng(4)
    rows = chance.normal(size=(90, 3))
    one, other = chance.integers(0, 4, 90), chance.integers(0, 3, 90)
    one[0] = 4  # alone
    distances = np.linalg.norm(rows[:, None] - rows, axis=2)

    assert agreement(one, other) == pytest.approx(adjusted_rand_score(one, other))
    assert silhouette(distances, one) == pytest.approx(silhouette_score(rows, one))


def test_one_group_agrees_with_itself():
    assert agreement(np.zeros(5, int), np.zeros(5, int)) == 1
