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


@pytest.fixture
def overload(clock: Clock) -> Overload:
    return Overload(clock)


def leave(overload: Overload, clock: Clock, *, every_s: float, in_hand: int = 100) -> None:
    """A hundred of them, one after the other."""
    for _ in range(100):
        clock.now += every_s
        overload.left(in_hand=in_hand)


def test_nothing_is_refused_before_anything_is_known(overload: Overload):
    assert not overload.refuses(in_hand=1_000)


def test_a_burst_is_taken_in_however_long_its_queue(overload: Overload, clock: Clock):
    leave(overload, clock, every_s=0.01)

    assert not any(overload.refuses(in_hand=number) for number in range(500))


def test_a_queue_that_stays_long_is_an_overload(overload: Overload, clock: Clock):
    leave(overload, clock, every_s=0.01)
    overload.refuses(in_hand=300)
    clock.now += 4.9
    assert not overload.refuses(in_hand=200)
    clock.now += 0.2
    assert overload.refuses(in_hand=200)


def test_who_comes_while_the_queue_is_short_is_taken_in_and_then_it_may_be_long_no_more(
    overload: Overload, clock: Clock
):
    leave(overload, clock, every_s=0.01)
    overload.refuses(in_hand=300)
    clock.now += 6
    assert overload.refuses(in_hand=150)
    assert not overload.refuses(in_hand=90)
    assert overload.refuses(in_hand=150)


def test_a_burst_after_a_while_is_taken_in_again(overload: Overload, clock: Clock):
    leave(overload, clock, every_s=0.01)
    overload.refuses(in_hand=300)
    clock.now += 6
    overload.refuses(in_hand=300)
    for _ in range(2):
        overload.refuses(in_hand=50)
        clock.now += 5
        overload.refuses(in_hand=50)

    assert not overload.refuses(in_hand=300)


def test_a_quiet_night_is_no_slowness(overload: Overload, clock: Clock):
    leave(overload, clock, every_s=0.01)
    overload.left(in_hand=0)
    clock.now += 10_000
    overload.left(in_hand=20)
    overload.refuses(in_hand=20)
    clock.now += 10

    assert not overload.refuses(in_hand=20)


def test_one_that_hangs_makes_nobody_wait(clock: Clock):
    overload = Overload(clock, at_once=2)
    refused = []
    for _ in range(10):
        refused.append(overload.refuses(in_hand=1))
        clock.now += 2
        overload.left(in_hand=1)

    assert not any(refused)


def test_only_those_wait_that_are_not_worked_on(clock: Clock):
    overload = Overload(clock, at_once=50)
    leave(overload, clock, every_s=0.1)
    for in_hand in (59, 62):
        overload.refuses(in_hand=in_hand)
        clock.now += 6
        assert overload.refuses(in_hand=in_hand) == (in_hand == 62)
