"""A bot on a Bot API of our own, and a listener who uses it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from aiohttp.test_utils import TestServer

from adapters.chat.message import Account, CommandSpec, LocalizedText, Platform, Reply
from adapters.chat.telegram import TelegramChat, Webhook
from adapters.chat.telegram.pace import Pace
from tests.adapters.chat.telegram.fake_telegram import NOW, TOKEN, BotApi, Naps, Refusal

COMMANDS = (
    CommandSpec("mood", LocalizedText("Songs for a mood", {"de": "Musik zur Stimmung"})),
    CommandSpec("taste", LocalizedText("What I have learned", {"de": "Was ich gelernt habe"})),
    CommandSpec("privacy", LocalizedText("What is kept", {"de": "Was bleibt"})),
    CommandSpec("server", LocalizedText("For those who manage this group"), for_managers=True),
)
ABOUT = LocalizedText("I read faces.", {"de": "Ich lese Gesichter."})
LINE = LocalizedText("Songs for faces.", {"de": "Lieder zu Gesichtern."})


class Inbox:
    """Receives events as the conversation does; `failures` times it cannot store them.

    With a `poison`, only that text cannot be stored.
    """

    def __init__(self) -> None:
        self.events: list = []
        self.failures = 0
        self.poison = ""
        self.gate: asyncio.Event | None = None
        self._arrived = asyncio.Event()

    async def receive(self, incoming) -> None:
        self.events.append(incoming)
        self._arrived.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.failures and self.poison in (getattr(incoming, "text", ""), ""):
            self.failures -= 1
            raise OSError("database is locked")

    async def next_events(self, number: int = 1) -> list:
        async with asyncio.timeout(10):
            while len(self.events) < number:
                self._arrived.clear()
                await self._arrived.wait()
        return self.events


class Songs:
    """Answers inline queries with what the test puts in."""

    def __init__(self) -> None:
        self.reply = Reply("No songs for that.")
        self.asked: list[tuple[str, str | None]] = []
        self.gate: asyncio.Event | None = None
        self.error: Exception | None = None
        self.strangers: set[str] = set()

    async def __call__(self, words: str, locale: str | None) -> Reply:
        self.asked.append((words, locale))
        if self.gate is not None:
            await self.gate.wait()
        if self.error is not None:
            raise self.error
        return self.reply

    def admits(self, account: Account) -> bool:
        return account.account_id not in self.strangers


@dataclass
class Groups:
    """Hears of groups that go on under another id; `failures` times it cannot store it."""

    moved: list[tuple[Platform, str, str]] = field(default_factory=list)
    failures: int = 0

    async def move(self, platform: Platform, place_id: str, moved_to: str) -> None:
        self.moved.append((platform, place_id, moved_to))
        if self.failures:
            self.failures -= 1
            raise OSError("database is locked")


@pytest.fixture
async def api(telegram_requests):
    bot_api = BotApi()
    bot_api.on_call = telegram_requests.check
    # A poll that nobody waits for any more must not hold up the end of a test.
    server = TestServer(bot_api.app(), host="127.0.0.1")
    await server.start_server(shutdown_timeout=0, access_log=None)
    bot_api.address = f"http://127.0.0.1:{server.port}"
    yield bot_api
    await server.close()


@pytest.fixture
def naps():
    return Naps()


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def songs():
    return Songs()


@pytest.fixture
def groups():
    return Groups()


@pytest.fixture
def refusal():
    return Refusal


@pytest.fixture
def token():
    return TOKEN


@pytest.fixture
def chat_of(api, naps, songs, groups):
    def build(
        token: str = TOKEN, *, webhook: Webhook | None = None, inline: bool = True
    ) -> TelegramChat:
        return TelegramChat(
            token,
            commands=COMMANDS,
            apology=lambda _: "sorry",
            answer_inline=songs if inline else None,
            admits_inline=songs.admits,
            place_moved=groups.move,
            description=ABOUT,
            short_description=LINE,
            base_url=f"{api.address}/bot",
            base_file_url=f"{api.address}/file/bot",
            webhook=webhook,
            pace=Pace(sleep=naps, now=lambda: NOW, clock=lambda: 0.0),
        )

    return build


@pytest.fixture
async def chat(chat_of, inbox):
    """A bot that runs and hands its events to the inbox."""
    telegram = chat_of()
    running = asyncio.create_task(telegram.run(inbox.receive))
    yield telegram
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
