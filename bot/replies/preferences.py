"""/goal and /help in words."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import CommandSpec, Platform, Reply
from bot.replies.language import spoken_language, translated
from bot.replies.moods import goal_label
from engine.moods import Goal


def help_reply(commands: Sequence[CommandSpec], *, platform: Platform) -> Reply:
    """What can be said and, where a platform decides it, what of a group reaches Mien."""
    lines = [
        f"/{each.name}: {each.description.in_language(spoken_language())}" for each in commands
    ]
    opening = translated("Send a selfie or a GIF, type a mood, or use a command.")
    paragraphs = [opening, "\n".join(lines)]
    if platform is Platform.TELEGRAM:
        paragraphs.append(_heard_in_groups())
    return Reply("\n\n".join(paragraphs))


def goal_set(goal: Goal) -> Reply:
    """The goal for sets to come."""
    return Reply(translated("From now on: {goal}.").format(goal=goal_label(goal)))


def goal_usage(words: str) -> Reply:
    """/goal without a goal that exists."""
    names = ", ".join(goal_label(goal) for goal in Goal)
    usage = translated("Say /goal and one of: {names}. It holds until you change it.")
    usage = usage.format(names=names)
    if not words:
        return Reply(usage)
    unknown = translated("I know no goal “{words}”.").format(words=words[:40])
    return Reply(f"{unknown} {usage}")


def _heard_in_groups() -> str:
    return translated(
        "In groups, Telegram's privacy mode lets through to me only commands, messages that "
        "mention me and replies to my messages, and nothing else. Where a group makes me an admin, "
        "Telegram sends me all of its messages; I leave alone what is not meant for me."
    )
