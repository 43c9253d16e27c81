"""Messages to one group keep apart; others do not wait for them."""

from __future__ import annotations

import pytest

from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.spacing import Spacing


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def spacing(naps, clock):
    return Spacing(pace=Pace(sleep=naps, clock=clock))


async def test_a_burst_to_one_group_is_spread(spacing, naps):
    for _ in range(3):
        await spacing.turn("-1")

    assert naps.lengths_s == [1.0, 2.0]


async def test_groups_do_not_wait_for_each_other(spacing, naps):
    await spacing.turn("-1")
    await spacing.turn("-2")

    assert naps.lengths_s == []


async def test_after_a_quiet_second_nothing_waits(spacing, naps, clock):
    await spacing.turn("-1")
    clock.now_s += 1.0
    await spacing.turn("-1")

    assert naps.lengths_s == []


async def test_quiet_groups_are_forgotten(spacing, naps, clock):
    for number in range(1000):
        await spacing.turn(str(number))
    clock.now_s += 5.0
    await spacing.turn("busy")

    await spacing.turn("busy")

    assert naps.lengths_s == [1.0]
    assert len(spacing._free_at) == 1
