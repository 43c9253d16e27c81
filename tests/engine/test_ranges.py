import numpy as np

from engine.ranges import joined_ranges


def test_ranges_follow_each_other_and_empty_ones_add_nothing():
    joined = joined_ranges(np.array([7, 3, 3, 0]), np.array([9, 3, 5, 1]))

    assert joined.tolist() == [7, 8, 3, 4, 0]


def test_no_ranges_hold_no_numbers():
    none = np.empty(0, dtype=np.int64)

    assert joined_ranges(none, none).tolist() == []
