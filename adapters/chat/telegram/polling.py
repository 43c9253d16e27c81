"""Fetches updates and confirms each only after it was stored."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence

from telegram import Bot, Update
from telegram.error import TelegramError

from adapters.chat.message import Receiver
from adapters.chat.telegram.calls import persistently
from adapters.chat.telegram.intake import Intake
from adapters.chat.telegram.pace import Pace

log = logging.getLogger(__name__)


class Polling:
    """Our own loop: the library's confirms a batch before anybody has handled it.

    `is_connected` while the last call was answered.
    """

    def __init__(self, bot: Bot, *, intake: Intake, pace: Pace) -> None:
        self._bot = bot
        self._intake = intake
        self._pace = pace
        self.is_connected = False

    async def run(self, receive: Receiver) -> None:
        """Hands over update after update; returns never, raises what only the host can mend."""
        try:
            await persistently(self._remove_webhook, pace=self._pace)
            # The first call waits until somebody writes.
            self.is_connected = True
            offset: int | None = None
            while True:
                updates = await self._updates(offset)
                # People side by side, so that a disk is waited for once, but none of them past
                # what they did before; the next call confirms all of it.
                async with asyncio.TaskGroup() as group:
                    for own in _by_person(updates):
                        group.create_task(self._hand_over(own, receive))
                offset = updates[-1].update_id + 1 if updates else offset
        finally:
            self.is_connected = False

    async def _remove_webhook(self) -> None:
        # Left by an earlier setting. Telegram hands out nothing while there is one.
        info = await self._bot.get_webhook_info()
        if info.url:
            log.warning("the bot had a webhook; it is removed, and updates are fetched")
            await self._bot.delete_webhook(drop_pending_updates=False)

    async def _updates(self, offset: int | None) -> tuple[Update, ...]:
        return await persistently(lambda: self._fetched(offset), pace=self._pace)

    async def _fetched(self, offset: int | None) -> tuple[Update, ...]:
        try:
            updates = await self._bot.get_updates(
                offset, timeout=self._pace.poll_s, allowed_updates=self._intake.wanted_updates
            )
        except TelegramError:
            self.is_connected = False
            raise
        self.is_connected = True
        return updates

    async def _hand_over(self, updates: Iterable[Update], receive: Receiver) -> None:
        for update in updates:
            waits = self._pace.waits()
            while not await self._intake.take(update, receive):
                await self._pace.sleep(next(waits))


def _by_person(updates: Iterable[Update]) -> Iterable[Sequence[Update]]:
    each: defaultdict[object, list[Update]] = defaultdict(list)
    for update in updates:
        each[update.effective_user or update.effective_chat].append(update)
    return each.values()
