"""What is offered while an argument is typed, within Discord's limits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import discord
from discord import app_commands

from adapters.chat.message import CommandSpec, Completer, Completion
from adapters.failures import whatever_fails

MOST_CHOICES = 25
CHOICE_LENGTH = 100
# Discord drops suggestions after three seconds, of which the way takes some.
WITHIN_S = 2.0

log = logging.getLogger(__name__)


class Suggesting:
    """Asks the conversation, and has nothing to suggest where that fails or takes too long."""

    def __init__(self, complete: Completer, *, within_s: float = WITHIN_S) -> None:
        self._complete = complete
        self._within_s = within_s

    async def __call__(
        self, interaction: discord.Interaction, spec: CommandSpec, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The choices for what was typed so far."""
        with whatever_fails(log, "no suggestions", command=spec.name):
            async with asyncio.timeout(self._within_s):
                return choices(await self._complete(spec.name, typed, str(interaction.locale)))
        return []  # words can be typed without suggestions


def choices(completions: Sequence[Completion]) -> list[app_commands.Choice[str]]:
    """The best of them; one whose value would be cut means something else, so it is left out."""
    fitting = (
        app_commands.Choice(name=completion.label[:CHOICE_LENGTH], value=completion.value)
        for completion in completions
        if completion.label and 0 < len(completion.value) <= CHOICE_LENGTH
    )
    return list(fitting)[:MOST_CHOICES]
