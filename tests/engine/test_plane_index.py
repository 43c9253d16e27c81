from __future__ import annotations

import numpy as np
import pytest

from engine.plane_index import PlaneIndex


@pytest.fixture
def plane():
    return np.random.default_rng(0).uniform(-1, 1, (5000, 2)).astype(np.float32)


def test_all_tracks_of_a_disc_are_found_with_their_places(plane):
    rows, places = PlaneIndex(plane).around(0.3, -0.4, radius=0.35)

    distances = np.hypot(*(plane - np.array([0.3, -0.4], dtype=np.float32)).T)
    assert set(np.flatnonzero(distances <= 0.35).tolist()) <= set(rows.tolist())
    assert np.array_equal(places, plane[rows])
    assert len(set(rows.tolist())) == len(rows)


def test_where_fewer_are_wanted_the_nearest_cells_are_enough(plane):
    rows, _ = PlaneIndex(plane).around(0.0, 0.0, radius=0.8, wanted=100)

    distances = np.hypot(*plane.T)
    assert 100 <= len(rows) < 150
    assert distances[rows].max() < 0.3


def test_tracks_on_the_rim_are_found():
    rim = np.array([[1.0, 1.0], [-1.0, -1.0]], dtype=np.float32)

    rows, _ = PlaneIndex(rim).around(1.0, 1.0, radius=0.1)

    assert rows.tolist() == [0]


def test_far_from_every_track_there_is_none(plane):
    rows, places = PlaneIndex(plane).around(5.0, 5.0, radius=0.1)

    assert rows.tolist() == []
    assert places.shape == (0, 2)
