"""/settings, /goal and /help in words."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import Button, CommandSpec, Reply
from adapters.values import ListenerSettings, MusicService
from bot.actions import Verb, action
from bot.replies.language import spoken_language, translated
from bot.replies.links import SERVICE_NAMES
from bot.replies.moods import goal_label, in_rows
from engine.moods import Goal


def help_reply(commands: Sequence[CommandSpec]) -> Reply:
    """What can be said."""
    lines = [
        f"/{each.name}: {each.description.in_language(spoken_language())}" for each in commands
    ]
    opening = translated("Send a selfie or a GIF, type a mood, or use a command.")
    return Reply(f"{opening}\n\n" + "\n".join(lines))


def settings_reply(settings: ListenerSettings) -> Reply:
    """What is set, and a button for each change."""
    explicit, wording, turn = _explicit_songs(allowed=settings.explicit_allowed)
    rest = translated("Titles link to {service}. Your goal is “{goal}” (change it with /goal).")
    rest = rest.format(
        service=SERVICE_NAMES[settings.music_service], goal=goal_label(settings.goal)
    )
    services = [
        Button(name, action(Verb.SERVICE, service.value), pressed=service is settings.music_service)
        for service, name in SERVICE_NAMES.items()
    ]
    return Reply(
        f"{explicit} {rest}",
        buttons=((Button(wording, action(Verb.EXPLICIT, turn)),), *in_rows(services)),
    )


def _explicit_songs(*, allowed: bool) -> tuple[str, str, str]:
    """What holds, what the button says, and what it asks for."""
    if allowed:
        return (
            translated("Explicit songs are allowed."),
            translated("Leave explicit songs out"),
            "off",
        )
    return translated("Explicit songs are left out."), translated("Allow explicit songs"), "on"


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


def service_chosen(service: MusicService) -> Reply:
    """Where titles lead from now on."""
    sentence = translated("Titles now link to {service}.")
    return Reply(sentence.format(service=SERVICE_NAMES[service]))


def explicit_chosen(*, allowed: bool) -> Reply:
    """Whether explicit songs may come."""
    if allowed:
        return Reply(translated("Explicit songs may come now."))
    return Reply(translated("Explicit songs stay out now."))
