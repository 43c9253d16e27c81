"""What is offered while an argument is typed, within Discord's limits."""

from __future__ import annotations

from collections.abc import Sequence

from discord import app_commands

from adapters.chat.message import Completion

MOST_CHOICES = 25
CHOICE_LENGTH = 100


def choices(completions: Sequence[Completion]) -> list[app_commands.Choice[str]]:
    """The best of them; one whose value would be cut means something else, so it is left out."""
    fitting = (
        app_commands.Choice(name=completion.label[:CHOICE_LENGTH], value=completion.value)
        for completion in completions
        if completion.label and 0 < len(completion.value) <= CHOICE_LENGTH
    )
    return list(fitting)[:MOST_CHOICES]
