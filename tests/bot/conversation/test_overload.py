import pytest

from bot.conversation.overload import Overload


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_is_taken_in_however_long_its_queue(clock: Clock):
    overload = Overload(clock)

    assert not any(overload.refuses(wait_s=number / 10) for number in range(500))


def test_a_queue_that_stays_long_is_an_overload(clock: Clock):
    overload = Overload(clock)
    overload.refuses(wait_s=3.0)
    clock.now = 4.9
    assert not overload.refuses(wait_s=2.0)
    clock.now = 5.0
    assert overload.refuses(wait_s=2.0)


def test_who_comes_once_the_queue_is_short_is_taken_in(clock: Clock):
    overload = Overload(clock)
    overload.refuses(wait_s=3.0)
    clock.now = 6.0
    assert overload.refuses(wait_s=1.5)
    assert not overload.refuses(wait_s=1.0)
    assert not overload.refuses(wait_s=3.0)  # a new burst
