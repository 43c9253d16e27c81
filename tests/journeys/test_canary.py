"""A picture leaves no byte behind: not in files, logs, the database, nor in what is held open."""

import asyncio
import resource
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.actions import Verb, action
from bot.replies.consent import NOTICE_VERSION
from tests.adapters.chat.discord.fake_discord import DM_ID, FakeDiscord
from tests.adapters.chat.discord.fake_discord import TOKEN as DISCORD_TOKEN
from tests.adapters.chat.telegram.fake_telegram import TOKEN as TELEGRAM_TOKEN
from tests.adapters.chat.telegram.fake_telegram import BotApi
from tests.journeys.canary import Canary, Watch, jpeg_canary, png_canary
from tests.journeys.conftest import Program, started, surroundings
from tests.journeys.visitor import Page

HEARD_WITHIN_S = 60
AGREE = action(Verb.AGREE, NOTICE_VERSION)
SONGS = "open.spotify.com/track/"


class World:
    """A Telegram and a Discord on loopback."""

    def __init__(self, api: BotApi, discord: FakeDiscord) -> None:
        self.api = api
        self.discord = discord

    def settings(self) -> dict[str, str]:
        return {
            "MIEN_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "MIEN_TELEGRAM_BASE_URL": f"{self.api.address}/bot",
            "MIEN_TELEGRAM_BASE_FILE_URL": f"{self.api.address}/file/bot",
            "MIEN_DISCORD_TOKEN": DISCORD_TOKEN,
            "MIEN_DISCORD_API_URL": self.discord.api_url,
            "MIEN_DISCORD_GATEWAY_URL": self.discord.gateway_url,
            "MIEN_DISCORD_MEDIA_HOSTS": "127.0.0.1",
            "MIEN_WORKERS": "1",
        }

    async def hears_on_telegram(self, words: str, send: Callable[[], object]) -> None:
        """Until there is one more message with these words than before."""
        before = self._with(words)
        send()
        await self.api.wait_for(lambda: self._with(words) > before, within_s=HEARD_WITHIN_S)

    async def hears_on_discord(self, words: str) -> None:
        async with asyncio.timeout(HEARD_WITHIN_S):
            while not any(words in str(body) for _, _, _, body in self.discord.requests):  # noqa: ASYNC110 - any of many things
                await asyncio.sleep(0.02)

    def _with(self, words: str) -> int:
        return sum(words in one["text"] for one in self.api.called("sendMessage"))


@pytest.fixture
async def world() -> AsyncIterator[World]:
    api, discord = BotApi(), FakeDiscord()
    servers = [TestServer(one.app(), host="127.0.0.1") for one in (api, discord)]
    for one, server in zip((api, discord), servers, strict=True):
        await server.start_server(shutdown_timeout=0, access_log=None)
        one.address = f"http://127.0.0.1:{server.port}"
    yield World(api, discord)
    for server in servers:
        await server.close()


@pytest.fixture(scope="module")
def canaries() -> tuple[Canary, Canary]:
    return png_canary(), jpeg_canary()


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[Program]:
    """The program as a host starts it who wants to see why something crashed."""
    program = await asyncio.to_thread(start, folder, **settings)
    try:
        yield program
    finally:
        await asyncio.to_thread(program.stop)


def start(folder: Path, **settings: str) -> Program:
    (folder / "tmp").mkdir(exist_ok=True)
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.faulty_program", "run"],
            cwd=folder,
            env={**surroundings(folder), **settings},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            preexec_fn=_let_cores_be_written,
        )
    return started(process, folder)


def _let_cores_be_written() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


@asynccontextmanager
async def a_page(program: Program) -> AsyncIterator[Page]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        page = Page(http)
        await page.load(program.url)
        await page.agree()
        yield page


async def test_no_byte_of_a_picture_stays_on_any_way(
    world: World, tmp_path: Path, canaries: tuple[Canary, Canary]
):
    png, jpeg = canaries
    async with running(tmp_path, **world.settings()) as program:
        with Watch(program, canaries) as watch:
            async with a_page(program) as page:
                for canary in canaries:
                    await page.photo(canary.data)
                    await page.hears(SONGS)
            await by_telegram(world, png, jpeg)
            await by_discord(world, png)
        # Once more when all is written that is written at the end.
        await asyncio.to_thread(program.stop)
        watch.look_everywhere()

    assert watch.found == set()


async def by_telegram(world: World, document: Canary, photo: Canary) -> None:
    api = world.api
    await world.hears_on_telegram("Hello", lambda: api.says(text="/start"))
    await world.hears_on_telegram("Thank you", lambda: api.presses(AGREE, query_id="q1"))
    await world.hears_on_telegram(SONGS, lambda: api.sends_photo(photo.data))
    api.files["document"] = document.data
    described = {"file_id": "document", "file_unique_id": "u", "file_name": "me.png"}
    about = {**described, "mime_type": document.kind, "file_size": len(document.data)}
    await world.hears_on_telegram(SONGS, lambda: api.says(document=about))


async def by_discord(world: World, picture: Canary) -> None:
    discord = world.discord
    attached = discord.attachment("me.png", picture.data, content_type=picture.kind)
    message = discord.message(guild=False, channel=DM_ID, attachments=[attached])
    await discord.happens("MESSAGE_CREATE", message)
    await world.hears_on_discord("Your picture waits")
    press = discord.press(f"m0:{AGREE}", message, context=1)
    await discord.happens("INTERACTION_CREATE", press)
    await world.hears_on_discord(SONGS)


@pytest.mark.parametrize("fault", ["raises", "crashes"])
async def test_no_byte_stays_where_the_reader_fails(
    tmp_path: Path, canaries: tuple[Canary, Canary], fault: str
):
    async with running(tmp_path, TESTS_READER=fault, MIEN_WORKERS="1") as program:
        with Watch(program, canaries) as watch:
            async with a_page(program) as page:
                for canary in canaries:
                    request = await page.photo(canary.data)
                    await answered(page, request)
        await asyncio.to_thread(program.stop)
        watch.look_everywhere()

    assert watch.found == set()


async def answered(page: Page, request_id: str) -> None:
    """Whatever is said to this photo."""
    while (await page.hears("reply")).get("answers") != request_id:
        pass


async def test_no_byte_stays_of_what_cannot_be_read(tmp_path: Path, canaries):
    broken = [Canary(one.data[: len(one.data) // 3], one.kind) for one in canaries]
    async with running(tmp_path, MIEN_WORKERS="1") as program:
        with Watch(program, [*broken, *canaries]) as watch:
            async with a_page(program) as page:
                for canary in (*broken, Canary(canaries[0].data * 17, "image/png")):
                    await answered(page, await page.photo(canary.data))

    assert watch.found == set()


async def test_no_byte_stays_where_the_database_fails(
    world: World, tmp_path: Path, canaries: tuple[Canary, Canary]
):
    path = tmp_path / "data" / "mien.sqlite3"
    (tmp_path / "data").mkdir()
    url = f"sqlite+aiosqlite:///{path}?timeout=0.1"
    api = world.api
    async with running(tmp_path, **world.settings(), MIEN_DATABASE_URL=url) as program:
        with Watch(program, canaries) as watch:
            await world.hears_on_telegram("Hello", lambda: api.says(text="/start"))
            await world.hears_on_telegram("Thank you", lambda: api.presses(AGREE, query_id="q"))
            api.hold_downloads = asyncio.Event()
            api.sends_photo(canaries[1].data)
            await api.wait_for(lambda: api.downloads, within_s=HEARD_WITHIN_S)
            with locked(path):
                api.hold_downloads.set()
                await asyncio.to_thread(told_in_log, program, "no answer")
        await asyncio.to_thread(program.stop)
        watch.look_everywhere()

    assert watch.found == set()


def told_in_log(program: Program, words: str) -> None:
    until = time.monotonic() + HEARD_WITHIN_S
    while words not in (program.folder / "log").read_text():
        assert time.monotonic() < until
        time.sleep(0.05)


_LOCKS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else writes into the database meanwhile.

    In a process of its own: this one loses every lock on a file as soon as the watch closes it.
    """
    with subprocess.Popen(  # noqa: S603 - the lines above
        [sys.executable, "-c", _LOCKS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        yield
        other.communicate()


async def test_a_program_that_keeps_pictures_is_found_out(
    tmp_path: Path, canaries: tuple[Canary, Canary]
):
    async with running(tmp_path, TESTS_READER="keeps", MIEN_WORKERS="1") as program:
        with Watch(program, canaries) as watch:
            async with a_page(program) as page:
                await page.photo(canaries[0].data)
                await page.hears(SONGS)

    assert {"data/kept", "log"} <= watch.found
    assert any(name.startswith("open in a process") for name in watch.found)


@pytest.mark.parametrize("number", [0, 1])
def test_every_mark_of_a_canary_is_found(canaries: tuple[Canary, Canary], number: int):
    canary = canaries[number]

    assert len(canary.data) > 2**20
    assert all(canary.found_in(b"before" + needle + b"behind") for needle in canary.needles)
    assert not canary.found_in(b"canary" * 1000)
