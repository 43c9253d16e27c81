"""/goal and /help in words."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import CommandSpec, Reply
from bot.replies.language import spoken_language, translated
from bot.replies.moods import goal_label
from engine.moods import Goal


def help_reply(commands: Sequence[CommandSpec]) -> Reply:
    """What can be said."""
    lines = [
        f"/{each.name}: {each.description.in_language(spoken_language())}" for each in commands
    ]
    opening = translated("Send a selfie or a GIF, type a mood, or use a command.")
    return Reply(f"{opening}\n\n" + "\n".join(lines))


def goal_set(goal: Goal) -> Reply:
    """The goal for sets to come."""
    return Reply(translated("From now on: {goal}.").format(goal=goal_label(goal)))


def goal_usage(words: str) -> Reply:
    """/goal without a goal that exists."""
    names = ", ".join(goal.value for goal in Goal)
    usage = translated("Say /goal and one of: {names}. It holds until you change it.")
    usage = usage.format(names=names)
    if not words:
        return Reply(usage)
    unknown = translated("I know no goal “{words}”.").format(words=words[:40])
    return Reply(f"{unknown} {usage}")
