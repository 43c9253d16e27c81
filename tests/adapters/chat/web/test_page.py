"""The page in a real Chromium, against a scripted conversation."""

from __future__ import annotations

import asyncio
import io
import shutil
from dataclasses import replace

import av
import numpy as np
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import async_playwright, expect
from skimage.data import astronaut

from adapters.chat.message import (
    Button,
    Card,
    IncomingCommand,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    Link,
    Picture,
    Reply,
    ReplyKind,
)
from bot.replies.page import page_texts

TEXTS = page_texts()["en"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
# One loop for all of them, since one Chromium serves all of them.
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.asyncio(loop_scope="module"),
]

PLAYER = "https://open.spotify.com/embed/track/1"


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.fromarray(astronaut()).save(file, "JPEG")
    return file.getvalue()


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    return file.getvalue()


def webm() -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="webm") as container:
        track = container.add_stream("libvpx", rate=25)
        track.width, track.height, track.pix_fmt = 64, 48, "yuv420p"
        for grey in range(100, 110):
            pixels = np.full((48, 64, 3), grey, np.uint8)
            container.mux(track.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(track.encode(None))
    return file.getvalue()


def set_of_two(*, liked: bool = False) -> Reply:
    cards = tuple(
        Card(
            f"Song {number} <b>bold</b>",
            ("A Band",),
            "as bright as your face",
            links=(Link("Spotify", "https://x.example/1"), Link("Deezer", "https://y.example/1")),
            number=number,
            player_url=PLAYER,
            buttons=(
                Button("👍", f"like:{number}", pressed=liked and number == 1, spoken="Like"),
                Button("👎", f"dislike:{number}", spoken="Dislike"),
            ),
        )
        for number in (1, 2)
    )
    return Reply("You look happy.", heading="Sunbeams", cards=cards)


class Script:
    """A conversation that knows a handful of answers."""

    def __init__(self) -> None:
        self.may_answer = asyncio.Event()
        self.photos: list[bytes] = []
        self.asks_first = False
        self.waiting: list[IncomingPhoto] = []

    async def look(self, chat, event) -> None:
        await chat.show_working(event.address, event.event_id)
        self.photos.append(await chat.fetch(event.media, event.address, limit_bytes=2**24))
        await self.may_answer.wait()
        await chat.send(event.address, replace(set_of_two(), answers=event.event_id))

    async def __call__(self, chat, event) -> None:
        await (self.ask if self.asks_first else self.answer)(chat, event)

    async def ask(self, chat, event) -> None:
        """Lets every photo wait until the listener agrees."""
        agree = ((Button("I agree", "agree"),),)
        match event:
            case IncomingPhoto() if event.event_id in {each.event_id for each in self.waiting}:
                return
            case IncomingPhoto():
                self.waiting.append(event)
                reply = Reply("Your picture waits.", buttons=agree, answers=event.event_id)
                await chat.send(event.address, reply)
            case IncomingPress(action="agree"):
                await self.look(chat, self.waiting.pop())
            case IncomingCommand(name="forget"):
                await chat.send(event.address, Reply("Forgotten.", clears=True))
            case IncomingCommand(name="no"):
                settled = tuple(photo.event_id for photo in self.waiting)
                await chat.send(event.address, Reply("Not looked at.", settles=settled))
            case _:
                await self.answer(chat, event)

    async def answer(self, chat, event) -> None:
        async def say(reply: Reply) -> None:
            await chat.send(event.address, replace(reply, answers=event.event_id))

        match event:
            case IncomingOpened():
                await say(Reply("Hello.", buttons=((Button("I agree", "agree"),),)))
            case IncomingPhoto():
                await self.look(chat, event)
            case IncomingPress(action="like:1"):
                await say(replace(set_of_two(liked=True), replaces=event.message_id))
                await say(Reply("Noted.", kind=ReplyKind.TOAST))
            case IncomingPress():
                await say(Reply("Thank you.", replaces=event.message_id))
            case IncomingText():
                await say(Reply(f"You said {event.text}", pictures=(Picture(png(), "A curve"),)))
            case IncomingCommand():
                await say(Reply(f"Command {event.name}, {event.argument}"))


@pytest.fixture
def script() -> Script:
    return Script()


@pytest_asyncio.fixture(loop_scope="module")
async def talk(site_with, script):
    async with site_with(answer=script) as site:
        yield site


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser, talk):
    context = await browser.new_context(viewport={"width": 360, "height": 740})
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


async def send_photo(page) -> None:
    photo = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    await page.get_by_label(TEXTS["choose_photo"]).set_input_files(photo)


async def test_a_photo_shows_a_sign_of_life_then_a_set_that_can_be_rated(page, script):
    await send_photo(page)
    await expect(page.get_by_text(TEXTS["looking"])).to_be_visible()
    await expect(page.get_by_alt_text(TEXTS["your_photo"])).to_be_visible()
    script.may_answer.set()
    await expect(page.get_by_role("heading", name="Sunbeams")).to_be_visible()
    await expect(page.locator(".working")).to_have_count(0)
    assert script.photos == [jpeg()]
    await expect(page.get_by_role("link", name="Song 1 <b>bold</b>")).to_have_attribute(
        "rel", "noopener noreferrer"
    )

    await expect(page.locator("iframe")).to_have_count(0)
    await page.locator("[data-play]").first.click()
    await expect(page.locator("iframe")).to_have_attribute("src", PLAYER)
    await page.locator("iframe").evaluate("frame => { frame.marked = true }")
    await page.locator("details.elsewhere summary").first.click()

    like = page.get_by_role("button", name="Like", exact=True).first
    await like.focus()
    await page.keyboard.press("Enter")
    await expect(like).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_text("Noted.")).to_be_visible()
    await expect(like).to_be_focused()
    assert await page.locator("iframe").evaluate("frame => frame.marked")
    await expect(page.get_by_role("link", name="Deezer")).to_be_visible()
    await expect(page.locator(".set")).to_have_count(1)


async def send_clip(page) -> None:
    clip = {"name": "me.webm", "mimeType": "video/webm", "buffer": webm()}
    await page.get_by_label(TEXTS["choose_photo"]).set_input_files(clip)


async def send_unreadable(page) -> None:
    photo = {"name": "me.heic", "mimeType": "image/heic", "buffer": b"of another kind"}
    await page.get_by_label(TEXTS["choose_photo"]).set_input_files(photo)


COUNT_HELD_FILES = """() => {
  const held = new Set();
  const [hold, release] = [URL.createObjectURL, URL.revokeObjectURL];
  const tell = () => { document.documentElement.dataset.held = held.size; };
  URL.createObjectURL = (file) => {
    const address = hold(file);
    held.add(address);
    tell();
    return address;
  };
  URL.revokeObjectURL = (address) => {
    release(address);
    held.delete(address);
    tell();
  };
}"""


@pytest.mark.parametrize("send", [send_photo, send_clip, send_unreadable])
async def test_what_was_shown_is_not_held_in_memory(page, send):
    await page.evaluate(COUNT_HELD_FILES)
    await send(page)

    await expect(page.locator(".photo > *").first).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("data-held", "0")


async def test_reactions_toggle(page, script, talk):
    script.may_answer.set()
    await send_photo(page)
    picker = page.locator(".reactions summary")
    heart = page.locator("[data-emoji='❤️']")
    await picker.click()
    await heart.click()
    await expect(heart).to_have_attribute("aria-pressed", "true")
    await expect(picker).to_be_focused()
    await picker.click()
    await heart.click()
    await expect(heart).to_have_attribute("aria-pressed", "false")

    events = [await talk.listening.next(IncomingReaction) for _ in range(2)]
    assert [(event.emoji, event.added) for event in events] == [("❤️", True), ("❤️", False)]
    assert events[0].message_id


async def test_words_commands_and_pictures(page):
    box = page.get_by_label(TEXTS["text"])
    await box.fill("tired & <i>hopeful</i>")
    await box.press("Enter")
    await expect(page.get_by_text("You said tired & <i>hopeful</i>")).to_be_visible()
    await expect(page.get_by_alt_text("A curve")).to_be_visible()

    await box.fill("/mo")
    await page.get_by_role("option", name="/mood").click()
    await box.press_sequentially("calm")
    await page.get_by_role("button", name=TEXTS["send"]).click()
    await expect(page.get_by_text("Command mood, calm")).to_be_visible()


async def test_a_replaced_button_leaves_the_keyboard_at_its_message(page):
    await page.get_by_role("button", name="I agree").press("Enter")

    await expect(page.get_by_text("Thank you.")).to_be_visible()
    await expect(page.get_by_text("Hello.")).to_have_count(0)
    await expect(page.locator("[data-message]")).to_be_focused()


async def test_the_camera_takes_a_picture_only_when_asked(page, script):
    script.may_answer.set()
    await page.get_by_label(TEXTS["take_photo"]).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    assert script.photos == []

    await page.get_by_label(TEXTS["take_photo"]).click()
    await page.get_by_role("button", name=TEXTS["capture"]).click()
    await expect(page.locator(".set")).to_be_visible()
    assert script.photos[0].startswith(b"\xff\xd8")
    assert await page.evaluate("document.querySelector('dialog video').srcObject === null")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("me.mov", "video/quicktime"), ("me.heic", ""), ("words.txt", "text/plain")],
)
async def test_what_can_be_read_is_for_the_server_to_say(page, script, name, kind):
    script.may_answer.set()
    file = {"name": name, "mimeType": kind, "buffer": b"something"}
    await page.get_by_label(TEXTS["choose_photo"]).set_input_files(file)

    await expect(page.locator(".set")).to_be_visible()
    assert script.photos == [b"something"]


async def test_the_chooser_offers_every_kind_that_the_server_reads(page):
    offered = await page.get_by_label(TEXTS["choose_photo"]).get_attribute("accept")

    for kind in ("image/*", "video/quicktime", "video/mp4", ".heic", ".heif", ".avif"):
        assert kind in offered.split(",")


NUMBER_KEPT = """() => new Promise((resolve) => {
  indexedDB.open("mien").onsuccess = ({ target }) => {
    const photos = target.result.transaction("photos").objectStore("photos");
    photos.count().onsuccess = ({ target }) => resolve(target.result);
  };
})"""
AGE_BY_A_DAY = """() => new Promise((resolve) => {
  indexedDB.open("mien").onsuccess = ({ target }) => {
    const photos = target.result.transaction("photos", "readwrite").objectStore("photos");
    photos.openCursor().onsuccess = ({ target: { result } }) => {
      result.update({ ...result.value, at: result.value.at - 24 * 60 * 60 * 1000 });
      photos.transaction.oncomplete = resolve;
    };
  };
})"""


async def until_kept(page, number) -> None:
    async with asyncio.timeout(5):
        while await page.evaluate(NUMBER_KEPT) != number:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def reload_with_a_waiting_photo(page, script) -> None:
    script.asks_first = True
    script.may_answer.set()
    await send_photo(page)
    await expect(page.get_by_text("Your picture waits.")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("Hello.")).to_be_visible()


async def test_a_photo_that_waits_for_an_answer_outlives_a_reload(page, script):
    await reload_with_a_waiting_photo(page, script)
    await expect(page.get_by_alt_text(TEXTS["your_photo"])).to_be_visible()
    await until_kept(page, 1)

    await page.get_by_role("button", name="I agree").click()

    await expect(page.locator(".set")).to_be_visible()
    assert script.photos == [jpeg()]
    await until_kept(page, 0)


async def test_a_photo_that_never_arrived_is_announced_again_after_a_reload(page, script):
    await page.evaluate("WebSocket.prototype.send = () => {}")
    await send_photo(page)
    await until_kept(page, 1)
    script.may_answer.set()

    await page.reload()

    await expect(page.locator(".set")).to_be_visible()
    assert script.photos == [jpeg()]
    await until_kept(page, 0)


async def test_where_the_browser_keeps_nothing_a_photo_waits_in_memory(page, script):
    await page.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    await page.reload()
    await expect(page.get_by_text("Hello.")).to_be_visible()
    script.may_answer.set()

    await send_photo(page)

    await expect(page.locator(".set")).to_be_visible()
    assert script.photos == [jpeg()]


async def test_only_the_last_eight_photos_are_kept(page, script):
    script.asks_first = True
    for _ in range(9):
        await send_photo(page)
    await expect(page.get_by_text("Your picture waits.")).to_have_count(9)

    await until_kept(page, 8)


async def test_a_photo_is_kept_for_a_day_at_most(page, script):
    await reload_with_a_waiting_photo(page, script)
    await page.evaluate(AGE_BY_A_DAY)

    await page.reload()

    await expect(page.get_by_text("Hello.")).to_be_visible()
    await until_kept(page, 0)
    await expect(page.get_by_alt_text(TEXTS["your_photo"])).to_have_count(0)


async def test_a_reply_that_clears_leaves_nothing_of_before_on_the_page(page, script):
    await reload_with_a_waiting_photo(page, script)
    box = page.get_by_label(TEXTS["text"])
    await box.fill("/forget")
    await box.press("Enter")

    await expect(page.get_by_text("Forgotten.")).to_be_visible()
    await expect(page.locator("#log > *")).to_have_count(1)
    await until_kept(page, 0)


async def test_a_photo_that_will_not_be_looked_at_is_not_kept(page, script):
    await reload_with_a_waiting_photo(page, script)
    box = page.get_by_label(TEXTS["text"])
    await box.fill("/no")
    await box.press("Enter")

    await expect(page.get_by_text("Not looked at.")).to_be_visible()
    await until_kept(page, 0)


async def test_everything_that_can_be_tapped_is_large_enough(page, script):
    script.may_answer.set()
    await send_photo(page)
    await expect(page.locator(".set")).to_be_visible()
    await page.locator("details.elsewhere summary").first.click()

    small = await page.evaluate(
        """() => [...document.querySelectorAll("#log :is(a, button, summary)")]
          .map((each) => [each.textContent, each.getBoundingClientRect()])
          .filter(([, { height }]) => height > 0 && height < 24)
          .map(([text, { height }]) => `${text}: ${height}`)"""
    )
    assert small == []


async def test_what_was_said_while_away_is_sent_after_the_reconnect(page, talk):
    box = page.get_by_label(TEXTS["text"])
    await talk.chat._sessions.close_tabs()
    await box.fill("hello again")
    await box.press("Enter")

    await expect(page.get_by_text("You said hello again")).to_be_visible()
    await talk.listening.next(IncomingText)


@pytest.mark.parametrize("width", [360, 1280])
async def test_nothing_scrolls_sideways(page, script, width):
    await page.set_viewport_size({"width": width, "height": 740})
    script.may_answer.set()
    await send_photo(page)
    await expect(page.locator(".set")).to_be_visible()

    widths = "e => [e.scrollWidth, e.clientWidth]"
    for selector in ("html", "main"):
        wanted, given = await page.locator(selector).evaluate(widths)
        assert wanted <= given
