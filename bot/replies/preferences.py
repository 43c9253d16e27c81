"""/help in words."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import CommandSpec, Platform, Reply
from bot.replies.language import spoken_language, translated


def help_reply(commands: Sequence[CommandSpec], *, platform: Platform) -> Reply:
    """What can be said and, where a platform decides it, what of a group reaches Mien."""
    # The page is in nobody's server or group.
    offered = [one for one in commands if not (one.for_managers and platform is Platform.WEB)]
    lines = [f"/{each.name}: {each.description.in_language(spoken_language())}" for each in offered]
    opening = translated("Send a selfie or a GIF, type a mood, or use a command.")
    paragraphs = [opening, "\n".join(lines)]
    if platform is Platform.TELEGRAM:
        paragraphs.append(_heard_in_groups())
    return Reply("\n\n".join(paragraphs))


def _heard_in_groups() -> str:
    return translated(
        "In groups, Telegram's privacy mode lets through to me only commands, messages that "
        "mention me and replies to my messages, and nothing else. Where a group makes me an admin, "
        "Telegram sends me all of its messages; I leave alone what is not meant for me."
    )
