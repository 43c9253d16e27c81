"""The whole program where the extra `face` was left out: words, and a kind sentence for a photo."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest
from playwright.async_api import Page, expect

from tests.chromium import CHROMIUM
from tests.journeys.conftest import surroundings


def mien(*arguments: str, folder: Path) -> subprocess.Popen[str]:
    (folder / "tmp").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.faceless", *arguments]
    return subprocess.Popen(  # noqa: S603 - what is written here
        command,
        cwd=folder,
        env=surroundings(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def page_url(tmp_path: Path) -> Iterator[str]:
    program = mien("run", folder=tmp_path)
    said = iter(program.stdout or ())
    ready = re.search(r"http://\S+?:\d+", next(said, ""))
    if ready is None:
        program.kill()
        raise AssertionError(program.communicate()[1])
    yield ready.group()
    program.send_signal(signal.SIGTERM)
    _, complaints = program.communicate(timeout=30)
    assert program.returncode == 0, complaints
    assert "no faces are read" in complaints


class Talk:
    """What the page's script does, without a browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def says(self, kind: str, **fields: object) -> dict:
        """The answer to this."""
        request_id = str(uuid4())
        await self._socket.send_json({"type": kind, "request_id": request_id, **fields})
        while True:
            heard = json.loads(await self._socket.receive_str(timeout=30))
            assert heard["type"] != "send_photo"
            if heard["type"] == "reply" and heard["answers"] == request_id:
                return heard


@pytest.fixture
async def talk(page_url: str) -> AsyncIterator[Talk]:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, headers={"Origin": page_url}) as http:
        async with http.get(f"{page_url}/") as response:
            assert response.status == 200
        async with http.ws_connect(f"{page_url}/chat") as socket:
            yield Talk(socket)


def labels(reply: dict) -> list[str]:
    return [button["label"] for row in reply["buttons"] for button in row]


async def test_words_and_playlists_work_and_a_photo_gets_a_kind_sentence(talk: Talk):
    hello = await talk.says("hello", holding=[], seen=None, locale="en")
    assert "This Mien reads no faces" in hello["text"]
    assert "👍 I agree" not in labels(hello)

    photo = await talk.says("photo", size=1000)
    assert photo["text"].startswith("This Mien reads no faces, so nobody looked at your picture")
    assert "😊 happy" in labels(photo)

    for words in ("/mood tired but hopeful", "happy"):
        songs = await talk.says("text", text=words)
        assert len(songs["cards"]) == 5
    playlist = await talk.says("text", text="/playlist")
    assert len(playlist["files"]) == 4
    for name in ("/history", "/export", "/taste", "/settings"):
        assert (await talk.says("text", text=name))["text"], name
    helped = await talk.says("text", text="/help")
    assert "/mood" in helped["text"]
    assert "/selfie" not in helped["text"]


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
async def test_the_page_hides_its_camera(page_url: str, page: Page):
    await page.goto(page_url)
    await expect(page.get_by_text("This Mien reads no faces")).to_be_visible()

    await expect(page.locator("#camera-open")).to_be_hidden()


def test_doctor_tells_that_no_faces_are_read(tmp_path: Path):
    program = mien("doctor", "--json", folder=tmp_path)
    out, complaints = program.communicate(timeout=60)

    found = {one["what"]: one for one in map(json.loads, out.splitlines())}
    assert program.returncode == 0, complaints
    assert found["reading"]["fine"] is None
    assert "onnxruntime" in found["reading"]["said"]
    assert found["catalogue"]["fine"]


def test_what_reads_faces_at_the_terminal_says_what_is_missing(tmp_path: Path):
    program = mien("analyse", "photo.jpg", folder=tmp_path)
    _, complaints = program.communicate(timeout=60)

    assert program.returncode == 1
    assert "extra `face`" in complaints
    assert "Traceback" not in complaints
