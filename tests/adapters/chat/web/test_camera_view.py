"""The camera's dialog, in a real Chromium whose camera films an astronaut."""

from __future__ import annotations

import asyncio
import io

import numpy as np
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import async_playwright, expect
from skimage.data import astronaut

from adapters.chat.message import LiveFace, LiveView
from bot.replies.page import page_texts
from engine.faces import BoundingBox
from engine.mood_reader import load_mood_reader
from tests.adapters.chat.web.scripted import Script
from tests.chromium import CHROMIUM, FAKE_CAMERA, FLAGS

TEXTS = page_texts()["en"]
WIDTH, HEIGHT = 640, 480
SENT = (480, 360)
# At once: the frame around the face is drawn anew with every picture.
PLACES = """() => ["#camera-faces div", "dialog video"].map((each) =>
  document.querySelector(each).getBoundingClientRect().toJSON())"""
# One loop for all of them, since one Chromium serves all of them.
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.asyncio(loop_scope="module"),
]


def camera_film(path) -> None:
    """What the fake camera films: a smiling astronaut who sways, as Motion JPEG."""
    picture = Image.fromarray(astronaut()).resize((480, 480))
    with path.open("wb") as film:
        for shift in (*range(0, 40, 4), *range(40, 0, -4)):
            frame = Image.new("RGB", (WIDTH, HEIGHT), (90, 100, 110))
            frame.paste(picture, (shift, 0))
            buffer = io.BytesIO()
            frame.save(buffer, "JPEG", quality=90)
            film.write(buffer.getvalue())


class Reading:
    """The shipped networks, off the event loop; remembers how large each picture was."""

    def __init__(self, reader) -> None:
        self.reader = reader
        self.agreed = True
        self.sizes: list[tuple[int, int]] = []
        self.boxes: list[BoundingBox] = []
        self._news = asyncio.Condition()

    async def __call__(self, account, picture, locale) -> LiveView:
        size = Image.open(io.BytesIO(picture)).size if picture else (0, 0)
        if picture and self.agreed:
            reading = await asyncio.to_thread(self.reader.read, picture)
            box = reading.faces[0].detection.bounding_box
            self.boxes.append(box)
            view = LiveView((LiveFace(box.x, box.y, box.width, box.height, reading.emotion.value),))
        else:
            view = LiveView(note="Agree first.", agreed=self.agreed, wait_s=0.1)
        async with self._news:
            self.sizes.append(size)
            self._news.notify_all()
        return view

    async def asked(self, times: int) -> None:
        """Returns when it was asked so often."""
        async with asyncio.timeout(20), self._news:
            await self._news.wait_for(lambda: len(self.sizes) >= times)


@pytest.fixture(scope="module")
def networks():
    return load_mood_reader()


@pytest.fixture
def reading(networks) -> Reading:
    return Reading(networks)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filming(tmp_path_factory):
    film = tmp_path_factory.mktemp("camera") / "astronaut.mjpeg"
    camera_film(film)
    arguments = [*FLAGS, *FAKE_CAMERA, f"--use-file-for-fake-video-capture={film}"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(filming, site_with, reading):
    async with site_with(answer=Script(), look=reading) as site:
        viewport = {"width": 360, "height": 740}
        context = await filming.new_context(viewport=viewport, locale="en-GB")
        page = await context.new_page()
        await page.goto(site.url)
        await expect(page.get_by_text("Hello.")).to_be_visible()
        yield page
        await context.close()


async def test_the_face_in_front_of_the_camera_is_framed_with_its_mood(page, reading):
    await page.get_by_label(TEXTS["take_photo"]).click()
    face = page.locator("#camera-faces div")
    await expect(face).to_contain_text("happy", timeout=20_000)
    await expect(page.locator("#camera-look")).to_have_text("happy")
    await reading.asked(8)

    assert reading.sizes[0] == (0, 0)
    assert set(reading.sizes[1:]) == {SENT}
    # Her face is left of the middle of what is filmed, and the page is a mirror.
    framed, shown = await page.evaluate(PLACES)
    assert framed["x"] + framed["width"] / 2 > shown["x"] + shown["width"] / 2
    assert framed["x"] + framed["width"] < shown["x"] + shown["width"]
    wide = reading.boxes[-1].width / SENT[0]
    assert np.isclose(framed["width"] / shown["width"], wide, rtol=0.2)


async def test_nothing_is_sent_once_the_camera_is_off(page, reading):
    await page.get_by_label(TEXTS["take_photo"]).click()
    await expect(page.locator("#camera-faces div")).to_be_visible(timeout=20_000)
    await page.keyboard.press("Escape")
    await expect(page.locator("#camera-faces div")).to_have_count(0)
    sent = len(reading.sizes)
    await asyncio.sleep(0.5)

    assert len(reading.sizes) == sent


async def test_before_a_yes_no_picture_leaves_the_page(page, reading):
    reading.agreed = False
    await page.get_by_label(TEXTS["take_photo"]).click()
    await expect(page.locator("#camera-look")).to_have_text("Agree first.")
    await reading.asked(4)
    assert set(reading.sizes) == {(0, 0)}

    reading.agreed = True
    await expect(page.locator("#camera-faces div")).to_be_visible(timeout=20_000)
