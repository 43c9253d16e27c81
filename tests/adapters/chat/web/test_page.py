"""The page in a real Chromium, against a scripted conversation."""

from __future__ import annotations

import asyncio
import io

import av
import numpy as np
import pytest
from playwright.async_api import expect

from adapters.chat.message import (
    IncomingOpened,
    IncomingPhoto,
    IncomingReaction,
    IncomingText,
    Picture,
    Reply,
)
from bot.replies.page import page_texts
from tests.adapters.chat.web.scripted import PLAYER, TEXTS, jpeg, png, send_photo
from tests.chromium import CHROMIUM

# One loop for all of them, since one Chromium serves all of them.
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.asyncio(loop_scope="module"),
]


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


async def test_a_reaction_is_acknowledged_and_still_there_after_a_reload(page):
    await say(page, "/set")
    await page.locator(".reactions summary").click()
    await page.locator("[data-emoji='❤️']").click()
    await expect(page.locator("#toast")).to_have_text("Your ❤️ is noted.")
    await expect(page.locator(".reactions summary")).to_have_text("❤️")

    await page.reload()
    await say(page, "/set")

    await expect(page.locator(".reactions summary")).to_have_text("❤️")
    await page.locator(".reactions summary").click()
    heart = page.locator("[data-emoji='❤️']")
    await expect(heart).to_have_attribute("aria-pressed", "true")
    await heart.click()
    await expect(page.locator("#toast")).to_have_text("Your ❤️ is taken back.")
    await expect(page.locator(".reactions summary svg")).to_have_count(1)


async def say(page, words) -> None:
    box = page.get_by_label(TEXTS["text"])
    await box.fill(words)
    await box.press("Enter")


async def test_pictures_and_files_of_a_reply(page):
    await say(page, "/files")
    for words in ("A curve", "Boxes"):
        picture = page.get_by_alt_text(words)
        await expect(picture).to_be_visible()
        assert await picture.evaluate("picture => picture.naturalWidth") == 40
    link = page.get_by_role("link", name="Download: songs.m3u8")
    await expect(link).to_contain_text("For players")
    await expect(link).to_contain_text("1 kB")
    await expect(page.get_by_role("list", name="Files")).to_contain_text("2.4 MB")

    await link.focus()
    async with page.expect_download() as saving:
        await page.keyboard.press("Enter")
    download = await saving.value
    assert download.suggested_filename == "songs.m3u8"
    assert await asyncio.to_thread((await download.path()).read_bytes) == b"#EXTM3U\n"


async def test_a_switch_in_a_menu_keeps_the_keyboard(page):
    await say(page, "/menu")
    await page.get_by_role("button", name="Let").press("Enter")

    await expect(page.get_by_role("button", name="Leave out")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Let")).to_be_focused()

    # Another menu in the same place starts where something is chosen.
    await page.get_by_role("button", name="Language").press("Enter")

    await expect(page.get_by_role("button", name="English")).to_be_focused()
    await page.get_by_role("button", name="Back").press("Enter")
    await expect(page.get_by_role("button", name="Spotify")).to_be_focused()


async def test_a_toast_covers_nothing_that_can_be_pressed(page):
    await say(page, "/set")
    await page.get_by_role("button", name="Like", exact=True).first.click()
    await expect(page.get_by_text("Noted.")).to_be_visible()

    toast, chat = [await page.locator(each).bounding_box() for each in ("#toast", "main")]
    assert toast["y"] + toast["height"] <= chat["y"]


async def test_the_page_and_its_events_are_in_the_browsers_language(browser, talk):
    context = await browser.new_context(locale="de-CH")
    page = await context.new_page()
    await page.goto(talk.url)
    opened = await talk.listening.next(IncomingOpened)
    language = await page.locator("html").get_attribute("lang")
    await context.close()

    assert (language, opened.locale) == ("de", "de")


async def test_what_is_said_names_the_language_it_is_said_in(page):
    box = page.get_by_role("textbox")
    await box.fill("/german")
    await box.press("Enter")
    said = page.locator("article.mien", has_text="Lieder zu guter Laune.")
    await expect(said).to_have_attribute("lang", "de")
    await said.get_by_role("button", name="Danke").click()
    await expect(page.locator("#toast")).to_have_text("Gern.")
    await expect(page.locator("#toast")).to_have_attribute("lang", "de")
    await expect(page.locator("article.mien").first).not_to_have_attribute("lang", "de")


async def test_in_an_answer_the_page_speaks_the_language_of_the_answer(page):
    await say(page, "/deutsch")
    said, german = page.locator(".set"), page_texts()["de"]
    await expect(said.locator("[data-play]")).to_have_text([german["play_here"]] * 2)
    await expect(said.locator(".elsewhere > summary")).to_have_text([german["other_services"]] * 2)
    await expect(said.locator("h3").first).to_contain_text(german["opens_new_tab"])
    await expect(said.locator(".file").first).to_contain_text(german["download"])
    await expect(said.locator(".size").last).to_have_text("2,4 MB")
    react = said.locator(".reactions summary")
    await expect(react).to_have_attribute("aria-label", german["react"])

    await said.locator("[data-play]").first.click()
    player = german["player"].format(title="Song 1 <b>bold</b>")
    await expect(page.locator("iframe")).to_have_attribute("title", player)


async def test_from_the_next_load_on_the_page_is_in_the_language_of_the_answers(page, talk):
    await say(page, "/deutsch")
    await expect(page.locator(".set")).to_be_visible()
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "de")
    box = page.get_by_label(page_texts()["de"]["text"])
    await box.fill("/mo")
    await expect(page.get_by_role("option")).to_contain_text("Lieder zu einer Stimmung")
    # What the browser asks for is still told: a listener may go back to that.
    openings = [await talk.listening.next(IncomingOpened) for _ in range(2)]
    assert [opened.locale for opened in openings] == ["en", "en"]

    await box.fill("/english")
    await box.press("Enter")
    await expect(page.get_by_text("Songs for a good mood.")).to_be_visible()
    assert "mien_language" not in await page.evaluate("document.cookie")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "en")


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


@pytest.mark.parametrize("size", [(740, 360), (568, 320), (360, 740), (700, 560), (1280, 800)])
async def test_all_that_the_camera_sees_is_shown_beside_the_button(page, size):
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await page.get_by_label(TEXTS["take_photo"]).click()
    await expect(page.get_by_role("button", name=TEXTS["capture"])).to_be_enabled()

    for each in ("dialog video", "#camera-look", "#camera-capture", "#camera-cancel"):
        await expect(page.locator(each)).to_be_in_viewport(ratio=0.99)
    shown = await page.locator("dialog video").bounding_box()
    assert shown["width"] / shown["height"] == pytest.approx(4 / 3, abs=0.01)
    assert shown["height"] > size[1] / 4


async def test_the_camera_works_in_a_page_that_is_enlarged_until_little_is_seen(page, script):
    await page.set_viewport_size({"width": 320, "height": 256})
    script.may_answer.set()
    await page.get_by_label(TEXTS["take_photo"]).click()
    await page.get_by_role("button", name=TEXTS["capture"]).click()

    await expect(page.locator(".set")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("me.mov", "video/quicktime"), ("me.heic", ""), ("words.pdf", "application/pdf")],
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


async def test_what_comes_beside_a_set_leaves_it_where_it_is_being_read(page, script, talk):
    script.may_answer.set()
    await send_photo(page)
    sent = await talk.listening.next(IncomingPhoto)
    heading = page.get_by_role("heading", name="Sunbeams")
    await expect(heading).to_be_in_viewport()

    beside = Reply("Beside it.\n\n" * 12, pictures=(Picture(png(), "Over time"),))
    await talk.chat.send(sent.address, beside)

    await expect(page.get_by_alt_text("Over time")).to_be_attached()
    await expect(heading).to_be_in_viewport()


async def test_a_reply_that_clears_takes_the_chosen_language_away_too(page, script):
    await say(page, "/deutsch")
    await expect(page.locator(".set")).to_be_visible()
    assert "mien_language=de" in await page.evaluate("document.cookie")
    script.asks_first = True
    await say(page, "/forget")

    await expect(page.get_by_text("Forgotten.")).to_be_visible()
    assert "mien_language" not in await page.evaluate("document.cookie")


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


# Where something else would be pressed: in the middle, or near one of the edges.
COVERED = """() => [...document.querySelectorAll(".set :is(a, button, summary)")].filter((each) => {
  const { x, y, width, height } = each.getBoundingClientRect();
  const places = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]];
  return each.checkVisibility() && !places.every(([across, down]) =>
    each.contains(document.elementFromPoint(x + across * width, y + down * height)));
}).map((each) => each.textContent)"""


@pytest.mark.parametrize("width", [360, 520, 1280])
@pytest.mark.parametrize("words", ["/card", "/set"])
async def test_reactions_lie_over_nothing_that_can_be_pressed(page, width, words):
    await page.set_viewport_size({"width": width, "height": 1280})
    await say(page, words)
    await expect(page.locator(".set")).to_be_visible()
    assert await page.evaluate(COVERED) == []

    for emoji in ("❤️", "🎉"):
        await page.locator(".reactions summary").click()
        await page.locator(f"[data-emoji='{emoji}']").click()
    await expect(page.locator(".reactions summary")).to_have_text("❤️🎉")
    assert await page.evaluate(COVERED) == []


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
    await say(page, "/files")
    await expect(page.locator(".file")).to_have_count(2)
    await page.get_by_label(TEXTS["text"]).press_sequentially("/")

    widths = "e => [e.scrollWidth, e.clientWidth]"
    for selector in ("html", "main", "#hints"):
        wanted, given = await page.locator(selector).evaluate(widths)
        assert wanted <= given
