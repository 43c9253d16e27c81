"""A word to those whose update could not be stored."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import TelegramError

from adapters.chat.message import Address, Reply, Sentence
from adapters.chat.telegram.delivery import Delivery

log = logging.getLogger(__name__)


class Apologies:
    """Says sorry where the conversation cannot, because it never heard of the event."""

    def __init__(self, delivery: Delivery, *, sentence: Sentence) -> None:
        self._delivery = delivery
        self._sentence = sentence

    async def send(self, update: Update, address: Address) -> None:
        """In the language of whoever waits; that it failed is only logged."""
        user = update.effective_user
        sentence = self._sentence(user.language_code if user else None)
        try:
            await self._delivery.deliver(address, Reply(sentence))
        except TelegramError as error:
            log.warning("no apology was sent: %s", type(error).__name__)
