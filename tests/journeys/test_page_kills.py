"""The program is killed again and again while photos come from the page.

The page keeps each file and sends it again, under its own request id, to the next program. Each
photo gets its set, and gets it once; what was pressed under it counts once.
"""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest
from aiohttp.test_utils import unused_port
from playwright.async_api import Page, WebSocket, expect

from engine.taste import FeedbackKind
from tests.journeys import visitor
from tests.journeys.conftest import Program
from tests.journeys.trial import (
    HEARD_WITHIN_S,
    PHOTOS,
    Folder,
    killed_at_random_moments,
)

VISITORS = 5
IN_A_BROWSER = PHOTOS // 3
IN_A_BROWSER_AT_ONCE = 3  # it keeps sixteen that wait
RETRY_S = 0.05


@dataclass
class Screen:
    """What one page shows of its photos, and what its owner has to do about that."""

    photos: list[str] = field(default_factory=list)  # request ids
    sets: dict[str, dict] = field(default_factory=dict)  # by message
    questions: dict[str, dict] = field(default_factory=dict)  # the newest of each photo
    to_repeat: set[str] = field(default_factory=set)  # presses that may be lost
    told: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def hear(self, reply: dict) -> None:
        about = reply["answers"]
        self.told[about].append(reply["text"])
        if len(reply["cards"]) == 5 and about in self.photos:
            self.sets[reply["id"]] = reply
        elif "tap and I look again" in reply["text"]:
            self.questions[about] = reply
        elif "please send that again" in reply["text"]:
            self.to_repeat |= {about, *reply["settles"]}

    def sets_of(self) -> Counter[str]:
        return Counter(reply["answers"] for reply in self.sets.values())

    def without_a_set(self) -> dict[str, list[str]]:
        """What was said of the photos that have none."""
        sets = self.sets_of()
        return {photo: self.told[photo] for photo in self.photos if not sets[photo]}

    def open_questions(self) -> dict[str, dict]:
        sets = self.sets_of()
        return {photo: asked for photo, asked in self.questions.items() if not sets[photo]}


@dataclass
class Tab:
    """What the page's script does, without a browser."""

    http: aiohttp.ClientSession
    url: str
    selfie: bytes
    screen: Screen = field(default_factory=Screen)
    unstored: dict[str, dict] = field(default_factory=dict)
    taps: dict[str, str] = field(default_factory=dict)  # the newest for each photo
    liked: set[str] = field(default_factory=set)
    seen: int | None = None
    socket: aiohttp.ClientWebSocketResponse | None = None
    page_id: str = field(default_factory=lambda: str(uuid4()))

    async def stay(self) -> None:
        """Connects again whenever the program is gone."""
        while True:
            with suppress(aiohttp.ClientError, OSError):
                headers = {"Origin": self.url}
                async with self.http.ws_connect(f"{self.url}/chat", headers=headers) as socket:
                    await self._talk(socket)
            self.socket = None
            await asyncio.sleep(RETRY_S)

    async def send_photo(self) -> None:
        request_id = str(uuid4())
        self.screen.photos.append(request_id)
        await self._say("photo", request_id, size=len(self.selfie))

    async def do_what_is_asked(self) -> None:
        """Looks again where the answer did not come; likes the first song of every third photo."""
        for photo, asked in self.screen.open_questions().items():
            tap = self.taps.get(photo)
            if tap is None or tap in self.screen.to_repeat:
                self.taps[photo] = await self._press("Look again", asked)
        for reply in self.screen.sets.values():
            photo = reply["answers"]
            if self.screen.photos.index(photo) % 3 == 0 and photo not in self.liked:
                self.liked.add(photo)
                await self._press("👍", reply["cards"][0] | {"id": reply["id"]})

    async def _talk(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        holding = [*self.screen.without_a_set()]
        hello = {"request_id": self.page_id, "holding": holding, "seen": self.seen}
        await socket.send_json({"type": "hello", **hello, "locale": "en"})
        self.socket = socket
        # Whoever still sees nothing taps once more; who has got it meanwhile is only told so.
        self.taps.clear()
        for message in tuple(self.unstored.values()):
            await socket.send_json(message)
        async for frame in socket:
            await self._hear(socket, json.loads(frame.data))

    async def _hear(self, socket: aiohttp.ClientWebSocketResponse, message: dict) -> None:
        if message["type"] == "send_photo":
            await socket.send_bytes(message["request_id"].encode() + self.selfie)
        elif message["type"] in ("stored", "refused"):
            self.unstored.pop(message["request_id"], None)
        elif message["type"] == "reply":
            self.seen = max(self.seen or 0, message["order"])
            self.screen.hear(message)

    async def _press(self, label: str, on: dict) -> str:
        buttons = [
            one for row in on["buttons"] for one in (row if isinstance(row, list) else [row])
        ]
        action = next(one["action"] for one in buttons if label in one["label"])
        request_id = str(uuid4())
        await self._say("press", request_id, action=action, message_id=on["id"])
        return request_id

    async def _say(self, kind: str, request_id: str, **fields: object) -> None:
        message = {"type": kind, "request_id": request_id, **fields}
        self.unstored[request_id] = message
        if self.socket is not None:
            with suppress(aiohttp.ClientError, OSError):
                await self.socket.send_json(message)


@dataclass
class Visitors:
    """Listeners who agreed, each with a tab of their own; they send photos in turns."""

    folder: Folder
    port: int
    selfie: bytes
    tabs: list[Tab] = field(default_factory=list)
    asked: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def program(self) -> AbstractAsyncContextManager[Program]:
        return self.folder.program(MIEN_WEB_PORT=str(self.port))

    async def arrive(self) -> AsyncIterator[None]:
        """They agree, and stay until they have gone."""
        jars = [aiohttp.CookieJar(unsafe=True) for _ in range(VISITORS)]
        sessions = [aiohttp.ClientSession(cookie_jar=jar) for jar in jars]
        async with self.program() as program:
            for http in sessions:
                page = visitor.Page(http)
                await page.load(self.url)
                await page.agree()
                await page.socket.close()
            await asyncio.to_thread(program.stop)
        self.tabs = [Tab(http, self.url, self.selfie) for http in sessions]
        staying = [asyncio.create_task(tab.stay()) for tab in self.tabs]
        yield
        for stay in staying:
            stay.cancel()
        await asyncio.gather(*staying, return_exceptions=True)
        await asyncio.gather(*(http.close() for http in sessions))

    async def send(self, count: int) -> None:
        for number in range(self.asked, self.asked + count):
            await self.tabs[number % VISITORS].send_photo()
        self.asked += count

    async def hear(self, sets: int) -> None:
        try:
            async with asyncio.timeout(HEARD_WITHIN_S):
                while len(self.sets()) < sets or self.unstored():
                    for tab in self.tabs:
                        await tab.do_what_is_asked()
                    await asyncio.sleep(0.02)
        except TimeoutError:
            missing = [tab.screen.without_a_set() for tab in self.tabs]
            pytest.fail(f"no set for {missing}\n{self.folder.log[-3000:]}")

    def unstored(self) -> int:
        """What was said and not confirmed, as soon as every photo has its set."""
        waiting = sum(len(tab.unstored) for tab in self.tabs)
        return waiting if len(self.sets()) == PHOTOS else 0

    def sets(self) -> Counter[str]:
        return sum((tab.screen.sets_of() for tab in self.tabs), Counter())


@pytest.fixture
async def visitors(tmp_path: Path, selfie: bytes) -> AsyncIterator[Visitors]:
    visitors = Visitors(Folder(tmp_path), unused_port(), selfie)
    async with aclosing(visitors.arrive()) as staying:
        async for _ in staying:
            yield visitors


async def test_every_photo_gets_its_set_and_none_gets_two(visitors: Visitors):
    await killed_at_random_moments(visitors)

    photos = [photo for tab in visitors.tabs for photo in tab.screen.photos]
    assert len(photos) == PHOTOS
    assert visitors.sets() == dict.fromkeys(photos, 1)
    async with visitors.program() as quiet:
        await visitors.hear(PHOTOS)
        assert await asyncio.to_thread(quiet.stop) == 0
    likes = sum(len(tab.liked) for tab in visitors.tabs)
    assert await visitors.folder.signs() == [FeedbackKind.LIKE] * likes


@dataclass
class Browser:
    """A real one: its script keeps the files."""

    folder: Folder
    port: int
    page: Page
    selfie: bytes
    screen: Screen = field(default_factory=Screen)
    tapped: Counter[str] = field(default_factory=Counter)
    asked: int = 0

    def program(self) -> AbstractAsyncContextManager[Program]:
        return self.folder.program(MIEN_WEB_PORT=str(self.port))

    async def arrive(self) -> None:
        self.page.on("websocket", self._listen)
        async with self.program() as program:
            await self.page.goto(program.url)
            await self.page.get_by_role("button", name="I agree").click()
            await expect(self.page.locator("#log")).to_contain_text("Now send me a selfie")
            await asyncio.to_thread(program.stop)

    async def send(self, count: int) -> None:
        photo = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": self.selfie}
        for _ in range(count):
            await self.page.locator("#file").set_input_files(photo)
        self.asked += count

    async def hear(self, sets: int) -> None:
        try:
            async with asyncio.timeout(HEARD_WITHIN_S):
                while len(self.screen.sets_of()) < sets:
                    await self._do_what_is_asked()
                    await asyncio.sleep(0.05)
        except TimeoutError:
            missing = self.screen.without_a_set()
            pytest.fail(f"no set for {missing}\n{self.folder.log[-3000:]}")

    async def _do_what_is_asked(self) -> None:
        for photo, asked in self.screen.open_questions().items():
            button = self.page.locator(f'[data-message="{asked["id"]}"]').get_by_role("button")
            busy = await button.get_attribute("aria-busy") == "true"
            if not busy and (not self.tapped[photo] or self.screen.to_repeat):
                self.tapped[photo] += 1
                self.screen.to_repeat.clear()
                await button.click()

    def _listen(self, socket: WebSocket) -> None:
        self.tapped.clear()
        socket.on("framereceived", self._hear)
        socket.on("framesent", self._say)

    def _say(self, frame: str | bytes) -> None:
        said = json.loads(frame) if isinstance(frame, str) else {"type": "bytes"}
        if said["type"] == "photo" and said["request_id"] not in self.screen.photos:
            self.screen.photos.append(said["request_id"])

    def _hear(self, frame: str | bytes) -> None:
        heard = json.loads(frame)
        if heard["type"] == "reply":
            self.screen.hear(heard)


async def test_the_files_wait_in_a_real_browser(tmp_path: Path, page: Page, selfie: bytes):
    browser = Browser(Folder(tmp_path), unused_port(), page, selfie)
    await browser.arrive()

    await killed_at_random_moments(browser, photos=IN_A_BROWSER, at_once=IN_A_BROWSER_AT_ONCE)

    assert len(browser.screen.photos) == IN_A_BROWSER
    assert browser.screen.sets_of() == dict.fromkeys(browser.screen.photos, 1)
