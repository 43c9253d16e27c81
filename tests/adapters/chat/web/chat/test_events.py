"""What a page says becomes an event, in its order and within bounds."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import aiohttp
import pytest

from adapters.chat.message import (
    Incoming,
    IncomingCommand,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
)
from adapters.chat.web.limits import WebLimits
from tests.adapters.chat.web.chat.conftest import MIB


async def test_words_commands_presses_and_reactions_become_events(site):
    async with site.opened() as (_, tab):
        await tab.say("text", text="  a bit tired ")
        await tab.say("text", text="/Mood tired but hopeful")
        await tab.say("text", text="/unknown thing")
        await tab.say("press", action="like:1:2", message_id="m1")
        await tab.say("reaction", message_id="m1", emoji="👍", added=True)
        await tab.say("reaction", message_id="m1", emoji="👍", added=False)
        listening = site.listening

        assert (await listening.next(IncomingText)).text == "a bit tired"
        command = await listening.next(IncomingCommand)
        assert (command.name, command.argument) == ("mood", "tired but hopeful")
        unknown = await listening.next(IncomingCommand)
        assert (unknown.name, unknown.argument) == ("unknown", "thing")
        press = await listening.next(IncomingPress)
        assert (press.action, press.message_id) == ("like:1:2", "m1")
        added = [(await listening.next(IncomingReaction)).added for _ in range(2)]
    assert added == [True, False]


async def test_a_loaded_page_shows_nothing_yet_and_a_reconnected_one_does(site):
    async with site.opened() as (_, tab):
        await tab.hello()
        await tab.hello(seen=1)
        opened = [(await site.listening.next(IncomingOpened)).shows_nothing for _ in range(2)]

    assert opened == [True, False]


async def test_the_browsers_language_comes_along(site):
    async with site.opened() as (_, tab):
        await tab.hello()
        assert (await site.listening.next(IncomingOpened)).locale == "en-GB"
        await tab.say("text", text="hello")
        assert (await site.listening.next(IncomingText)).locale == "en-GB"


async def test_a_stored_event_is_acknowledged_and_a_failed_one_refused(site_with, caplog):
    async def answer(_chat, incoming):
        if isinstance(incoming, IncomingText) and incoming.text == "fail":
            raise ValueError(incoming.event_id)

    async with site_with(answer=answer) as site, site.opened() as (_, tab):
        failing = await tab.say("text", text="fail")
        refused = await tab.hears("refused")
        going_on = await tab.say("text", text="go on")
        stored = await tab.hears("stored")
    assert (refused["request_id"], refused["reason"]) == (failing, "failed")
    assert stored["request_id"] == going_on
    assert "could not be taken" in caplog.text


async def test_a_slow_event_keeps_order_without_stopping_the_reading(site_with):
    free = asyncio.Event()
    taken: list[str] = []

    async def answer(chat, incoming):
        if incoming.text == "slow":
            await chat.fetch(photo.media, photo.address, limit_bytes=MIB)
            await free.wait()
        taken.append(incoming.text)

    async with site_with() as site, site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        photo = await site.listening.next(IncomingPhoto)
        site.listening.answer = answer
        await tab.say("text", text="slow")
        await tab.say("text", text="quick")
        await tab.hears("send_photo")
        await tab.upload(request_id, b"picture")
        free.set()
        for _ in range(2):
            await tab.hears("stored")
    assert taken == ["slow", "quick"]


async def test_too_many_events_are_refused(site_with):
    limits = WebLimits(event_burst=3)
    async with site_with(limits) as site, site.opened() as (_, tab):
        sent = [await tab.say("text", text=f"{number}") for number in range(4)]
        refused = await tab.hears("refused")
    assert (refused["request_id"], refused["reason"]) == (sent[3], "too_fast")


async def test_too_many_waiting_events_are_refused(site_with):
    never = asyncio.Event()

    async def answer(_chat, _incoming):
        await never.wait()

    limits = WebLimits(waiting_events=2)
    async with site_with(limits, answer=answer) as site, site.opened() as (_, tab):
        sent = [await tab.say("text", text=f"{number}") for number in range(3)]
        assert (await tab.hears("refused"))["request_id"] == sent[2]


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "nonsense",
        "[]",
        "[" * 20_000,
        '{"type": "hello"}',
        '{"type": ["hello"]}',
        json.dumps({"type": "text", "request_id": str(uuid4()), "text": 7}),
        json.dumps({"type": "text", "request_id": "short", "text": "hello"}),
        json.dumps({"type": "text", "request_id": str(uuid4()), "text": "x" * 2001}),
        json.dumps({"type": "photo", "request_id": str(uuid4()), "size": -1}),
        json.dumps({"type": "photo", "request_id": str(uuid4()), "size": True}),
        json.dumps({"type": "photo", "request_id": str(uuid4()), "size": 1, "others": 7}),
        json.dumps({"type": "photo", "request_id": str(uuid4()), "size": 1, "others": [{}]}),
        json.dumps({"type": "hello", "request_id": str(uuid4()), "holding": {"a": 1}}),
        json.dumps({"type": "press", "request_id": str(uuid4()), "action": "x" * 65}),
        json.dumps(
            {"type": "reaction", "request_id": str(uuid4()), "message_id": "m", "emoji": "👍"}
        ),
    ],
)
async def test_junk_is_ignored(site, caplog, junk):
    async with site.opened() as (_, tab):
        await tab.socket.send_str(junk)
        await tab.say("text", text="hello")

        event = await site.listening.next(Incoming)
    assert event.text == "hello"
    assert caplog.text == ""


async def test_a_huge_text_ends_the_connection_politely(site):
    async with site.opened() as (_, tab):
        await tab.say("text", text="x" * 100_000)
        message = await tab.socket.receive(timeout=5)
    assert message.data == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
