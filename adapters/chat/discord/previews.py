"""Links whose moving picture Discord adds to the message a moment later."""

from __future__ import annotations

import asyncio

import discord

# Discord fetches the page behind a link first; longer than this nobody waits for a word.
PREVIEW_WITHIN_S = 2.0


class LinkPreviews:
    """Messages that are held back until their preview came, or did not."""

    def __init__(self, *, within_s: float = PREVIEW_WITHIN_S) -> None:
        self._within_s = within_s
        self._waiting: dict[int, asyncio.Future[discord.Message]] = {}

    async def awaited(self, message: discord.Message) -> discord.Message:
        """The message with its preview; as it was if none came in time."""
        preview: asyncio.Future[discord.Message] = asyncio.get_running_loop().create_future()
        self._waiting[message.id] = preview
        try:
            async with asyncio.timeout(self._within_s):
                return await preview
        except TimeoutError:
            return message
        finally:
            del self._waiting[message.id]

    def came(self, message: discord.Message) -> None:
        """The message has changed."""
        preview = self._waiting.get(message.id)
        if preview is not None and message.embeds and not preview.done():
            preview.set_result(message)
