"""One listener's way to their Spotify and back, in a real browser: linked, saved, unlinked."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from tests.adapters.spotify.fake_spotify import (
    CLIENT_ID,
    CLIENT_SECRET,
    FakeSpotify,
    running_spotify,
)
from tests.journeys.conftest import Program, start
from tests.specifications import SpotifyRequests


@pytest.fixture
async def spotify(spotify_requests: SpotifyRequests) -> AsyncIterator[FakeSpotify]:
    async with running_spotify(spotify_requests) as fake:
        fake.person()
        yield fake


@pytest.fixture
def settings(spotify: FakeSpotify) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        "MIEN_WEB_PORT": str(port),
        "MIEN_SPOTIFY_CLIENT_ID": CLIENT_ID,
        "MIEN_SPOTIFY_CLIENT_SECRET": CLIENT_SECRET,
        "MIEN_SPOTIFY_API_URL": f"{spotify.url}/v1",
        "MIEN_SPOTIFY_ACCOUNTS_URL": spotify.url,
    }


@pytest.fixture
def program(tmp_path: Path, settings: dict[str, str]) -> Iterator[Program]:
    running = start(tmp_path, **settings)
    yield running
    running.stop()


async def say(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.keyboard.press("Enter")


async def opened(page: Page, program: Program) -> None:
    await page.goto(program.url)
    await expect(page.locator("#log")).to_contain_text("Hello")


async def at_the_doorstep(page: Page) -> Page:
    """A tab of its own, as the link in the chat opens it."""
    await say(page, "/link")
    link = page.locator("article.mien").last.get_by_role("link")
    async with page.context.expect_page() as opening:
        await link.click()
    return await opening.value


async def test_a_listener_links_their_account_and_saves_songs(
    program: Program, page: Page, spotify: FakeSpotify
):
    await opened(page, program)
    tab = await at_the_doorstep(page)
    await expect(tab.locator("main")).to_contain_text("close this page")

    await tab.get_by_role("link", name="Continue to Spotify").click()
    await tab.get_by_role("link", name="Agree").click()

    await expect(tab.locator("h1")).to_have_text("Spotify is linked")
    await expect(page.locator("#log")).to_contain_text("Your Spotify account “Ada” is linked.")
    await say(page, "/mood happy")
    await expect(page.locator("article.set")).to_have_count(1)
    await say(page, "/save")
    await expect(page.locator("#log")).to_contain_text("5 songs are new in your Spotify playlist")
    [made] = spotify.playlists.values()
    assert len(made.songs) == 5

    await page.get_by_role("button", name="Unlink Spotify").click()
    await expect(page.locator("#log")).to_contain_text("your Spotify is unlinked")


async def test_who_waits_for_spotify_as_the_program_is_killed_is_told_of_the_restart(
    program: Program, page: Page, spotify: FakeSpotify, settings: dict[str, str]
):
    await opened(page, program)
    tab = await at_the_doorstep(page)
    await tab.get_by_role("link", name="Continue to Spotify").click()
    await tab.get_by_role("link", name="Agree").click()
    await expect(page.locator("#log")).to_contain_text("is linked")
    spotify.hangs = True
    await say(page, "/pause")
    await spotify.seen["/me/player/pause"].wait()

    await asyncio.to_thread(program.kill)
    again = await asyncio.to_thread(start, program.folder, **settings)

    try:
        await expect(page.locator("#log")).to_contain_text("I was restarted just now.")
    finally:
        await asyncio.to_thread(again.stop)


async def test_a_no_at_spotify_links_nothing(program: Program, page: Page):
    await opened(page, program)
    tab = await at_the_doorstep(page)

    await tab.get_by_role("link", name="Continue to Spotify").click()
    await tab.get_by_role("link", name="Cancel").click()

    await expect(tab.locator("h1")).to_have_text("Nothing was linked")
    await expect(page.locator("#log")).to_contain_text("You did not agree at Spotify")


async def test_what_another_browser_brings_back_links_nothing(
    program: Program, page: Page, spotify: FakeSpotify
):
    await opened(page, program)
    tab = await at_the_doorstep(page)
    onward = await tab.get_by_role("link", name="Continue to Spotify").get_attribute("href")
    elsewhere = await page.context.browser.new_context()
    other = await elsewhere.new_page()

    await other.goto(onward)
    await other.get_by_role("link", name="Agree").click()

    await expect(other.locator("h1")).to_have_text("This was begun by somebody else")
    await elsewhere.close()
    assert not spotify.tokens


async def test_the_way_asks_nobody_else_and_leaves_no_token_in_a_file(
    program: Program, page: Page, spotify: FakeSpotify
):
    hosts = set()
    await opened(page, program)
    page.context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    tab = await at_the_doorstep(page)
    weight = await tab.locator("a.onward").evaluate("link => getComputedStyle(link).fontWeight")
    assert weight == "600"  # its style sheet was let in
    assert hosts == {urlsplit(program.url).netloc}

    await tab.get_by_role("link", name="Continue to Spotify").click()
    await tab.get_by_role("link", name="Agree").click()
    await expect(tab.locator("h1")).to_have_text("Spotify is linked")

    names = {one.name for one in program.folder.iterdir()}
    assert names <= {"data", "keys", "tmp", "log", "home"}
    [token] = spotify.tokens
    for path in program.folder.rglob("*"):
        assert not path.is_file() or token.encode() not in path.read_bytes()
