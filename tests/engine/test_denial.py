from __future__ import annotations

import pytest

from engine.denial import REACH, Denial
from engine.lexicons.part import Part

NOT = Denial().after(Part.NEGATES, Part.NONE)
NEVER = Denial().after(Part.NEGATES | Part.NEVER, Part.NONE)
COMMA = Part.ENDS | Part.PAUSES


def under(*parts, start=NOT, following=Part.NONE):
    """What stands behind words of these parts."""
    denial = start
    for one, after in zip(parts, (*parts[1:], following), strict=True):
        denial = denial.after(one, after)
    return denial


def test_nothing_is_denied_without_a_not():
    assert under(Part.NONE, Part.DOUBTS, Part.STATES, start=Denial()).left == 0


def test_a_not_reaches_over_so_many_words():
    assert under(*[Part.NONE] * (REACH - 1)).left == 1
    assert under(*[Part.NONE] * REACH).left == 0


def test_a_degree_takes_nothing_of_the_reach():
    assert under(*[Part.SCALES] * 9) == NOT


@pytest.mark.parametrize("end", [Part.ENDS, COMMA, Part.TURNS, Part.REASONS, Part.STATES])
def test_a_new_clause_ends_a_denial(end):
    assert under(end) == Denial()


def test_an_opinion_carries_a_denial_into_the_clause_right_behind_it():
    assert under(Part.OPINES, Part.LINKS, Part.STATES).left == REACH
    assert under(Part.OPINES, Part.NONE, Part.STATES).left == 0


def test_an_opinion_may_stand_before_its_not():
    assert under(Part.OPINES, Part.NEGATES, Part.LINKS, Part.STATES, start=Denial()).left == REACH


def test_a_comma_before_that_ends_no_denial_that_is_carried():
    assert under(Part.OPINES, COMMA, Part.LINKS, Part.STATES).left == REACH
    assert under(Part.NONE, COMMA, Part.LINKS).left == 0


@pytest.mark.parametrize("commas", [(), (COMMA,)])
def test_what_a_not_is_said_of_ends_it_neither_with_commas_nor_without(commas):
    assert under(*commas, Part.INSERTS, *commas) == under(Part.INSERTS)
    assert under(*commas, Part.INSERTS, *commas, Part.NONE).left == REACH - 1
    assert under(*commas, Part.INSERTS, *commas, Part.STATES) == Denial()
    assert under(Part.INSERTS, COMMA, Part.NONE, COMMA) == Denial()
    assert under(Part.INSERTS, start=Denial()) == Denial()


@pytest.mark.parametrize("commas", [(), (COMMA,)])
def test_a_question_behind_a_not_leaves_open_what_is_denied(commas):
    denial = under(Part.NONE, *commas, Part.DOUBTS, Part.STATES)

    assert denial.left
    assert denial.doubted


def test_what_is_joined_to_a_denial_is_left_open_until_a_clause_begins():
    assert under(Part.NONE, Part.JOINS).doubted
    assert under(Part.NONE, Part.JOINS, Part.STATES) == Denial()


def test_so_behind_never_strengthens_and_behind_not_it_does_not():
    strengthening = Part.STRENGTHENS | Part.SCALES

    assert under(Part.NONE, strengthening, start=NEVER) == Denial()
    assert under(Part.NONE, strengthening).left


def test_another_not_leaves_never_what_it_is():
    assert under(Part.NEGATES, Part.STRENGTHENS, start=NEVER) == Denial()


def test_a_not_right_behind_one_that_leaves_all_open_denies():
    unknown = Part.NEGATES | Part.DOUBTS

    assert not under(unknown, Part.NEGATES, start=Denial()).doubted
    assert under(unknown, Part.DOUBTS, Part.NEGATES, start=Denial()).doubted


def test_or_denies_another_mood_and_any_other_word_does_not():
    denied = NOT.after_mood()

    assert denied.left == 0
    assert under(Part.ALTERNATES, start=denied).left == REACH
    assert under(Part.NONE, Part.ALTERNATES, start=denied).left == 0
    assert under(Part.ALTERNATES, start=Denial().after_mood()).left == 0


def test_what_is_left_open_of_one_mood_is_left_open_of_the_other():
    assert under(Part.ALTERNATES, start=under(Part.DOUBTS).after_mood()).doubted


def test_only_right_behind_the_not_is_a_denial_fresh():
    assert NOT.is_fresh
    assert not under(Part.NONE).is_fresh
    assert not Denial().is_fresh
