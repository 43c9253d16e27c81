"""Login, gateway, rate limits and reconnects over HTTP, against a server on loopback."""

import asyncio

import pytest
from aiohttp.test_utils import unused_port

from adapters.chat.discord.calls import TokenRefusedError
from adapters.chat.discord.chat import DiscordChat
from adapters.chat.message import Address, IncomingText, LocalizedText, Platform, Reply
from adapters.errors import PlatformError
from tests.adapters.chat.discord.fake_discord import (
    ANN,
    CHANNEL_ID,
    DM_ID,
    TOKEN,
    fake_discord,
)

MESSAGES_CLOSED = 4000
DM = Address(Platform.DISCORD, str(DM_ID))


@pytest.fixture
async def discord(monkeypatch, discord_requests):
    async with fake_discord(monkeypatch, discord_requests) as server:
        yield server


def chat_at(discord, token=TOKEN, **changed):
    settings = {
        "commands": (),
        "picture_menu": LocalizedText("Find my song"),
        "apology": lambda _: "Sorry.",
        "api_url": discord.api_url,
        "gateway_url": discord.gateway_url,
        "media_hosts": ("127.0.0.1",),
    }
    return DiscordChat(token, **(settings | changed))


@pytest.fixture
async def chat(discord, commands, receiver):
    chat = chat_at(discord, commands=commands)
    running = asyncio.create_task(chat.run(receiver))
    await discord.until(lambda: discord.identified)
    yield chat
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def ignore(event):
    raise AssertionError(event)


async def test_a_session_uses_the_given_addresses_and_closes_when_cancelled(discord):
    running = asyncio.create_task(chat_at(discord).run(ignore))
    await discord.until(lambda: discord.identified)

    running.cancel()

    with pytest.raises(asyncio.CancelledError):
        await running
    async with asyncio.timeout(10):
        await discord.closed.wait()


async def test_no_privileged_intent_is_asked_for(discord, chat):
    guilds, messages, reactions, to_us, reactions_to_us = 1, 1 << 9, 1 << 10, 1 << 12, 1 << 13

    [identified] = discord.identified

    assert identified["intents"] == guilds | messages | reactions | to_us | reactions_to_us


async def test_a_wrong_token_is_told_and_ends_the_run(discord):
    with pytest.raises(TokenRefusedError) as error:
        await chat_at(discord, "a.wrong.token").run(ignore)

    assert "wrong" not in str(error.value)


async def test_a_gateway_that_does_not_answer_is_a_platform_error(discord, monkeypatch):
    chat = chat_at(discord, gateway_url=f"ws://127.0.0.1:{unused_port()}/")

    with pytest.raises(PlatformError, match="gateway did not answer"):
        await chat.session(ignore)


async def test_an_api_that_does_not_answer_is_a_platform_error(discord):
    chat = chat_at(discord, api_url=f"http://127.0.0.1:{unused_port()}")

    with pytest.raises(PlatformError, match="not reached"):
        await chat.session(ignore)


async def comes_true(check):
    async with asyncio.timeout(10):
        while not await check():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.001)


async def test_it_is_connected_while_the_gateway_is(discord):
    chat = chat_at(discord)

    async def is_away():
        return not await chat.is_connected()

    before = await chat.is_connected()
    running = asyncio.create_task(chat.run(ignore))
    await comes_true(chat.is_connected)
    await discord.drop_connection(MESSAGES_CLOSED)
    await comes_true(is_away)
    await comes_true(chat.is_connected)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert not before
    assert not await chat.is_connected()


async def test_a_dropped_connection_is_taken_up_where_it_was(discord, chat, receiver):
    await discord.drop_connection(MESSAGES_CLOSED)
    await discord.until(lambda: discord.resumed)
    message = discord.message("happy", guild=False, channel=DM_ID)
    await discord.happens("MESSAGE_CREATE", message)
    await discord.until(lambda: receiver.events)

    [resumed] = discord.resumed
    [event] = receiver.events
    assert (resumed["session_id"], resumed["token"]) == ("a session", TOKEN)
    assert isinstance(event, IncomingText)
    assert event.event_id == message["id"]
    assert len(discord.identified) == 1


async def test_a_closed_session_is_followed_by_a_new_login(discord, chat, receiver):
    shards_are_wrong = 4010
    await discord.drop_connection(shards_are_wrong)
    await discord.until(lambda: len(discord.identified) == 2)
    await discord.happens("MESSAGE_CREATE", discord.message("sad", guild=False, channel=DM_ID))
    await discord.until(lambda: receiver.events)

    assert [event.text for event in receiver.events] == ["sad"]


async def test_commands_are_registered_once_and_not_again(discord, commands, receiver):
    for _ in range(2):
        running = asyncio.create_task(chat_at(discord, commands=commands).run(receiver))
        await discord.until(lambda: discord.identified)
        running.cancel()
        await asyncio.wait([running])
        discord.identified.clear()

    assert len(discord.asked("PUT", "/commands")) == 1
    asked = [query for method, path, query, _ in discord.requests if path.endswith("/commands")]
    assert asked[0] == {"with_localizations": "true"}


async def test_what_is_sent_too_fast_is_sent_again_when_discord_says_so(discord, chat):
    slow_down = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}
    discord.refuse_once("POST", "/messages", 429, slow_down, Via="1.1 google")

    message_id = await chat.send(DM, Reply("Hello."))

    assert len(discord.asked("POST", f"/channels/{DM_ID}/messages")) == 2
    assert discord.messages[message_id]["content"] == "Hello."


async def test_nobody_is_ever_pinged(discord, chat):
    await chat.send(Address(Platform.DISCORD, str(CHANNEL_ID)), Reply(f"<@{ANN['id']}>"))

    [sent] = discord.asked("POST", "/messages")
    assert sent["allowed_mentions"] == {"parse": []}
    assert "message_reference" not in sent
