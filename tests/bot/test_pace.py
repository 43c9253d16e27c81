import pytest

from bot.pace import FIRST_GUESS_S, Pace


def test_before_anything_was_measured_it_is_a_guess():
    assert Pace().wait_s(10) == 10 * FIRST_GUESS_S


def test_the_first_measure_takes_the_place_of_the_guess():
    pace = Pace()
    pace.took(2.0)

    assert pace.wait_s(10) == 20


def test_many_side_by_side_take_less():
    pace = Pace(4)
    pace.took(2.0)

    assert pace.wait_s(10) == 5


def test_nobody_is_asked_to_come_back_in_less_than_a_second():
    assert Pace().wait_s(0) == 1


def test_it_follows_what_was_measured_and_forgets_a_slow_one():
    pace = Pace()
    for seconds in (0.1, 30.0, *[0.1] * 100):
        pace.took(seconds)

    assert pace.wait_s(100) == pytest.approx(10, rel=0.01)
