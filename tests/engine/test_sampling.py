from itertools import pairwise

import pytest

from engine.sampling import evenly_sampled


def sample(length, count):
    return evenly_sampled(iter(range(length)), count=count, keep=lambda moment: moment)


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

    evenly_sampled(range(10_000), count=16, keep=calls.append)

    assert len(calls) < 200
