from itertools import pairwise

import pytest

from engine.sampling import evenly_sampled


def sample(length, count):
    moments = ((number / 25, number) for number in range(length))
    return evenly_sampled(moments, count=count, keep=lambda moment: moment)


def test_fewer_moments_than_asked_for_are_all_kept():
    assert sample(3, 4) == [0, 1, 2]


def test_nothing_gives_nothing():
    assert sample(0, 4) == []


@pytest.mark.parametrize("length", [16, 17, 31, 32, 33, 100, 1000, 3000])
def test_the_sample_is_spread_over_the_whole_length(length):
    picked = sample(length, 16)

    gaps = [later - earlier for earlier, later in pairwise(picked)]
    assert len(picked) == 16
    assert picked[0] == 0
    assert picked[-1] >= length * 0.9 - 1
    assert max(gaps) <= 3 * min(gaps)


def test_what_is_not_held_is_never_kept():
    calls = []

    evenly_sampled(((at, at) for at in range(10_000)), count=16, keep=calls.append)

    assert len(calls) < 200


def test_it_is_time_that_counts_and_not_how_many_pictures_it_is_cut_into():
    slow = [float(second) for second in range(10)]
    fast = [9 + part / 50 for part in range(1, 51)]

    picked = evenly_sampled(((at, at) for at in slow + fast), count=10, keep=lambda at: at)

    assert len(picked) == 10
    assert sum(at <= 9 for at in picked) >= 8


def test_a_film_without_times_is_sampled_all_the_same():
    picked = evenly_sampled(((0.0, at) for at in range(100)), count=4, keep=lambda at: at)

    assert len(picked) == 4
