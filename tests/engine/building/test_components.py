import numpy as np
import pytest

from engine.building.components import components_of, sampled, scaling_of


def test_components_keep_what_varies():
    chance = np.random.default_rng(2)
    one, other = chance.normal(size=(2, 200))
    features = np.column_stack([5 + one, one, 9 * other, np.zeros(200)]).astype(np.float32)

    found = components_of(features)

    rows = found.of(features)
    assert rows.shape == (200, 2)
    assert rows.mean(axis=0) == pytest.approx(0, abs=1e-5)
    assert found.shares.sum() == pytest.approx(1)
    assert found.shares[0] > 0.6
    assert np.square(rows).sum() == pytest.approx(np.square(found.standardised(features)).sum())


def test_a_column_that_never_changes_is_not_stretched():
    _, deviation = scaling_of(np.ones((3, 9), np.float32))

    assert deviation.tolist() == [1] * 9


def test_rows_that_are_all_the_same_have_one_place():
    features = np.ones((3, 9), np.float32)

    assert np.abs(components_of(features).of(features)).max() == 0


def test_a_sample_is_ascending_without_repeats_and_the_same_each_time():
    rows = sampled(1000, 50)

    assert len(np.unique(rows)) == 50
    assert rows.tolist() == sorted(rows.tolist()) == sampled(1000, 50).tolist()
    assert sampled(7, 50).tolist() == list(range(7))
