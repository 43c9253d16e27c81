"""A Bot API on 127.0.0.1, spoken to over real HTTP, and a listener who uses it."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.chat.message import CommandSpec, LocalizedText
from adapters.chat.telegram.chat import TelegramChat
from adapters.chat.telegram.pace import Pace

TOKEN = "4242:AAnobodyMayEverSeeThis"  # noqa: S105 - opens nothing
USER_ID = 1001
BOT = {"id": 4242, "is_bot": True, "first_name": "Mien", "username": "MienBot"}
USER = {"id": USER_ID, "is_bot": False, "first_name": "Ada", "language_code": "fr"}
PRIVATE = {"id": USER_ID, "type": "private", "first_name": "Ada"}
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
COMMANDS = (
    CommandSpec("mood", LocalizedText("Songs for a mood")),
    CommandSpec("privacy", LocalizedText("What is kept")),
)


@dataclass
class Call:
    method: str
    params: dict


@dataclass
class Refusal:
    status: int
    description: str
    parameters: dict = field(default_factory=dict)


class BotApi:
    """Answers as api.telegram.org does; keeps what it was asked."""

    def __init__(self) -> None:
        self.updates: list[dict] = []
        self.files: dict[str, bytes] = {}
        self.file_sizes: dict[str, int] = {}
        self.expired: set[str] = set()
        self.commands: list[dict] = []
        self.calls: list[Call] = []
        self.offsets: list[int] = []
        self.downloads: list[str] = []
        self.refusals: dict[str, list[Refusal]] = defaultdict(list)
        self._message_ids = count(500)
        self._update_ids = count(7000)
        self._changed = asyncio.Event()
        self.address = ""
        self.broken_pages = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        return app

    def says(self, **content) -> dict:
        """The listener sends a message."""
        return self.happens(message=message(**content))

    def sends_photo(self, data: bytes, *, size: int | None = None) -> dict:
        """The listener sends a photo; `size` is what Telegram says of it."""
        self.files["large"] = data
        size = len(data) if size is None else size
        self.file_sizes["large"] = size
        return self.says(photo=[_photo_size("small", 90, 800), _photo_size("large", 960, size)])

    def presses(self, action: str, *, query_id: str, chat: dict | None = None) -> dict:
        """The listener presses a button of ours."""
        where = message(sender=BOT, message_id=500, text="five songs", chat=chat or PRIVATE)
        query = {"id": query_id, "from": USER, "chat_instance": "c", "data": action}
        return self.happens(callback_query={**query, "message": where})

    def reacts(self, *, old: str = "", new: str = "") -> dict:
        """The listener changes the emoji under a message of ours."""
        change = {"chat": PRIVATE, "message_id": 500, "user": USER, "date": int(NOW.timestamp())}
        kinds = {"old_reaction": _kinds(old), "new_reaction": _kinds(new)}
        return self.happens(message_reaction={**change, **kinds})

    def happens(self, **content) -> dict:
        update = {"update_id": next(self._update_ids), **content}
        self.updates.append(update)
        self._notify()
        return update

    def called(self, method: str) -> list[dict]:
        return [call.params for call in self.calls if call.method == method]

    async def wait_for(self, condition) -> None:
        """Until the condition holds; the limit only ends a test that fails."""
        async with asyncio.timeout(10):
            while not condition():
                await self._changed.wait()

    async def wait_for_call(self, method: str, *, times: int = 1) -> list[dict]:
        await self.wait_for(lambda: len(self.called(method)) >= times)
        return self.called(method)

    def _notify(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        params = _decoded(await request.post())
        self.calls.append(Call(method, params))
        self._notify()
        if request.match_info["token"] != TOKEN:
            return _refused(Refusal(401, "Unauthorized"))
        if self.broken_pages and method == "getUpdates":
            self.broken_pages -= 1
            # A proxy's page, as some hosts have one: it repeats the address.
            return web.Response(status=502, text=f"cannot reach {request.path}")
        if self.refusals[method]:
            return _refused(self.refusals[method].pop(0))
        result = await self._result(method, params)
        return web.json_response({"ok": True, "result": result})

    async def _result(self, method: str, params: dict) -> object:
        if method == "getUpdates":
            return await self._pending(params)
        if method in ("sendMessage", "sendPhoto", "editMessageText"):
            number = params.get("message_id") or next(self._message_ids)
            return message(message_id=number, text=params.get("text", ""), sender=BOT)
        if method == "getFile":
            return self._described(params["file_id"])
        if method == "setMyCommands":
            self.commands = params["commands"]
        return {"getMe": BOT, "getMyCommands": self.commands}.get(method, True)

    async def _pending(self, params: dict) -> list[dict]:
        offset = params.get("offset", 0)
        self.offsets.append(offset)
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if not self.updates:
            changed = self._changed
            await changed.wait()
        return self.updates

    def _described(self, file_id: str) -> dict:
        size = self.file_sizes.get(file_id, len(self.files[file_id]))
        path = f"photos/{file_id}"
        unique = f"u-{file_id}"
        return {"file_id": file_id, "file_unique_id": unique, "file_size": size, "file_path": path}

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["path"].removeprefix("photos/")
        self.downloads.append(name)
        if name in self.expired:
            return web.Response(status=404, text="Not Found")
        return web.Response(body=self.files[name])


def message(*, sender: dict = USER, chat: dict = PRIVATE, message_id: int = 77, **content) -> dict:
    date = int(NOW.timestamp())
    return {"message_id": message_id, "date": date, "chat": chat, "from": sender, **content}


def _photo_size(file_id: str, side: int, size: int) -> dict:
    ids = {"file_id": file_id, "file_unique_id": f"u-{file_id}"}
    return {**ids, "width": side, "height": side, "file_size": size}


def _kinds(emoji: str) -> list[dict]:
    return [{"type": "emoji", "emoji": one} for one in emoji]


def _refused(refusal: Refusal) -> web.Response:
    body = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.status)


def _decoded(form) -> dict:
    return {name: _value(name, value) for name, value in form.items()}


def _value(name: str, value: object) -> object:
    if isinstance(value, web.FileField):
        return value.file.read()
    if name in ("text", "caption", "callback_query_id", "file_id"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


class Naps:
    """Sleeps that take no time, except those of a length that the test holds up."""

    def __init__(self) -> None:
        self.lengths_s: list[float] = []
        self.held: dict[float, asyncio.Event] = {}

    def hold(self, length_s: float) -> asyncio.Event:
        return self.held.setdefault(length_s, asyncio.Event())

    async def __call__(self, length_s: float) -> None:
        self.lengths_s.append(length_s)
        await asyncio.sleep(0)
        if length_s in self.held:
            await self.held[length_s].wait()


class Inbox:
    """Receives events as the conversation does; `failures` times it cannot store them."""

    def __init__(self) -> None:
        self.events: list = []
        self.failures = 0
        self.gate: asyncio.Event | None = None
        self._arrived = asyncio.Event()

    async def receive(self, incoming) -> None:
        self.events.append(incoming)
        self._arrived.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.failures:
            self.failures -= 1
            raise OSError("database is locked")

    async def next_events(self, number: int = 1) -> list:
        async with asyncio.timeout(10):
            while len(self.events) < number:
                self._arrived.clear()
                await self._arrived.wait()
        return self.events


@pytest.fixture
async def api():
    bot_api = BotApi()
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
def refusal():
    return Refusal


@pytest.fixture
def token():
    return TOKEN


@pytest.fixture
def chat_of(api, naps):
    def build(token: str = TOKEN) -> TelegramChat:
        return TelegramChat(
            token,
            commands=COMMANDS,
            base_url=f"{api.address}/bot",
            base_file_url=f"{api.address}/file/bot",
            apology=lambda _: "sorry",
            pace=Pace(sleep=naps, now=lambda: NOW),
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
