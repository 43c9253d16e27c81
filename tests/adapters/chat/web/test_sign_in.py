"""The form in front of the page, in a real Chromium."""

from __future__ import annotations

import pytest
import pytest_asyncio
from playwright.async_api import expect

from adapters.chat.web import Door
from bot.replies.page import page_texts
from tests.chromium import CHROMIUM

SECRET = "an umbrella in May"  # noqa: S105 - of nobody
TEXTS = page_texts()["en"]
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(loop_scope="module")
async def locked(site_with, script):
    async with site_with(answer=script, door=Door(SECRET)) as site:
        yield site


@pytest_asyncio.fixture(loop_scope="module")
async def stranger(browser, locked):
    viewport = {"width": 360, "height": 740}
    context = await browser.new_context(viewport=viewport, locale="en-GB")
    page = await context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    # That the form comes instead of the page is told as an error; a policy that was broken is too.
    page.on("console", lambda said: "Content Security" in said.text and problems.append(said.text))
    await page.goto(locked.url)
    yield page
    await context.close()
    assert problems == []


async def test_the_field_is_labelled_and_ready_to_type_in(stranger):
    field = stranger.get_by_label(TEXTS["sign_in_secret"])

    await expect(field).to_be_focused()
    await expect(field).to_have_attribute("type", "password")
    await expect(field).to_have_accessible_description(TEXTS["sign_in_note"])
    await expect(stranger.get_by_role("button", name=TEXTS["sign_in"])).to_be_visible()


async def test_a_wrong_word_is_told_and_the_right_one_opens_the_page(stranger):
    await stranger.keyboard.type("a hat in June")
    await stranger.keyboard.press("Enter")
    await expect(stranger.get_by_role("alert")).to_have_text(TEXTS["sign_in_wrong"])
    field = stranger.get_by_label(TEXTS["sign_in_secret"])
    await expect(field).to_have_value("")

    await field.fill(SECRET)
    await stranger.get_by_role("button", name=TEXTS["sign_in"]).click()
    await expect(stranger.get_by_text("Hello.")).to_be_visible()

    await stranger.reload()
    await expect(stranger.locator("#text")).to_be_visible()
