"""The first answer to an interaction, due within three seconds: Discord learns that it arrived."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass, field

import discord

from adapters.chat.discord.calls import translated
from adapters.chat.discord.interactions import is_private
from adapters.errors import PlatformError

# Of the three seconds one is left for the way. Without it nobody could be told that storing failed.
STORED_WITHIN_S = 2.0

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Due:
    wanted: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Deferrals:
    """Interactions are stored first and deferred then; what answers them waits for that."""

    def __init__(self) -> None:
        self._due: dict[str, _Due] = {}

    async def after(
        self, storing: Awaitable[None], interaction: discord.Interaction, *, thinking: bool
    ) -> None:
        """Defers once it is stored, or somebody wants to answer; raises what storing raises.

        What takes too long to store is deferred all the same. `thinking` shows a press too that
        Mien is at work.
        """
        due = self._due.setdefault(interaction.token, _Due())
        stored = asyncio.ensure_future(storing)
        wanted = asyncio.create_task(due.wanted.wait())
        try:
            first = asyncio.FIRST_COMPLETED
            await asyncio.wait({stored, wanted}, timeout=STORED_WITHIN_S, return_when=first)
            await _defer(interaction, thinking=thinking)
        finally:
            wanted.cancel()
            due.done.set()
            del self._due[interaction.token]
        await stored

    async def over(self, interaction_token: str) -> None:
        """Returns when Discord takes answers to this interaction."""
        due = self._due.get(interaction_token)
        if due is not None:
            due.wanted.set()
            await due.done.wait()


async def _defer(interaction: discord.Interaction, *, thinking: bool) -> None:
    # In company it is whispered from the start, which nothing can change afterwards.
    alone = is_private(interaction)
    try:
        with translated():
            await interaction.response.defer(ephemeral=not alone, thinking=thinking and not alone)
    except PlatformError as error:
        log.warning(
            "an interaction was not deferred: %s", error, extra={"event_id": interaction.id}
        )
