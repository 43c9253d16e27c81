"""Sets from a few given songs only."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import NothingToOfferError
from engine.moods import Goal
from tests.engine.recommender.conftest import HAPPY, SAD, ask, rows


@pytest.mark.parametrize("goal", [Goal.MATCH, Goal.LIFT, Goal.SURPRISE])
def test_only_songs_of_the_pool_are_offered(recommender, catalogue, goal):
    pool = np.arange(0, len(catalogue), 40)

    for random_state in range(3):
        offered = ask(recommender, SAD, random_state, goal=goal, pool=pool)

        assert len(offered.recommendations) == 5
        assert set(rows(offered, catalogue)) <= set(pool.tolist())


def test_a_pool_with_too_few_songs_gives_those_it_has(recommender, catalogue):
    clean = np.flatnonzero(~catalogue.explicit & (catalogue.mood_codes == 0))
    _, first = np.unique(catalogue.artist_codes[clean], return_index=True)
    pool = clean[first[:3]]

    offered = ask(recommender, HAPPY, goal=Goal.MATCH, pool=pool)

    assert 1 <= len(offered.recommendations) <= 3
    assert set(rows(offered, catalogue)) <= set(pool.tolist())


def test_of_an_empty_pool_nothing_can_be_offered(recommender):
    with pytest.raises(NothingToOfferError):
        ask(recommender, HAPPY, pool=np.arange(0))


def test_songs_of_a_pool_return_when_all_of_them_were_heard(recommender, catalogue):
    pool = np.arange(0, len(catalogue), 200)
    heard = [catalogue.track(row).song_key for row in pool.tolist()]

    offered = ask(recommender, HAPPY, pool=pool, heard=heard)

    assert offered.repeated
    assert set(rows(offered, catalogue)) <= set(pool.tolist())
