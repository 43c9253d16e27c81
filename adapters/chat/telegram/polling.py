"""Fetches updates and confirms each only after it was stored."""

from __future__ import annotations

import logging

from telegram import Bot, Update
from telegram.error import TelegramError

from adapters.chat.message import Receiver, Sentence
from adapters.chat.telegram.calls import patiently, persistently
from adapters.chat.telegram.incoming import WANTED_UPDATES, incoming_of, is_answered
from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.presses import Presses

# Enough for a database that restarts; more would let one bad update hold up everybody.
MOST_DELIVERIES = 3

log = logging.getLogger(__name__)


class Polling:
    """Our own loop: the library's confirms a batch before anybody has handled it."""

    def __init__(self, bot: Bot, *, presses: Presses, apology: Sentence, pace: Pace) -> None:
        self._bot = bot
        self._presses = presses
        self._apology = apology
        self._pace = pace

    async def run(self, receive: Receiver) -> None:
        """Hands over update after update; returns never, raises what only the host can mend."""
        offset: int | None = None
        while True:
            for update in await self._updates(offset):
                await self._hand_over(update, receive)
                offset = update.update_id + 1

    async def _updates(self, offset: int | None) -> tuple[Update, ...]:
        return await persistently(
            lambda: self._bot.get_updates(
                offset, timeout=self._pace.poll_s, allowed_updates=WANTED_UPDATES
            ),
            pace=self._pace,
        )

    async def _hand_over(self, update: Update, receive: Receiver) -> None:
        if update.callback_query is not None:
            self._presses.note(update.callback_query.id)
        waits = self._pace.waits()
        for delivery in range(1, MOST_DELIVERIES + 1):
            if await self._delivered(update, receive):
                return
            if delivery < MOST_DELIVERIES:
                await self._pace.sleep(next(waits))
        await self._apologise(update)

    async def _delivered(self, update: Update, receive: Receiver) -> bool:
        try:
            # A second try repeats the events that went well; their ids are the same.
            events = incoming_of(update, received_at=self._pace.now())
            for event in events:
                await receive(event)
        except Exception:
            log.exception("an update was not stored", extra={"update": update.update_id})
            return False
        if not events:
            log.info("an update was left alone", extra={"update": update.update_id})
        return True

    async def _apologise(self, update: Update) -> None:
        chat = update.effective_chat
        if chat is None or not is_answered(chat):
            return
        user = update.effective_user
        sentence = self._apology(user.language_code if user else None)
        try:
            await patiently(lambda: self._bot.send_message(chat.id, sentence), pace=self._pace)
        except TelegramError as error:
            log.warning("no apology was sent: %s", type(error).__name__)
