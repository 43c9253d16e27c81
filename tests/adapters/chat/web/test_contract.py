"""The page keeps the promises of every chat."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import pytest

from adapters.chat.message import (
    Incoming,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    Platform,
)
from tests.adapters.chat.contract import ChatContract


class PageVisitor:
    platform = Platform.WEB

    def __init__(self, site, tab) -> None:
        self.chat = site.chat
        self._site = site
        self._tab = tab
        self._heard: list[dict] = []

    async def says(self, text):
        await self._tab.say("text", text=text)
        return await self._next(Incoming)

    async def says_twice(self, text):
        request_id = str(uuid4())
        for _ in range(2):
            await self._tab.say("text", request_id, text=text)
        return await self._next(Incoming), await self._next(Incoming)

    async def uses_command(self, name, argument):
        return await self.says(f"/{name} {argument}")

    async def sends_photo(self, data):
        await self._tab.photo(data)
        return await self._next(IncomingPhoto)

    async def hands_out(self, photo, data, *, limit_bytes):
        fetching = asyncio.create_task(
            self.chat.fetch(photo.media, photo.address, limit_bytes=limit_bytes)
        )
        await self._hear("send_photo")
        await self._tab.upload(photo.media.key, data)
        return await fetching

    def was_asked_for_bytes(self):
        return any(message["type"] == "send_photo" for message in self._heard)

    async def presses(self, label):
        shown = await self._hear("reply")
        button = next(one for row in shown["buttons"] for one in row if one["label"] == label)
        await self._tab.say("press", action=button["action"], message_id=shown["id"])
        return await self._next(IncomingPress)

    async def reacts(self, emoji, *, added):
        shown = next(each for each in reversed(self._heard) if each["type"] == "reply")
        await self._tab.say("reaction", message_id=shown["id"], emoji=emoji, added=added)
        return await self._next(IncomingReaction)

    async def sees(self, number):
        replies = [await self._hear("reply") for _ in range(number)]
        return list({reply["id"]: reply["text"] for reply in replies}.values())

    async def _next(self, kind):
        return await self._site.listening.next(kind)

    async def _hear(self, kind):
        while True:
            self._heard.append(json.loads(await self._tab.socket.receive_str(timeout=5)))
            if self._heard[-1]["type"] == kind:
                return self._heard[-1]


@pytest.fixture
async def person(site):
    async with site.opened() as (_, tab):
        yield PageVisitor(site, tab)


class TestWebChat(ChatContract):
    """All of it."""
