"""The sign that Mien is at work: "typing" in the direct messages."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord

TYPING_LASTS_S = 8.0  # Discord shows it for ten seconds
MOST_SIGNS = 8  # about a minute

log = logging.getLogger(__name__)


class WorkingSigns:
    """One sign for each event that is being worked on, repeated until it is answered."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str], asyncio.Task[None]] = {}

    def show(self, channel: discord.PartialMessageable, event_id: str) -> None:
        """Shows it now; it ends by itself after a minute."""
        key = (str(channel.id), event_id)
        if key in self._shown:
            return
        task = asyncio.create_task(_type(channel))
        self._shown[key] = task
        task.add_done_callback(lambda _: self._shown.pop(key, None))

    def stop(self, chat_id: str, event_id: str | None) -> None:
        """Ends the sign of this event; what answers none leaves all of them."""
        task = self._shown.get((chat_id, event_id or ""))
        if task is not None:
            task.cancel()

    def close(self) -> None:
        """Ends all of them."""
        for task in self._shown.values():
            task.cancel()


async def _type(channel: discord.PartialMessageable) -> None:
    try:
        for _ in range(MOST_SIGNS):
            await channel.typing()
            await asyncio.sleep(TYPING_LASTS_S)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        # Only the sign is missing; the answer has its own errors.
        log.info("no sign of life: %s", type(error).__name__)
