"""One listener's way through the page: notice, selfie, songs, feedback, correction, reload."""

from pathlib import Path

from playwright.async_api import Locator, Page, expect

from bot.replies.page import page_texts
from tests.journeys.conftest import Program


def sets(page: Page) -> Locator:
    return page.locator("article.set")


async def titles(of: Locator) -> list[str]:
    found = await of.locator("h3 a").all_inner_texts()
    return [title.split("\n")[0] for title in found]


async def send_photo(page: Page, data: bytes, *, name: str = "selfie.jpg") -> None:
    photo = {"name": name, "mimeType": "image/jpeg", "buffer": data}
    await page.locator("#file").set_input_files(photo)


async def opened(page: Page, program: Program) -> None:
    await page.goto(program.url)
    await expect(page.locator("#log")).to_contain_text("a machine estimates emotions")


async def test_a_photo_sent_before_the_notice_was_answered_is_read_after_the_tap(
    program: Program, page: Page, selfie: bytes
):
    await opened(page, program)
    await send_photo(page, selfie)
    await expect(page.locator("#log")).to_contain_text("Your picture waits for your answer.")
    await expect(sets(page)).to_have_count(0)

    await page.get_by_role("button", name="I agree").last.click()

    await expect(sets(page)).to_have_count(1)
    await expect(sets(page)).to_contain_text("You look happy")
    assert len(set(await titles(sets(page)))) == 5
    assert await sets(page).locator("p.reason").count() == 5
    link = await sets(page).locator("h3 a").first.get_attribute("href")
    assert (link or "").startswith("https://open.spotify.com/track/")


async def test_a_photo_that_waits_is_read_after_a_reload_and_the_tap(
    program: Program, page: Page, selfie: bytes
):
    await opened(page, program)
    await send_photo(page, selfie)
    await expect(page.locator("#log")).to_contain_text("Your picture waits for your answer.")

    await page.reload()
    await expect(page.locator(".photo img")).to_have_count(1)
    await expect(page.locator("#log")).to_contain_text("Your picture waits for your answer.")
    await page.get_by_role("button", name="I agree").last.click()

    await expect(sets(page)).to_contain_text("You look happy")


async def test_pictures_that_were_sent_together_get_one_answer(
    program: Program, page: Page, selfie: bytes
):
    await opened(page, program)
    await page.get_by_role("button", name="I agree").click()
    photo = {"name": "selfie.jpg", "mimeType": "image/jpeg", "buffer": selfie}
    await page.locator("#file").set_input_files([photo, photo, photo])
    await expect(sets(page)).to_contain_text("You look happy")

    await page.locator("#text").fill("/help")
    await page.keyboard.press("Enter")
    await expect(page.locator("article.mien").last).to_contain_text("/mood")
    await expect(sets(page)).to_have_count(1)
    await expect(page.locator(".photo img")).to_have_count(3)


async def test_the_page_comes_in_the_browsers_language(program: Program, page: Page):
    await page.set_extra_http_headers({"Accept-Language": "nl, de-AT;q=0.8, en;q=0.5"})
    await page.goto(program.url)

    assert await page.locator("html").get_attribute("lang") == "de"
    label = page_texts()["de"]["text"]
    await expect(page.locator("#text")).to_have_attribute("aria-label", label)


async def test_a_language_that_was_chosen_is_that_of_the_whole_page(program: Program, page: Page):
    german = page_texts()["de"]
    await opened(page, program)
    await page.locator("#text").fill("/settings")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Language").click()
    await page.get_by_role("button", name="Deutsch").click()
    await expect(page.locator("#toast")).to_have_attribute("lang", "de")
    await page.locator("#text").fill("glücklich")
    await page.keyboard.press("Enter")
    await expect(sets(page).locator("[data-play]").first).to_have_text(german["play_here"])

    await page.reload()

    await expect(page.locator("html")).to_have_attribute("lang", "de")
    await expect(page.locator("#text")).to_have_attribute("placeholder", german["text_placeholder"])
    await expect(sets(page)).to_have_attribute("lang", "de")


async def test_feedback_changes_the_next_answer_and_a_reload_keeps_it(
    program: Program, page: Page, selfie: bytes
):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await opened(page, program)
    await page.get_by_role("button", name="I agree").click()
    await send_photo(page, selfie)
    first = sets(page).nth(0)
    await expect(first).to_contain_text("You look happy")
    offered = await titles(first)

    await first.get_by_role("button", name="Dislike").first.click()
    await expect(page.locator("#toast")).to_contain_text("will not come back")
    thumb = first.get_by_role("button", name="Dislike").first
    await expect(thumb).to_have_attribute("aria-pressed", "true")
    await first.get_by_role("button", name="Five others").click()
    await expect(sets(page)).to_have_count(2)
    others = await titles(sets(page).nth(1))
    assert len(set(others)) == 5
    assert not set(others) & set(offered)

    await page.reload()
    await expect(sets(page)).to_have_count(2)
    assert await titles(sets(page).nth(0)) == offered
    assert await titles(sets(page).nth(1)) == others
    assert all(url.startswith((program.url, "blob:", "data:")) for url in asked)


async def test_a_correction_and_a_pick_are_answered(program: Program, page: Page, selfie: bytes):
    await opened(page, program)
    await page.get_by_role("button", name="I agree").click()
    await send_photo(page, selfie)
    await sets(page).nth(0).get_by_role("button", name="Not right?").click()
    await page.get_by_role("button", name="sad").last.click()
    await expect(sets(page).nth(1)).to_contain_text("Taken as sad")

    await sets(page).nth(1).get_by_role("button", name="Pick ").first.click()

    await expect(page.locator("#log")).to_contain_text("Good pick")
    await expect(sets(page).nth(2).locator("p.kin")).to_have_count(5)


async def test_bad_pictures_get_a_sentence_and_the_chat_goes_on(
    program: Program, page: Page, selfie: bytes
):
    await page.goto(program.url)
    await page.get_by_role("button", name="I agree").click()
    await expect(page.locator("#log")).to_contain_text("Now send me a selfie")

    for data, words in (
        (b"only words", "not a picture I can read"),
        (selfie[: len(selfie) // 2], "damaged or incomplete"),
        (b"", "That file is empty"),
        (bytes(21 * 2**20), "21 MB and I take up to 20 MB"),
    ):
        await send_photo(page, data)
        await expect(page.locator("article.mien").last).to_contain_text(words)
    await page.locator("#text").fill("/dance")
    await page.keyboard.press("Enter")
    await expect(page.locator("article.mien").last).to_contain_text("I don't know /dance.")
    await page.locator("#text").fill("xylophone")
    await page.keyboard.press("Enter")
    await expect(page.locator("article.mien").last).to_contain_text("I can't tell a mood")

    await send_photo(page, selfie)
    await expect(sets(page)).to_have_count(1)


async def test_forgetting_leaves_a_stranger(program: Program, page: Page):
    await page.goto(program.url)
    await page.locator("#text").fill("happy")
    await page.keyboard.press("Enter")
    await expect(sets(page)).to_have_count(1)
    await page.locator("#text").fill("/forget")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Forget me").click()
    await expect(page.locator("#log")).to_contain_text("I have forgotten everything")
    await expect(page.locator("#log > *")).to_have_count(1)

    await page.reload()
    await expect(page.locator("#log")).to_contain_text("Hello, I'm Mien.")
    await expect(sets(page)).to_have_count(0)


async def test_forgetting_the_last_answer_leaves_the_one_before(program: Program, page: Page):
    await page.goto(program.url)
    for number, words in enumerate(("happy", "sad"), 1):
        await page.locator("#text").fill(words)
        await page.keyboard.press("Enter")
        await expect(sets(page)).to_have_count(number)
    first = await titles(sets(page).nth(0))
    await page.locator("#text").fill("/forget last answer")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Forget it").click()
    await expect(page.locator("#log")).to_contain_text("I have forgotten that")
    await expect(page.locator("#log > *")).to_have_count(1)

    await page.reload()
    await expect(sets(page)).to_have_count(1)
    assert await titles(sets(page).nth(0)) == first


async def test_an_export_brings_back_what_was_forgotten(
    program: Program, page: Page, tmp_path: Path
):
    await page.goto(program.url)
    for words in ("happy", "/export"):
        await page.locator("#text").fill(words)
        await page.keyboard.press("Enter")
        await expect(page.locator("article.mien").last).to_contain_text(
            "happy" if words == "happy" else "one file that is complete"
        )
    offered = await titles(sets(page).nth(0))
    async with page.expect_download() as download:
        await page.locator("a.file").first.click()
    exported = tmp_path / "mien-export.json"
    await (await download.value).save_as(exported)
    await page.locator("#text").fill("/forget")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Forget me").click()
    await expect(page.locator("#log")).to_contain_text("I have forgotten everything")

    await page.locator("#file").set_input_files(exported)
    await page.get_by_role("button", name="Add it").click()
    # The question names what is in it too; this is said once it was added.
    await expect(page.locator("#log")).to_contain_text("Done. I added:")

    await page.reload()
    await expect(sets(page)).to_have_count(1)
    assert await titles(sets(page).nth(0)) == offered
