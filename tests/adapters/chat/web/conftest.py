"""A real server on loopback, and a page that speaks to it by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect

from adapters.chat.message import CommandSpec, Completer, Incoming, LocalizedText, Looker
from adapters.chat.web import Asides, Door, WebChat
from adapters.chat.web.limits import WebLimits
from adapters.chat.web.visitors import COOKIE
from adapters.http import HttpServer
from bot.replies.page import page_texts
from tests.adapters.chat.web.scripted import Script
from tests.chromium import CHROMIUM, FAKE_CAMERA, FLAGS

TEXTS = page_texts()
COMMANDS = (
    CommandSpec(
        "mood",
        LocalizedText("Songs for a mood in words", {"de": "Lieder zu einer Stimmung in Worten"}),
        argument="mood",
        argument_required=True,
        completes=True,
    ),
    CommandSpec("seed", LocalizedText("A song of yours"), argument="song"),
    CommandSpec("server", LocalizedText("Photos"), completes=True, for_managers=True),
    CommandSpec("help", LocalizedText("What I can do")),
)
Answer = Callable[[WebChat, Incoming], Awaitable[None]]


@dataclass
class Listening:
    """Takes events as the conversation would, and lets a test wait for the next one."""

    answer: Answer | None = None
    events: asyncio.Queue[Incoming] = field(default_factory=asyncio.Queue)
    chat: WebChat | None = None

    async def __call__(self, incoming: Incoming) -> None:
        self.events.put_nowait(incoming)
        if self.answer and self.chat:
            await self.answer(self.chat, incoming)

    async def next(self, kind: type[Any]) -> Any:
        while True:
            event = await asyncio.wait_for(self.events.get(), 5)
            if isinstance(event, kind):
                return event


class Tab:
    """What the page's script does, without a browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def say(self, kind: str, request_id: str | None = None, **fields: object) -> str:
        request_id = request_id or str(uuid4())
        await self.socket.send_json({"type": kind, "request_id": request_id, **fields})
        return request_id

    async def hello(self, *, holding: tuple[str, ...] = (), seen: int | None = None) -> str:
        return await self.say("hello", holding=holding, seen=seen, locale="en-GB")

    async def photo(self, data: bytes, *, size: int | None = None) -> str:
        return await self.say("photo", size=len(data) if size is None else size)

    async def upload(self, request_id: str, data: bytes) -> None:
        await self.socket.send_bytes(request_id.encode() + data)

    async def hears(self, kind: str) -> dict[str, Any]:
        while True:
            message = json.loads(await self.socket.receive_str(timeout=5))
            if message["type"] == kind:
                return message


@dataclass
class Browser:
    """One listener's browser: a cookie jar of its own."""

    http: aiohttp.ClientSession
    url: str

    async def load_page(self) -> str:
        async with self.http.get(self.url) as response:
            assert response.status == 200
            return await response.text()

    @asynccontextmanager
    async def tab(self, **headers: str) -> AsyncIterator[Tab]:
        headers.setdefault("Origin", self.url.rstrip("/"))
        async with self.http.ws_connect(f"{self.url}chat", headers=headers) as socket:
            yield Tab(socket)

    @property
    def cookie(self) -> Any:
        return next(each for each in self.http.cookie_jar if each.key == COOKIE)


@dataclass
class Site:
    """A running page."""

    chat: WebChat
    server: HttpServer
    listening: Listening

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}/"

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as http:
            yield Browser(http, self.url)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[tuple[Browser, Tab]]:
        async with self.browser() as browser:
            await browser.load_page()
            async with browser.tab() as tab:
                yield browser, tab


@asynccontextmanager
async def running_site(
    limits: WebLimits,
    answer: Answer | None = None,
    complete: Completer | None = None,
    look: Looker | None = None,
    door: Door | None = None,
) -> AsyncIterator[Site]:
    chat = WebChat(
        TEXTS,
        commands=COMMANDS,
        asides=Asides(complete, look),
        limits=limits,
        clock=lambda: 0.0,
        door=door or Door(),
    )
    listening = Listening(answer, chat=chat)
    server = HttpServer("127.0.0.1", 0, chat.routes())
    await server.start()
    task = asyncio.create_task(chat.run(listening))
    await asyncio.sleep(0)
    try:
        yield Site(chat, server, listening)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await server.close()


@pytest.fixture
def site_with() -> Callable[..., Any]:
    """Makes a site: `async with site_with(limits, answer=...) as site`."""

    def site(
        limits: WebLimits | None = None,
        *,
        answer: Answer | None = None,
        complete: Completer | None = None,
        look: Looker | None = None,
        door: Door | None = None,
    ) -> Any:
        limits = limits or WebLimits(return_timeout_s=0.2)
        return running_site(limits, answer, complete, look, door)

    return site


@pytest.fixture
async def site(site_with) -> AsyncIterator[Site]:
    async with site_with() as site:
        yield site


@pytest.fixture
def script() -> Script:
    return Script()


@pytest_asyncio.fixture(loop_scope="module")
async def talk(site_with, script):
    async with site_with(answer=script, complete=script.complete) as site:
        yield site


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, *FAKE_CAMERA]
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser, talk):
    viewport = {"width": 360, "height": 740}
    context = await browser.new_context(viewport=viewport, locale="en-GB")
    page = await context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: said.type == "error" and problems.append(said.text))
    # The player is not ours, and no test leaves this machine.
    await page.route("https://open.spotify.com/**", lambda route: route.fulfill(body="player"))
    await page.goto(talk.url)
    await expect(page.get_by_text("Hello.")).to_be_visible()
    yield page
    await context.close()
    assert problems == []
