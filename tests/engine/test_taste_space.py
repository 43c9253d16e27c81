from __future__ import annotations

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.taste_space import CLOSE_DISTANCE, TasteSpace, closeness
from engine.tracks import FEATURE_NAMES


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


def test_ranks_keep_the_order_and_have_no_tails(catalogue):
    tempo = FEATURE_NAMES.index("tempo")
    places = TasteSpace(catalogue).places(np.arange(len(catalogue)))[:, tempo]

    in_order = places[np.argsort(catalogue.features[:, tempo])]
    assert (np.diff(in_order) >= 0).all()
    assert np.abs(places).max() < 1.8
    assert places.std() == pytest.approx(1.0, abs=0.02)


def test_equal_values_share_the_middle_of_their_ranks(small_catalogue):
    speechiness = FEATURE_NAMES.index("speechiness")

    places = TasteSpace(small_catalogue).places(np.arange(6))[:, speechiness]

    assert places.tolist() == pytest.approx([0.0] * 6, abs=0.02)


def test_closeness_is_gaussian():
    some = np.array([[0.0, 0.0], [1.0, 2.0]], dtype=np.float32)

    near = closeness(some, some)

    far = np.exp(-5 / (2 * CLOSE_DISTANCE))
    assert near.tolist() == [pytest.approx([1.0, far]), pytest.approx([far, 1.0])]
