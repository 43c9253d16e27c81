"""Links whose moving picture Discord adds to the message a moment later."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

# Discord fetches the page behind a link first; longer than this nobody waits for a word.
PREVIEW_WITHIN_S = 2.0


class LinkPreviews:
    """Messages that are held back until their preview came, or did not."""

    def __init__(
        self,
        *,
        within_s: float = PREVIEW_WITHIN_S,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._within_s = within_s
        self._sleep = sleep
        self._held: set[int] = set()

    async def is_missing(self, message_id: int) -> bool:
        """After a moment: whether this message is still without its preview."""
        self._held.add(message_id)
        try:
            await self._sleep(self._within_s)
        finally:
            is_missing = message_id in self._held
            self._held.discard(message_id)
        return is_missing

    def came_for(self, message_id: int) -> bool:
        """Whether this message was held back for the preview that it now has."""
        was_held = message_id in self._held
        self._held.discard(message_id)
        return was_held
