from __future__ import annotations

from datetime import UTC, datetime, timedelta

from engine.goal_habits import GoalChoice, usual_goal
from engine.moods import Goal, MoodName
from engine.signs import HALF_LIFE

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def chosen(goal, times, mood=MoodName.ANGRY, at=NOW):
    return [GoalChoice(mood, goal, at - timedelta(hours=number)) for number in range(times)]


def test_who_never_chose_leaves_it_to_auto():
    assert usual_goal(MoodName.ANGRY, []) is Goal.AUTO


def test_three_choices_make_a_habit_and_two_do_not():
    assert usual_goal(MoodName.ANGRY, chosen(Goal.RELEASE, 2)) is Goal.AUTO
    assert usual_goal(MoodName.ANGRY, chosen(Goal.RELEASE, 3)) is Goal.RELEASE


def test_a_habit_belongs_to_its_mood():
    assert usual_goal(MoodName.SAD, chosen(Goal.RELEASE, 9)) is Goal.AUTO


def test_the_goal_chosen_most_is_usual():
    choices = chosen(Goal.CALM, 4) + chosen(Goal.RELEASE, 6)

    assert usual_goal(MoodName.ANGRY, choices) is Goal.RELEASE


def test_newer_choices_count_more():
    long_ago = chosen(Goal.CALM, 6, at=NOW - 2 * HALF_LIFE)

    assert usual_goal(MoodName.ANGRY, long_ago + chosen(Goal.RELEASE, 3)) is Goal.RELEASE


def test_a_habit_is_given_up_by_choosing_auto():
    choices = chosen(Goal.CALM, 4) + chosen(Goal.AUTO, 3)

    assert usual_goal(MoodName.ANGRY, choices) is Goal.AUTO
