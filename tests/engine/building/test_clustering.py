import numpy as np
import pytest

from engine.building.clustering import find_clusters
from engine.cluster_counts import best_count
from engine.tracks import FEATURE_NAMES


def two_groups():
    """Thirty bright loud rows and ten dark quiet ones."""
    noise = np.random.default_rng(1).normal(0, 0.02, size=(40, len(FEATURE_NAMES)))
    rows = np.full((40, len(FEATURE_NAMES)), 0.5) + noise
    for name, bright, dark in (("valence", 0.9, 0.1), ("energy", 0.9, 0.1)):
        rows[:30, FEATURE_NAMES.index(name)] = bright
        rows[30:, FEATURE_NAMES.index(name)] = dark
    return rows.astype(np.float32)


def test_groups_are_found_and_the_largest_is_first():
    found = find_clusters(two_groups(), count=2)

    assert found.labels.tolist() == [0] * 30 + [1] * 10
    assert [cluster.size for cluster in found.clusters] == [30, 10]
    assert found.scores == ()


def test_a_cluster_knows_its_place_its_words_and_its_mood():
    bright, dark = find_clusters(two_groups(), count=2).clusters

    assert (bright.valence, dark.valence) == (pytest.approx(0.8), pytest.approx(-0.8))
    assert bright.arousal > 0.5 > -0.5 > dark.arousal
    assert bright.name.startswith("bright and fierce")
    assert dark.name.startswith("dark and still")
    assert (bright.mood, dark.mood) == ("happy", "sad")
    assert len(bright.centroid) == len(FEATURE_NAMES)


def test_the_same_rows_give_the_same_clusters():
    first, second = (find_clusters(two_groups(), count=4) for _ in range(2))

    assert first.labels.tolist() == second.labels.tolist()
    assert first.clusters == second.clusters


def test_names_differ_even_where_places_do_not():
    rows = np.random.default_rng(2).normal(0.5, 0.01, size=(60, len(FEATURE_NAMES)))

    found = find_clusters(rows.astype(np.float32), count=12)

    assert len({cluster.name for cluster in found.clusters}) == 12


def test_there_are_never_more_clusters_than_different_rows():
    found = find_clusters(np.ones((3, len(FEATURE_NAMES)), np.float32), count=5)

    assert len(found.clusters) == 1
    assert found.labels.tolist() == [0, 0, 0]


def test_as_many_clusters_as_suit_best_are_found_and_the_reason_is_kept():
    chance = np.random.default_rng(6)
    middles = chance.uniform(0, 1, size=(5, len(FEATURE_NAMES)))
    rows = np.repeat(middles, 40, axis=0) + chance.normal(0, 0.02, (200, len(FEATURE_NAMES)))

    found = find_clusters(rows.astype(np.float32))

    assert [one.size for one in found.clusters] == [40] * 5
    assert best_count(found.scores).count == 5


def test_too_few_rows_are_not_compared():
    found = find_clusters(two_groups())

    assert found.scores == ()
    assert len(found.clusters) == 4
