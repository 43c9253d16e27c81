"""Where the listener writes, in a real Chromium."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from adapters.chat.message import IncomingCommand, IncomingDocument, IncomingPhoto
from bot.replies.page import page_texts
from tests.adapters.chat.web.scripted import jpeg, png
from tests.chromium import CHROMIUM

TEXTS = page_texts()["en"]
# One loop for all of them, since one Chromium serves all of them.
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest.fixture
def box(page):
    return page.locator("#text")


@pytest.fixture
def offered(page):
    return page.get_by_role("listbox").get_by_role("option")


async def test_suggestions_are_chosen_with_the_keyboard(page, box, offered, talk, script):
    await box.press_sequentially("/mood ha")
    await expect(offered).to_have_text(["happy!", "hazy!"])
    await expect(box).to_have_attribute("role", "combobox")
    await expect(box).to_have_attribute("aria-expanded", "true")
    await expect(page.locator("#hint-count")).to_have_text("Suggestions: 2")

    await box.press("ArrowDown")
    await box.press("ArrowDown")
    active = await box.get_attribute("aria-activedescendant")
    await expect(page.locator(f"#{active}")).to_have_text("hazy!")
    await expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    await expect(box).to_be_focused()
    await box.press("Enter")

    event = await talk.listening.next(IncomingCommand)
    assert (event.name, event.argument) == ("mood", "hazy")
    await expect(page.locator(".listener")).to_contain_text("/mood hazy!")
    await expect(box).to_have_value("")
    await expect(offered).to_have_count(0)
    assert script.typed[-1] == ("mood", "ha", "en")


async def test_a_suggestion_is_chosen_by_a_tap_and_the_field_keeps_the_keyboard(
    page, box, offered, talk
):
    await box.press_sequentially("/mood ")
    await offered.filter(has_text="calm!").click()

    assert (await talk.listening.next(IncomingCommand)).argument == "calm"
    await expect(box).to_be_focused()


async def test_escape_closes_the_suggestions_and_enter_sends_what_was_typed(box, offered, talk):
    await box.press_sequentially("/mood ha")
    await expect(offered).to_have_count(2)
    await box.press("ArrowUp")
    await box.press("Escape")
    await expect(offered).to_have_count(0)
    await expect(box).to_have_value("/mood ha")
    assert await box.get_attribute("role") is None
    assert await box.get_attribute("aria-activedescendant") is None

    await box.press("Enter")
    assert (await talk.listening.next(IncomingCommand)).argument == "ha"

    # Nor does an open list choose by itself.
    await box.press_sequentially("/mood ho")
    await expect(offered).to_have_count(1)
    await box.press("Enter")
    assert (await talk.listening.next(IncomingCommand)).argument == "ho"


NOTE_EVER_OFFERED = """() => {
  window.everOffered = "";
  new MutationObserver(([{ target }]) => { window.everOffered += target.textContent; })
    .observe(document.getElementById("hints"), { childList: true });
}"""


async def test_suggestions_for_what_is_no_longer_typed_are_not_shown(page, box, offered, script):
    await page.evaluate(NOTE_EVER_OFFERED)
    script.may_suggest.clear()
    await box.press_sequentially("/mood ha")
    async with script.asked:
        await script.asked.wait_for(lambda: script.typed)
    await box.fill("/mood c")
    script.may_suggest.set()
    await expect(offered).to_have_text(["calm!"])

    ever_offered = await page.evaluate("everOffered")
    assert "calm!" in ever_offered
    assert "happy!" not in ever_offered


async def test_typing_is_asked_about_only_when_it_pauses(box, offered, script):
    await box.evaluate(
        """(box, words) => {
            for (let end = 1; end <= words.length; end += 1) {
                box.value = words.slice(0, end);
                box.dispatchEvent(new InputEvent("input", { bubbles: true }));
            }
        }""",
        "/mood happ",
    )
    await expect(offered).to_have_text(["happy!"])

    assert [typed for _, typed, _ in script.typed] == ["happ"]


async def test_commands_are_offered_to_the_keyboard_too(page, box, offered):
    await box.press_sequentially("/")
    await expect(offered.locator("b")).to_have_text(["/mood", "/seed", "/help"])
    await box.press("ArrowUp")
    await box.press("Enter")

    await expect(page.get_by_text("Command help,")).to_be_visible()


async def test_pictures_that_are_chosen_together_are_answered_together(page, script, talk):
    script.may_answer.set()
    await page.get_by_label(TEXTS["choose_photo"]).set_input_files(pictures(3))

    await expect(page.locator(".set")).to_have_count(1)
    event = await talk.listening.next(IncomingPhoto)
    assert len(event.others) == 2
    assert script.photos == [jpeg(), png(), png()]
    await expect(page.locator(".listener.photo")).to_have_count(1)
    await expect(page.get_by_alt_text(TEXTS["your_photo"])).to_have_count(3)


async def test_of_too_many_pictures_the_first_are_taken_and_it_says_so(page, script, talk):
    script.may_answer.set()
    await page.get_by_label(TEXTS["choose_photo"]).set_input_files(pictures(5))

    await expect(page.locator("#toast")).to_contain_text("4 pictures at once at most")
    await expect(page.locator(".set")).to_have_count(1)
    assert len((await talk.listening.next(IncomingPhoto)).others) == 3
    assert len(script.photos) == 4


async def test_dropped_pictures_go_together(page, script, talk):
    script.may_answer.set()
    await page.evaluate(
        """() => {
          const carried = new DataTransfer();
          for (const name of ["a.png", "b.png"]) carried.items.add(new File(["x"], name));
          document.body.dispatchEvent(
            new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }"""
    )

    await expect(page.locator(".set")).to_have_count(1)
    assert script.photos == [b"x", b"x"]


async def test_pictures_that_wait_together_outlive_a_reload(page, script):
    script.asks_first = True
    script.may_answer.set()
    await page.get_by_label(TEXTS["choose_photo"]).set_input_files(pictures(2))
    await expect(page.get_by_text("Your picture waits.")).to_be_visible()
    await page.reload()
    await expect(page.get_by_alt_text(TEXTS["your_photo"])).to_have_count(2)

    await page.get_by_role("button", name="I agree").click()

    await expect(page.locator(".set")).to_have_count(1)
    assert script.photos == [jpeg(), png()]


async def test_pictures_that_never_arrived_are_announced_again_together(page, script):
    await page.evaluate("WebSocket.prototype.send = () => {}")
    await page.get_by_label(TEXTS["choose_photo"]).set_input_files(pictures(2))
    await expect(page.locator(".listener.photo")).to_be_visible()
    script.may_answer.set()
    await page.reload()

    await expect(page.locator(".set")).to_have_count(1)
    assert script.photos == [jpeg(), png()]


async def test_a_picture_that_waits_in_a_closed_tab_is_answered_from_another(page, script):
    script.asks_first = True
    script.may_answer.set()
    other = await page.context.new_page()
    await other.goto(page.url)
    await expect(other.get_by_text("Hello.")).to_be_visible()
    await other.get_by_label(TEXTS["choose_photo"]).set_input_files(pictures(1))
    await expect(page.get_by_text("Your picture waits.")).to_be_visible()
    await other.close()

    await page.get_by_role("button", name="I agree").last.click()

    await expect(page.locator(".set")).to_have_count(1)
    assert script.photos == [jpeg()]


def pictures(number: int) -> list[dict[str, object]]:
    first = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    other = {"name": "me.png", "mimeType": "image/png", "buffer": png()}
    return [first, *[other] * (number - 1)]


PASTED = """(words) => {
  const data = new DataTransfer();
  data.setData("text/plain", words);
  const paste = { clipboardData: data, bubbles: true, cancelable: true };
  return document.getElementById("text").dispatchEvent(new ClipboardEvent("paste", paste));
}"""


async def test_a_list_that_is_chosen_goes_as_a_document(page, talk):
    songs = {"name": "mine.csv", "mimeType": "text/csv", "buffer": b"Adele - Hello"}
    await page.locator("#file").set_input_files(songs)

    event = await talk.listening.next(IncomingDocument)
    fetched = await talk.chat.fetch(event.media, event.address, limit_bytes=100)
    assert (event.name, fetched) == ("mine.csv", b"Adele - Hello")
    await expect(page.locator(".listener.document")).to_contain_text("mine.csv")


async def test_a_list_beside_a_picture_goes_by_itself(page, talk):
    chosen = [
        {"name": "mine.m3u8", "mimeType": "", "buffer": b"#EXTM3U"},
        {"name": "me.png", "mimeType": "image/png", "buffer": png()},
    ]
    await page.locator("#file").set_input_files(chosen)

    assert (await talk.listening.next(IncomingDocument)).name == "mine.m3u8"
    assert (await talk.listening.next(IncomingPhoto)).others == ()


async def test_a_list_too_long_for_the_field_is_pasted_as_a_document(page, box, talk):
    words = "\n".join(f"Artist {number} - Song {number}" for number in range(200))

    await page.evaluate(PASTED, words)

    event = await talk.listening.next(IncomingDocument)
    assert await talk.chat.fetch(event.media, event.address, limit_bytes=9999) == words.encode()
    await expect(box).to_have_value("")


async def test_words_that_fit_are_pasted_as_words(page):
    assert await page.evaluate(PASTED, "a - b\nc - d\ne - f")

    await expect(page.locator(".listener.document")).to_have_count(0)
