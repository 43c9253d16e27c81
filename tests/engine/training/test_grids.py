import numpy as np
import pytest

from engine.training.grids import (
    LEVELS,
    SAMPLED,
    Grid,
    best_range,
    drift,
    kernel_in_bytes,
    sampled,
)

NO_OFFSET = np.zeros(3, dtype=np.float32)


@pytest.mark.parametrize(("low", "high"), [(-1.0, 3.0), (0.5, 2.0), (-4.0, -1.0), (0.0, 0.0)])
def test_zero_stays_zero_on_every_grid(low, high):
    nothing = np.zeros(3, dtype=np.float32)

    np.testing.assert_array_equal(Grid.over(low, high).nearest(nothing), nothing)


def test_what_lies_on_the_grid_is_off_by_half_a_step_at_most():
    values = np.random.default_rng(1).uniform(-1, 3, 5000).astype(np.float32)
    grid = Grid.over(-1.0, 3.0)

    rounded = grid.nearest(values)

    assert grid.scale == pytest.approx(4 / LEVELS)
    assert np.abs(rounded - values).max() <= grid.scale * 0.501
    assert len(np.unique(rounded)) == LEVELS + 1


def test_what_lies_beyond_the_grid_becomes_its_end():
    beyond = np.array([-50.0, 50.0], dtype=np.float32)

    assert Grid.over(-1.0, 3.0).nearest(beyond) == pytest.approx([-1, 3], abs=4 / LEVELS)


def test_a_sample_is_smaller_and_has_both_ends():
    values = np.random.default_rng(2).normal(size=(8, SAMPLED)).astype(np.float32)
    values[3, 17], values[5, 19] = -70, 80

    few = sampled(values)

    assert len(few) == SAMPLED + 2
    assert (few.min(), few.max()) == (-70, 80)


def test_a_sample_of_few_values_is_all_of_them():
    values = np.array([[3, 1], [2, 5]], dtype=np.float32)

    assert set(sampled(values)) == {1, 2, 3, 5}


def test_evenly_spread_values_get_their_full_range():
    values = np.linspace(-2, 6, 4001, dtype=np.float32)

    assert best_range(values) == (-2, 6)


def test_a_lonely_value_does_not_set_the_range():
    values = np.random.default_rng(3).uniform(0, 1, 200_000).astype(np.float32)
    values[0] = 10

    low, high = best_range(values)

    assert high < 10
    kept, lost = (Grid.over(low, end).nearest(values) - values for end in (high, 10))
    assert np.square(kept).mean() < np.square(lost).mean()


def test_each_channel_of_a_kernel_has_a_scale_of_its_own():
    kernel = np.random.default_rng(4).normal(size=(3, 2, 3, 3)).astype(np.float32)
    kernel *= np.array([0.01, 1, 100], dtype=np.float32)[:, None, None, None]

    whole, scale = kernel_in_bytes(kernel, NO_OFFSET, entrance=np.float32(1))

    assert whole.dtype == np.int8
    assert np.abs(whole).max(axis=(1, 2, 3)).tolist() == [127, 127, 127]
    wide = scale[:, None, None, None]
    assert (np.abs(whole * wide - kernel) <= wide * 0.501).all()


@pytest.mark.parametrize("offset", [0.0, 0.5, -8.0])
def test_a_channel_without_weights_stays_without_and_keeps_its_offset(offset):
    kernel, entrance = np.zeros((1, 1, 3, 3), dtype=np.float32), np.float32(1e-3)
    offsets = np.array([offset], dtype=np.float32)

    whole, scale = kernel_in_bytes(kernel, offsets, entrance=entrance)

    assert not whole.any()
    assert scale[0] > 0
    count = np.rint(offsets / (scale * entrance)).astype(np.int32)
    assert count * scale[0] * entrance == pytest.approx(offset)


def test_what_rounding_adds_on_average_grows_with_what_comes_in():
    kernel = np.zeros((2, 2, 1, 2), dtype=np.float32)
    small = np.array([[[[1, 2]], [[0, 3]]], [[[0, 0]], [[0, 0]]]], dtype=np.int8)

    added = drift(kernel, small, np.array([0.5, 1], np.float32), mean=np.array([2, 10], np.float32))

    assert added.tolist() == [0.5 * (3 * 2 + 3 * 10), 0]


def test_within_channels_each_adds_by_its_own_mean():
    kernel = np.zeros((2, 1, 1, 1), dtype=np.float32)
    small = np.array([4, -1], dtype=np.int8).reshape(2, 1, 1, 1)

    added = drift(kernel, small, np.ones(2, np.float32), mean=np.array([2, 3], np.float32))

    assert added.tolist() == [8, -3]
