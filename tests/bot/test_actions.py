import pytest

from bot.actions import LONGEST_BYTES, Action, Verb, action


def test_an_action_survives_the_way_through_a_button():
    encoded = action(Verb.LIKE, 17, 3)

    assert Action.parse(encoded) == Action(Verb.LIKE, ("17", "3"))


def test_the_longest_action_fits_every_platform():
    longest = max(len(action(verb, 2**63 - 1, "surprised")) for verb in Verb)

    assert longest <= LONGEST_BYTES


@pytest.mark.parametrize("text", ["", ":", "unknown:1", "like:" + "9" * LONGEST_BYTES])
def test_what_no_button_of_ours_carries_is_nothing(text: str):
    assert Action.parse(text) is None


@pytest.mark.parametrize("value", ["-1", "x", "", "1.5", "٣", "9" * 19])
def test_only_small_whole_numbers_are_numbers(value: str):
    assert Action(Verb.LIKE, (value,)).number(0) is None


def test_a_missing_value_is_empty():
    assert Action(Verb.LIKE).word(1) == ""
    assert Action(Verb.LIKE).number(1) is None
