"""The sign that Mien is at work: "typing" under the chat's name."""

from __future__ import annotations

import asyncio
import logging
import math

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from adapters.chat.message import Address
from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.reply_token import token_of

log = logging.getLogger(__name__)


class WorkingSigns:
    """One sign for each event that is being worked on, repeated until it is answered."""

    def __init__(self, bot: Bot, *, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace
        self._shown: dict[tuple[str, str], asyncio.Task[None]] = {}

    def show(self, address: Address, event_id: str) -> None:
        """Shows it now; it ends by itself after a minute."""
        key = (address.chat_id, event_id)
        if key in self._shown:
            return
        task = asyncio.create_task(self._type(address.chat_id, token_of(address).topic_id))
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

    async def _type(self, chat_id: str, topic_id: int | None) -> None:
        try:
            for _ in range(math.ceil(self._pace.typing_limit_s / self._pace.typing_every_s)):
                await self._bot.send_chat_action(
                    chat_id, ChatAction.TYPING, message_thread_id=topic_id
                )
                await self._pace.sleep(self._pace.typing_every_s)
        except TelegramError as error:
            # Only the sign is missing; the answer has its own errors.
            log.info("no sign of life: %s", type(error).__name__)
