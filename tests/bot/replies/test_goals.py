import pytest

from bot.replies.goals import by_habit, goal_set, goal_usage
from bot.replies.language import LANGUAGES, speaking
from bot.replies.moods import goal_label, goal_named
from engine.moods import Goal, MoodName


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("goal", list(Goal))
def test_a_goal_is_understood_by_its_name_and_its_label_as_it_stands(language, goal):
    with speaking(language):
        label = goal_label(goal)
        assert label in goal_usage("", Goal.AUTO, {}).text
        assert goal_named(label) is goal
        assert goal_named(f"  {label.split(maxsplit=1)[1].upper()}! ") is goal
        assert goal_named(goal.value) is goal
        assert goal_set(goal).text.count(label) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_goal_is_understood_in_english_whatever_is_spoken(language):
    with speaking(language):
        assert goal_named("Lift me") is Goal.LIFT


@pytest.mark.parametrize("words", ["", "!", "me", "lift me up high", "fly", "🌤"])
def test_what_names_no_goal_is_none(words):
    assert goal_named(words) is None


def test_a_goal_that_is_unknown_is_said_to_be():
    assert goal_usage("fly", Goal.AUTO, {}).text.startswith("I know no goal “fly”.")


def test_what_holds_and_what_was_learned_is_said_before_how_to_change_it():
    reply = goal_usage("", Goal.AUTO, {MoodName.ANGRY: Goal.CALM})

    holds, learned, usage = reply.text.splitlines()
    assert holds.startswith("No goal is set")
    assert learned == "For “angry” you usually choose “🍃 Calm me”."
    assert usage.startswith("Say /goal and one of")
    assert [one.action for row in reply.buttons for one in row] == ["ungoal:angry"]


def test_a_goal_for_every_mood_is_named():
    assert "Your goal for every mood is “🌤 Lift me”." in goal_usage("", Goal.LIFT, {}).text


def test_a_habit_is_given_as_the_reason_of_a_goal():
    said = by_habit(MoodName.ANGRY, Goal.CALM)

    assert said == "For “angry” you usually choose “🍃 Calm me”, so I did too."
