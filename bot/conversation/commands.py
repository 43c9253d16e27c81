"""The commands that exist, as every platform registers them."""

from __future__ import annotations

from adapters.chat.message import CommandSpec
from bot.replies.commands import ARGUMENTS, DESCRIPTIONS
from engine.mood_words import mood_suggestions
from engine.moods import Goal


def command_specs() -> tuple[CommandSpec, ...]:
    """All commands, in the order a menu shows them."""
    return (
        CommandSpec("selfie", DESCRIPTIONS["selfie"], takes_photo=True),
        _with_argument("mood", suggestions=mood_suggestions()),
        _with_argument("goal", suggestions=tuple(goal.value for goal in Goal)),
        _with_argument("seed"),
        CommandSpec("seeds", DESCRIPTIONS["seeds"]),
        CommandSpec("settings", DESCRIPTIONS["settings"]),
        CommandSpec("privacy", DESCRIPTIONS["privacy"]),
        CommandSpec("forget", DESCRIPTIONS["forget"]),
        CommandSpec("help", DESCRIPTIONS["help"]),
    )


def _with_argument(name: str, *, suggestions: tuple[str, ...] = ()) -> CommandSpec:
    argument, description = ARGUMENTS[name]
    return CommandSpec(
        name,
        DESCRIPTIONS[name],
        argument=argument,
        argument_description=description,
        suggestions=suggestions,
    )
