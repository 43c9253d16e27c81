from __future__ import annotations

import numpy as np
import pytest

from engine.evaluation.lists import auc, coverage, ndcg, spread, unlikeness


def hits(*places):
    return np.array([place in places for place in range(10)])


def test_all_hits_first_are_a_full_gain_and_none_is_no_gain():
    assert ndcg(hits(0, 1), possible=2) == pytest.approx(1.0)
    assert ndcg(hits(), possible=2) == 0.0
    assert ndcg(hits(), possible=0) == 0.0


def test_a_later_hit_gains_less():
    assert ndcg(hits(2), possible=1) == pytest.approx(0.5)


def test_a_list_cannot_find_more_than_it_holds():
    assert ndcg(hits(*range(10)), possible=500) == pytest.approx(1.0)


def test_coverage_counts_each_track_once():
    assert coverage([[1, 2], [2, 3]], tracks=10) == pytest.approx(0.3)


def test_twins_have_no_variety_and_opposites_the_most():
    twins, opposites = np.array([[1.0, 2.0]] * 2), np.array([[1.0, 2.0], [-1.0, -2.0]])

    assert unlikeness(twins) == pytest.approx(0.0)
    assert unlikeness(opposites) == pytest.approx(2.0)
    assert spread(twins) == 0.0
    assert spread(np.array([[0.0, 0.0], [3.0, 4.0]])) == pytest.approx(5.0)


def test_one_track_has_no_pairs():
    assert spread(np.ones((1, 3))) == 0.0


def test_auc_is_the_chance_to_rank_a_like_first():
    liked = np.array([True, True, False, False])

    assert auc(np.array([4.0, 3.0, 2.0, 1.0]), liked) == 1.0
    assert auc(np.array([4.0, 1.0, 3.0, 2.0]), liked) == 0.5
    assert auc(np.zeros(4), liked) == 0.5
