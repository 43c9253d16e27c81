"""Telegram keeps the promises of every chat."""

from __future__ import annotations

import pytest

from adapters.chat.message import Platform
from tests.adapters.chat.contract import ChatContract


class TelegramUser:
    platform = Platform.TELEGRAM

    def __init__(self, chat, api, inbox) -> None:
        self.chat = chat
        self._api = api
        self._inbox = inbox
        self._taken = 0

    async def says(self, text):
        self._api.says(text=text)
        return await self._next()

    async def says_twice(self, text):
        # What could not be stored is handed over again.
        self._inbox.failures = 1
        self._api.says(text=text)
        return await self._next(), await self._next()

    async def uses_command(self, name, argument):
        return await self.says(f"/{name} {argument}")

    async def sends_photo(self, data):
        self._api.sends_photo(data)
        return await self._next()

    async def hands_out(self, photo, data, *, limit_bytes):
        self._api.files["large"] = data
        return await self.chat.fetch(photo.media, photo.address, limit_bytes=limit_bytes)

    def was_asked_for_bytes(self):
        return self._api.downloads != []

    async def presses(self, label):
        rows = self._api.called("sendMessage")[-1]["reply_markup"]["inline_keyboard"]
        data = next(key["callback_data"] for row in rows for key in row if key["text"] == label)
        self._api.presses(data, query_id="q1")
        return await self._next()

    async def reacts(self, emoji, *, added):
        self._api.reacts(**{"new" if added else "old": emoji})
        return await self._next()

    async def sees(self, number):
        sent, edits = self._api.called("sendMessage"), self._api.called("editMessageText")
        assert len(sent) + len(edits) == number
        texts = {500 + index: message["text"] for index, message in enumerate(sent)}
        texts.update({edit["message_id"]: edit["text"] for edit in edits})
        return list(texts.values())

    async def _next(self):
        self._taken += 1
        events = await self._inbox.next_events(self._taken)
        return events[self._taken - 1]


@pytest.fixture
def person(chat, api, inbox):
    return TelegramUser(chat, api, inbox)


class TestTelegramChat(ChatContract):
    """All of it."""
