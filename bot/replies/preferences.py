"""/settings, /goal and /help in words."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import Button, CommandSpec, Reply
from adapters.values import ListenerSettings, MusicService
from bot.actions import Verb, action
from bot.replies.language import spoken_language
from bot.replies.links import SERVICE_NAMES
from bot.replies.moods import GOAL_LABELS, in_rows
from engine.moods import Goal


def help_reply(commands: Sequence[CommandSpec]) -> Reply:
    """What can be said."""
    lines = [
        f"/{each.name}: {each.description.in_language(spoken_language())}" for each in commands
    ]
    return Reply("Send a selfie or a GIF, type a mood, or use a command.\n\n" + "\n".join(lines))


def settings_reply(settings: ListenerSettings) -> Reply:
    """What is set, and a button for each change."""
    explicit = "allowed" if settings.explicit_allowed else "left out"
    turn = "off" if settings.explicit_allowed else "on"
    wording = "Leave explicit songs out" if settings.explicit_allowed else "Allow explicit songs"
    services = [
        Button(name, action(Verb.SERVICE, service.value), pressed=service is settings.music_service)
        for service, name in SERVICE_NAMES.items()
    ]
    return Reply(
        f"Explicit songs are {explicit}. Titles link to {SERVICE_NAMES[settings.music_service]}. "
        f"Your goal is “{GOAL_LABELS[settings.goal]}” (change it with /goal).",
        buttons=((Button(wording, action(Verb.EXPLICIT, turn)),), *in_rows(services)),
    )


def goal_set(goal: Goal) -> Reply:
    """The goal for sets to come."""
    return Reply(f"From now on: {GOAL_LABELS[goal]}.")


def goal_usage(words: str) -> Reply:
    """/goal without a goal that exists."""
    names = ", ".join(goal.value for goal in Goal)
    unknown = f"I know no goal “{words[:40]}”. " if words else ""
    return Reply(f"{unknown}Say /goal and one of: {names}. It holds until you change it.")


def service_chosen(service: MusicService) -> Reply:
    """Where titles lead from now on."""
    return Reply(f"Titles now link to {SERVICE_NAMES[service]}.")


def explicit_chosen(*, allowed: bool) -> Reply:
    """Whether explicit songs may come."""
    return Reply("Explicit songs may come now." if allowed else "Explicit songs stay out now.")
