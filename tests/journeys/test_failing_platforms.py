"""A platform answers 500, 429, or nothing: no answer is lost, and none comes twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.chat.discord.chat import DiscordChat
from adapters.chat.message import (
    Account,
    Address,
    Incoming,
    IncomingPhoto,
    LocalizedText,
    MediaReference,
    Platform,
    Reply,
)
from adapters.chat.telegram import TelegramChat
from adapters.chat.telegram.pace import Pace
from adapters.storage import migrate
from adapters.storage.keys import load_or_create_keys
from adapters.storage.storage import Storage, open_storage
from adapters.values import RequestState
from bot.conversation.inbox import Inbox
from bot.conversation.turn import Turn
from bot.ports import Chat
from bot.replies.errors import apology_in
from tests.adapters.chat.discord import fake_discord
from tests.adapters.chat.discord.fake_discord import DM_ID, FakeDiscord
from tests.adapters.chat.telegram import fake_telegram as telegram

SONGS, QUESTION, SORRY = "Five songs.", "tap and I look again", apology_in(None)
SENT_AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
SOON_S = 0.2


class Line(Protocol):
    """A platform on loopback, and what may be wrong with it."""

    chat: Chat

    def address(self) -> Address: ...

    def is_silent(self, *, silent: bool) -> None:
        """It shows what it gets, and answers nothing."""

    def refuses(self, *, times: int) -> None:
        """With an error of its own."""

    def is_busy(self, *, times: int) -> None:
        """It says when to come back."""

    def shown(self, words: str) -> int:
        """How often."""


class SilentApi(telegram.BotApi):
    """Hangs up after it has shown what it got."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = False
        self.shown: list[str] = []

    async def _answer(self, request: web.Request) -> web.Response:
        response = await super()._answer(request)
        if self.silent and request.match_info["method"] == "sendMessage":
            request.transport.abort()
        return response

    async def _result(self, method: str, params: dict) -> object:
        self.shown += [params["text"]] if method == "sendMessage" else []
        return await super()._result(method, params)


class OnTelegram:
    def __init__(self, api: SilentApi, naps: telegram.Naps) -> None:
        self._api = api
        self.chat = TelegramChat(
            telegram.TOKEN,
            commands=(),
            apology=apology_in,
            base_url=f"{api.address}/bot",
            base_file_url=f"{api.address}/file/bot",
            pace=Pace(sleep=naps),
        )

    def address(self) -> Address:
        return Address(Platform.TELEGRAM, str(telegram.USER_ID))

    def is_silent(self, *, silent: bool) -> None:
        self._api.silent = silent

    def refuses(self, *, times: int) -> None:
        self._api.refusals["sendMessage"] += [telegram.Refusal(500, "Internal error")] * times

    def is_busy(self, *, times: int) -> None:
        busy = telegram.Refusal(429, "Too Many Requests", {"retry_after": 1})
        self._api.refusals["sendMessage"] += [busy] * times

    def shown(self, words: str) -> int:
        return sum(words in one for one in self._api.shown)


class OnDiscord:
    def __init__(self, discord: FakeDiscord) -> None:
        self._discord = discord
        self.chat = DiscordChat(
            fake_discord.TOKEN,
            commands=(),
            picture_menu=LocalizedText("Find my song"),
            apology=apology_in,
            api_url=discord.api_url,
            gateway_url=discord.gateway_url,
        )

    def address(self) -> Address:
        return Address(Platform.DISCORD, str(DM_ID))

    def is_silent(self, *, silent: bool) -> None:
        self.chat.answered_within_s = SOON_S if silent else 60.0
        (self._discord.answers.clear if silent else self._discord.answers.set)()

    def refuses(self, *, times: int) -> None:
        for _ in range(times):
            self._discord.refuse_once("POST", "/messages", 503, {"message": "away", "code": 0})

    def is_busy(self, *, times: int) -> None:
        for _ in range(times):
            busy = {"message": "slower", "retry_after": 0.01, "global": False}
            self._discord.refuse_once("POST", "/messages", 429, busy, Via="1.1 google")

    def shown(self, words: str) -> int:
        return sum(words in one["content"] for one in self._discord.messages.values())


class Answerer:
    """Says the same to everyone."""

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        await turn.say(Reply(SONGS))
        return RequestState.ANSWERED


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'mien.sqlite3'}"
    await asyncio.to_thread(migrate.upgrade, url)
    storage = await open_storage(url, load_or_create_keys(tmp_path / "keys" / "key"))
    yield storage
    await storage.close()


@asynccontextmanager
async def on_telegram() -> AsyncIterator[OnTelegram]:
    api = SilentApi()
    server = TestServer(api.app(), host="127.0.0.1")
    await server.start_server(shutdown_timeout=0, access_log=None)
    api.address = f"http://127.0.0.1:{server.port}"
    yield OnTelegram(api, telegram.Naps())
    await server.close()


@asynccontextmanager
async def on_discord(monkeypatch, discord_requests) -> AsyncIterator[OnDiscord]:
    async with fake_discord.fake_discord(monkeypatch, discord_requests) as discord:
        yield OnDiscord(discord)


@pytest.fixture(params=["telegram", "discord"])
async def line(request, monkeypatch, discord_requests) -> AsyncIterator[Line]:
    where = (
        on_telegram() if request.param == "telegram" else on_discord(monkeypatch, discord_requests)
    )
    async with where as line:
        running = asyncio.create_task(line.chat.run(nobody))
        yield line
        running.cancel()
        await asyncio.wait([running])


async def nobody(_: Incoming) -> None:
    """Nothing is brought here."""


@pytest.fixture
async def inbox(line: Line, storage: Storage) -> AsyncIterator[Inbox]:
    inbox = Inbox(Answerer(), chats={line.chat.platform: line.chat}, storage=storage)
    yield inbox
    await inbox.close(grace_s=0)


async def send_a_photo(line: Line, inbox: Inbox) -> None:
    address = line.address()
    photo = IncomingPhoto(
        event_id="one",
        account=Account(address.platform, "ann"),
        address=address,
        received_at=SENT_AT,
        media=MediaReference("photo"),
    )
    await inbox.receive(photo)
    await inbox.idle()


async def later(inbox: Inbox, minutes: int) -> None:
    await inbox.sweep(now=SENT_AT + timedelta(minutes=minutes))
    await inbox.idle()


async def test_a_platform_that_refuses_for_a_while_gets_the_answer_later_and_once(
    line: Line, inbox: Inbox
):
    line.refuses(times=2)
    await send_a_photo(line, inbox)
    heard_at_once = (line.shown(SONGS), line.shown(SORRY))
    await later(inbox, 6)
    await later(inbox, 60)

    assert heard_at_once == (0, 0)
    assert (line.shown(SONGS), line.shown(SORRY)) == (1, 0)


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_a_platform_that_is_busy_gets_the_answer_when_it_says(line: Line, inbox: Inbox):
    line.is_busy(times=2)
    await send_a_photo(line, inbox)
    await later(inbox, 60)

    assert (line.shown(SONGS), line.shown(SORRY)) == (1, 0)


async def test_where_a_platform_falls_silent_nobody_gets_an_answer_twice(line: Line, inbox: Inbox):
    line.is_silent(silent=True)
    await send_a_photo(line, inbox)
    line.is_silent(silent=False)
    await later(inbox, 6)
    await later(inbox, 60)

    assert (line.shown(SONGS), line.shown(SORRY)) == (1, 0)
    assert line.shown(QUESTION) >= 1
