from __future__ import annotations

import pytest

from engine.evaluation.baselines import BASELINES
from engine.evaluation.criteria import Criterion
from engine.evaluation.recommender import FROZEN, TUNING, Panel, evaluate_recommender
from engine.evaluation.tallies import MIEN

SMALL = Panel("small", range(6), remainder=0, random_state=1)


@pytest.fixture(scope="module")
def measured(catalogue, interactions):
    return evaluate_recommender(catalogue, interactions, SMALL)


def test_all_methods_are_measured_on_listeners_and_playlists(measured):
    for part in ("simulated", "playlists"):
        methods = measured[part]["methods"]
        assert set(methods) == {MIEN, *BASELINES}
        for numbers in methods.values():
            assert all(number >= 0 for number in numbers.values())
    assert measured["simulated"]["listeners"] == 6
    assert measured["playlists"]["playlists"] == 4


def test_the_same_panel_gives_the_same_numbers(measured, catalogue, interactions):
    assert evaluate_recommender(catalogue, interactions, SMALL) == measured


def test_every_criterion_says_whether_it_is_met(measured):
    names = [one["name"] for one in measured["criteria"]]

    assert len(names) == len(set(names))
    for one in measured["criteria"]:
        assert one["met"] is Criterion(one["name"], one["value"], one["wanted"], one["at_most"]).met


def test_what_is_tuned_on_is_not_what_is_reported():
    assert not set(FROZEN.listeners) & set(TUNING.listeners)
    assert FROZEN.remainder != TUNING.remainder
    assert FROZEN.random_state != TUNING.random_state


def test_a_criterion_may_be_a_ceiling():
    assert Criterion("share", 0.3, 0.4, at_most=True).met
    assert not Criterion("share", 0.3, 0.4).met
