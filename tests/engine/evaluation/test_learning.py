from __future__ import annotations

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.evaluation.learning import SETS_LEARNED_FROM, Acquaintance, learned
from engine.evaluation.simulated_listeners import simulated_listener
from engine.recommender import Recommender
from engine.taste import FeedbackKind


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


@pytest.fixture
def meet(catalogue):
    """A listener and what is known of them."""
    recommender = Recommender(catalogue)

    def met(state):
        listener = simulated_listener(catalogue, random_state=state)
        return Acquaintance(recommender, catalogue, listener.mood, state), listener

    return met


def test_thirty_reactions_are_given_and_no_more(meet):
    known, listener = meet(0)

    curve = learned(known, listener)

    assert len(known.feedback) == 30
    assert len(curve.mien) == len(curve.oracle) == SETS_LEARNED_FROM + 1


def test_reactions_make_sets_that_are_liked_more(meet):
    curves = [learned(*meet(state)) for state in range(6)]

    start, end = (np.mean([curve.mien[at] for curve in curves]) for at in (0, -1))
    oracle = np.mean([curve.oracle[-1] for curve in curves])
    assert start + 0.15 < end <= oracle


def test_what_was_offered_counts_as_heard(meet, catalogue):
    known, _ = meet(3)

    first, second = known.offered(5), known.offered(5)

    assert not set(catalogue.song_codes[first]) & set(catalogue.song_codes[second])


def test_a_picked_song_is_a_sign_and_does_not_come_back(meet, catalogue):
    known, listener = meet(1)
    picked = listener.picks(np.random.default_rng(0))

    known.pick(picked)

    assert [one.kind for one in known.feedback] == [FeedbackKind.PICK]
    assert catalogue.track(picked).song_key in known.excluded
