"""Every press is answered exactly once, and soon."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from adapters.chat.telegram.calls import patiently
from adapters.chat.telegram.pace import Pace

log = logging.getLogger(__name__)


class Presses:
    """Presses whose button still shows a spinner. A press without a toast is answered silently."""

    def __init__(self, bot: Bot, *, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace
        self._open: dict[str, asyncio.Task[None]] = {}

    def note(self, query_id: str) -> None:
        """From now on it is answered, whatever the conversation does."""
        if query_id not in self._open:
            self._open[query_id] = asyncio.create_task(self._answer_in_time(query_id))

    async def answer(self, query_id: str, text: str) -> bool:
        """Shows the text over the chat; False if this press can no longer be answered."""
        timer = self._open.pop(query_id, None)
        if timer is None:
            return False
        timer.cancel()
        return await self._answer(query_id, text)

    def close(self) -> None:
        """Stops waiting."""
        for timer in self._open.values():
            timer.cancel()
        self._open.clear()

    async def _answer_in_time(self, query_id: str) -> None:
        await self._pace.sleep(self._pace.press_grace_s)
        # Taken out before the call: a toast that comes meanwhile must not answer a second time.
        del self._open[query_id]
        try:
            await self._answer(query_id, None)
        except TelegramError as error:
            log.warning("a press was not answered: %s", type(error).__name__)

    async def _answer(self, query_id: str, text: str | None) -> bool:
        try:
            await patiently(
                lambda: self._bot.answer_callback_query(query_id, text), pace=self._pace
            )
        except BadRequest:
            return False
        return True
