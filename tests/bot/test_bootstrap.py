"""The real program in this process: what it starts, how it ends, and in which order."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
import skimage.data
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image
from pydantic import SecretStr

from adapters.chat.message import Platform
from adapters.chat.telegram.calls import TokenRefusedError
from adapters.errors import PlatformError
from adapters.storage.keys import Keys
from adapters.values import ListenerExport, ListenerSettings
from bot.bootstrap import Ready, prepare, serve
from bot.replies.exports import complete_json
from bot.settings import Settings
from bot.shelf import own_catalogue
from engine.building.importing import import_files
from engine.taste import SeedSong
from tests.journeys.visitor import Page

STARTED_WITHIN_S = 30
ONE_SONG = (
    "title,artist,danceability,energy,loudness,speechiness,acousticness,instrumentalness,"
    "liveness,valence,tempo\nSong,Band,0.5,0.9,-3,0.1,0,0,0.2,0.4,120\n"
)


def settings_in(folder: Path, **chosen: object) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=folder / "data",
        key_file=folder / "keys" / "key",
        **{"web_port": 0, "workers": 1, **chosen},
    )


@dataclass
class Program:
    """`serve` as a task of this test."""

    running: asyncio.Task[None]
    stop: asyncio.Event
    ready: Ready

    async def end(self) -> None:
        self.stop.set()
        await asyncio.wait_for(self.running, STARTED_WITHIN_S)


@asynccontextmanager
async def started(settings: Settings, keys: Keys) -> AsyncIterator[Program]:
    stop, told = asyncio.Event(), asyncio.get_running_loop().create_future()
    running = asyncio.create_task(serve(settings, keys, stop=stop, ready=told.set_result))
    try:
        await asyncio.wait({running, told}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        yield Program(running, stop, told.result())
    finally:
        stop.set()
        with suppress(Exception):
            await asyncio.wait_for(running, STARTED_WITHIN_S)


async def logged(caplog: pytest.LogCaptureFixture, words: str) -> None:
    """Returns once these words were logged."""

    class Watcher(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if words in record.getMessage():
                seen.set()

    seen, watcher = asyncio.Event(), Watcher()
    logging.getLogger().addHandler(watcher)
    try:
        if words not in caplog.text:
            await asyncio.wait_for(seen.wait(), STARTED_WITHIN_S)
    finally:
        logging.getLogger().removeHandler(watcher)


def exported_seed() -> bytes:
    """An export of somebody who named one song."""
    now = datetime.now(UTC)
    seed = SeedSong("0" * 22, "Song", ("Band",), now)
    export = ListenerExport(ListenerSettings(), (), (seed,), (), (), (), (), (), ())
    return complete_json(export, made_at=now)


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield Page(http)


@pytest.fixture
def prepared(tmp_path: Path) -> tuple[Settings, Keys]:
    settings = settings_in(tmp_path)
    return settings, prepare(settings)


@pytest.fixture(scope="module")
def selfie() -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(skimage.data.astronaut()).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


@pytest.fixture
async def telegram_at() -> AsyncIterator[Callable[..., str]]:
    """A Bot API that refuses every token."""

    async def refuse(_request: web.Request) -> web.Response:
        body = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        return web.json_response(body, status=401)

    app = web.Application()
    app.router.add_post("/{path:.+}", refuse)
    async with TestServer(app, host="127.0.0.1") as server:
        yield f"http://127.0.0.1:{server.port}"


async def test_ready_is_told_with_an_address_that_answers(prepared):
    async with started(*prepared) as program, aiohttp.ClientSession() as http:
        assert program.ready.platforms == (Platform.WEB,)
        async with http.get(program.ready.page_url) as response:
            assert "<title>Mien</title>" in await response.text()


async def test_health_and_numbers_have_an_address_of_their_own(prepared):
    async with started(*prepared) as program, aiohttp.ClientSession() as session:
        operations = program.ready.operations_url
        async with session.get(f"{operations}/readyz") as response:
            readiness = await response.json()
        async with session.get(f"{operations}/metrics") as response:
            numbers = await response.text()
        async with session.get(f"{program.ready.page_url}/metrics") as response:
            on_the_page = response.status

    assert readiness == {"ready": True, "database": True, "web": True}
    assert "mien_queue_depth 0.0" in numbers
    assert on_the_page == 404


async def test_stopping_ends_it_cleanly_and_nothing_keeps_running(prepared):
    before = asyncio.all_tasks()
    async with started(*prepared) as program:
        url = urlsplit(program.ready.page_url)
        await program.end()

        with pytest.raises(OSError, match="onnect"):
            await asyncio.open_connection(url.hostname, url.port)
    assert asyncio.all_tasks() == before


async def test_a_taken_port_is_a_platform_error_and_everything_is_closed(prepared, tmp_path):
    settings, keys = prepared
    before = asyncio.all_tasks()
    async with TestServer(web.Application(), host="127.0.0.1") as taken:
        there = settings_in(tmp_path, web_port=taken.port)

        with pytest.raises(PlatformError, match=f"port {taken.port}"):
            async with started(there, keys):
                pass

    assert asyncio.all_tasks() == before
    async with started(settings, keys):
        pass


async def test_a_refused_token_ends_everything_with_that_one_error(tmp_path, telegram_at):
    before = asyncio.all_tasks()
    settings = settings_in(
        tmp_path,
        telegram_token=SecretStr("4242:AAwrong"),
        telegram_base_url=f"{telegram_at}/bot",
        telegram_base_file_url=f"{telegram_at}/file/bot",
    )
    keys = prepare(settings)
    told: list[Ready] = []

    with pytest.RaisesGroup(TokenRefusedError):
        await serve(settings, keys, stop=asyncio.Event(), ready=told.append)

    [ready] = told
    assert ready.platforms == (Platform.WEB, Platform.TELEGRAM)
    url = urlsplit(ready.page_url)
    with pytest.raises(OSError, match="onnect"):
        await asyncio.open_connection(url.hostname, url.port)
    assert asyncio.all_tasks() == before


async def test_if_set_a_refused_token_leaves_the_page_running_and_is_logged(
    tmp_path, telegram_at, caplog
):
    settings = settings_in(
        tmp_path,
        telegram_token=SecretStr("4242:AAwrong"),
        telegram_base_url=f"{telegram_at}/bot",
        telegram_base_file_url=f"{telegram_at}/file/bot",
        keep_running=True,
    )

    async with started(settings, prepare(settings)) as program:
        await logged(caplog, "telegram is off")
        async with aiohttp.ClientSession() as http, http.get(program.ready.page_url) as response:
            assert "<title>Mien</title>" in await response.text()

    assert "AAwrong" not in caplog.text


async def test_a_running_answer_is_finished_before_the_page_is_left(prepared, page, selfie):
    async with started(*prepared) as program:
        await page.load(program.ready.page_url)
        await page.agree()
        await page.photo(selfie)
        request_id = (await page.hears_sign("send_photo"))["request_id"]

        program.stop.set()
        await page.upload(request_id)

        assert len((await page.hears("You look happy"))["cards"]) == 5
        await asyncio.wait_for(program.running, STARTED_WITHIN_S)


async def test_a_photo_cut_off_is_answered_when_the_page_comes_back(tmp_path, page, selfie):
    settings = settings_in(tmp_path, grace_s=0)
    keys = prepare(settings)
    async with started(settings, keys) as program:
        await page.load(program.ready.page_url)
        await page.agree()
        request_id = await page.photo(selfie)
        await page.hears_sign("send_photo")
        await program.end()

    async with started(settings, keys) as program:
        await page.connect(program.ready.page_url, seen=1)
        # A page that never heard "stored" announces its photo once more.
        await page.say("photo", request_id=request_id, size=len(selfie))
        reply = await page.hears("You look happy")
        await page.say("text", text="/help")
        after = await page.hears("/mood")

    assert reply["answers"] == request_id
    assert len(reply["cards"]) == 5
    assert after["cards"] == []


async def test_a_question_about_an_exported_file_outlives_its_catalogue(
    prepared, page, tmp_path, caplog
):
    settings, keys = prepared
    caplog.set_level(logging.INFO)
    async with started(settings, keys) as program:
        await page.load(program.ready.page_url)
        await page.document(exported_seed(), name="mien-export.json")
        question = await page.hears("Shall I add")
        (tmp_path / "songs.csv").write_text(ONE_SONG)
        import_files([tmp_path / "songs.csv"], own_catalogue(settings), told=lambda _, __: None)
        await logged(caplog, "is in use now")

        await page.press("Add it", question)

        answer = await page.hears("")
        assert "1 seed song" in answer["text"]


async def test_a_photo_that_waits_for_the_notice_outlives_a_restart(prepared, page, selfie):
    async with started(*prepared) as program:
        await page.load(program.ready.page_url)
        await page.photo(selfie)
        notice = await page.hears("Your picture waits")
        await program.end()

    async with started(*prepared) as program:
        await page.connect(program.ready.page_url, seen=notice["order"])
        await page.press("I agree", notice)

        assert len((await page.hears("You look happy"))["cards"]) == 5
