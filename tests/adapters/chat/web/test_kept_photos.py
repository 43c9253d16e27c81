"""Photos that wait for their answer, kept by the browser: in a real Chromium."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from adapters.chat.message import IncomingPhoto
from adapters.errors import MediaGoneError
from bot.conversation.albums import MOST_WAITING
from tests.adapters.chat.web.scripted import TEXTS, jpeg, send_list, send_photo
from tests.chromium import CHROMIUM

# One loop for all of them, since one Chromium serves all of them.
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.asyncio(loop_scope="module"),
]


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


async def send_photos(page, number) -> None:
    for _ in range(number):
        await send_photo(page)
    await expect(page.get_by_text("Your picture waits.")).to_have_count(number)


async def test_only_the_last_sixteen_photos_are_kept(page, script):
    script.asks_first = True
    await send_photos(page, 17)

    await until_kept(page, 16)


async def test_a_list_takes_no_place_of_the_photos_that_wait(page, script):
    script.asks_first = True
    await send_photos(page, MOST_WAITING)

    await send_list(page)

    await until_kept(page, MOST_WAITING + 1)


async def test_a_photo_is_kept_for_a_day_at_most(page, script):
    await reload_with_a_waiting_photo(page, script)
    await page.evaluate(AGE_BY_A_DAY)

    await page.reload()

    await expect(page.get_by_text("Hello.")).to_be_visible()
    await until_kept(page, 0)
    await expect(page.get_by_alt_text(TEXTS["your_photo"])).to_have_count(0)


async def test_the_photo_answered_last_can_be_asked_for_again_until_the_next(page, script, talk):
    script.may_answer.set()
    await send_photo(page)
    first = await talk.listening.next(IncomingPhoto)
    await expect(page.locator(".set")).to_have_count(1)
    await until_kept(page, 0)

    again = await talk.chat.fetch(first.media, first.address, limit_bytes=2**20)
    assert again == jpeg()

    await send_photo(page)
    await expect(page.locator(".set")).to_have_count(2)
    await until_kept(page, 0)
    with pytest.raises(MediaGoneError):
        await talk.chat.fetch(first.media, first.address, limit_bytes=2**20)


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
