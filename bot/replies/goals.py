"""What music should do: chosen for all moods, or learned for one."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import Button, Reply
from bot.actions import Verb, action
from bot.replies.language import translated
from bot.replies.mood_words import mood_word
from bot.replies.moods import goal_label, in_rows
from bot.replies.quoting import quoted
from engine.moods import Goal, MoodName

Habits = Mapping[MoodName, Goal]


def by_habit(mood: MoodName, goal: Goal) -> str:
    """Why a set has this goal although none was asked for."""
    # Translators: {mood} is the name of a mood, {goal} a button such as "Calm me"
    sentence = translated("For “{mood}” you usually choose “{goal}”, so I did too.")
    return sentence.format(mood=mood_word(mood), goal=goal_label(goal))


def habit_lines(habits: Habits) -> list[str]:
    """A sentence for each mood in which a goal is usual."""
    sentence = translated("For “{mood}” you usually choose “{goal}”.")
    return [
        sentence.format(mood=mood_word(mood), goal=goal_label(goal))
        for mood, goal in habits.items()
    ]


def goal_set(goal: Goal) -> Reply:
    """The goal for sets to come."""
    return Reply(translated("From now on: {goal}.").format(goal=goal_label(goal)))


def goal_usage(words: str, goal: Goal, habits: Habits) -> Reply:
    """/goal without a goal that exists: what holds, what was learned, and how to change both."""
    names = ", ".join(goal_label(each) for each in Goal)
    usage = translated("Say /goal and one of: {names}. It holds until you change it.")
    lines = [_holds(goal), *habit_lines(habits), usage.format(names=names)]
    if words:
        unknown = translated("I know no goal “{words}”.").format(words=quoted(words, longest=40))
        lines.insert(0, unknown)
    return Reply("\n".join(lines), buttons=in_rows([_unlearn_button(mood) for mood in habits]))


def goal_unlearned(mood: MoodName) -> Reply:
    """No goal is usual in this mood any more."""
    sentence = translated("Forgotten: for “{mood}” I choose the goal myself again.")
    return Reply(sentence.format(mood=mood_word(mood)))


def _holds(goal: Goal) -> str:
    if goal is Goal.AUTO:
        return translated(
            "No goal is set: I choose one for each mood, and what you choose often becomes usual."
        )
    sentence = translated("Your goal for every mood is “{goal}”.")
    return sentence.format(goal=goal_label(goal))


def _unlearn_button(mood: MoodName) -> Button:
    label = translated("Forget it for “{mood}”").format(mood=mood_word(mood))
    return Button(label, action(Verb.UNLEARN_GOAL, mood.value))
