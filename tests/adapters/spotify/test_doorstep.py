import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.spotify.doorstep import COOKIE, doorstep_routes
from adapters.streaming import DoorstepPage, Returned

OPEN = DoorstepPage("de", "Hello <b>", "One & two\n\nThree", "https://there/?a=1&b=2", "Go on")
CLOSED = DoorstepPage("en", "Too late", "Ask again")


class Conversation:
    """What answers on both sides of Spotify."""

    def __init__(self) -> None:
        self.page = OPEN
        self.left: list[tuple[str, str | None]] = []
        self.returned: list[Returned] = []

    async def leaving(self, state: str, locale: str | None) -> DoorstepPage:
        self.left.append((state, locale))
        return self.page

    async def returning(self, back: Returned) -> DoorstepPage:
        self.returned.append(back)
        return CLOSED


@pytest.fixture
def conversation() -> Conversation:
    return Conversation()


@pytest.fixture
async def browser(conversation: Conversation) -> AsyncIterator[TestClient]:
    app = web.Application()
    app.add_routes(doorstep_routes(conversation.leaving, conversation.returning))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


async def test_the_page_shows_words_as_words_and_leads_on(browser, conversation):
    headers = {"Accept-Language": "pt-BR;q=0.9, en"}

    response = await browser.get("/spotify/link/a-state", headers=headers)

    text = await response.text()
    assert "Hello &lt;b&gt;" in text
    assert "<p>One &amp; two</p>\n<p>Three</p>" in text
    assert 'href="https://there/?a=1&amp;b=2">Go on</a>' in text
    assert '<html lang="de">' in text
    assert response.headers["Cache-Control"] == "no-store"
    assert conversation.left == [("a-state", "pt-BR")]


async def test_the_browser_that_leaves_is_known_when_it_comes_back(browser, conversation):
    left = await browser.get("/spotify/link/a-state")
    await browser.get("/spotify/callback?code=c&state=a-state")

    cookie = left.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/spotify")
    assert not cookie["secure"]
    [back] = conversation.returned
    assert back == Returned(state="a-state", code="c", refused=None, here=True, locale=None)


async def test_it_is_known_once(browser, conversation):
    await browser.get("/spotify/link/a-state")
    await browser.get("/spotify/callback?code=c&state=a-state")
    await browser.get("/spotify/callback?code=c&state=a-state")

    assert [back.here for back in conversation.returned] == [True, False]


@pytest.mark.parametrize("query", ["code=c&state=another", "code=c&state=", "code=c", ""])
async def test_another_state_is_somebody_elses(browser, conversation, query):
    await browser.get("/spotify/link/a-state")

    response = await browser.get(f"/spotify/callback?{query}")

    assert response.status == 200
    assert not conversation.returned[0].here


async def test_a_no_is_told_as_such(browser, conversation):
    await browser.get("/spotify/callback?error=access_denied&state=a-state")

    assert (conversation.returned[0].code, conversation.returned[0].refused) == (
        None,
        "access_denied",
    )


async def test_behind_a_proxy_with_tls_the_cookie_is_for_tls_alone(browser):
    response = await browser.get("/spotify/link/s", headers={"X-Forwarded-Proto": "https"})

    assert response.cookies[COOKIE]["secure"]


async def test_a_link_that_leads_nowhere_leaves_no_cookie(browser, conversation):
    conversation.page = CLOSED

    response = await browser.get("/spotify/link/s")

    assert COOKIE not in response.cookies
    assert "<a" not in await response.text()


async def test_its_style_is_a_file_of_its_own(browser):
    response = await browser.get("/spotify/style.css")

    assert response.content_type == "text/css"
    assert "a.onward" in await response.text()


async def test_a_cookie_that_is_no_text_belongs_to_nobody(browser, conversation):
    reader, writer = await asyncio.open_connection("127.0.0.1", browser.port)
    writer.write(b"GET /spotify/callback?code=c&state=a-state HTTP/1.1\r\nHost: x\r\n")
    writer.write(f"Cookie: {COOKIE}=".encode() + b"\xff\r\nConnection: close\r\n\r\n")

    answer = await reader.read()

    writer.close()
    assert answer.startswith(b"HTTP/1.1 200")
    assert [one.here for one in conversation.returned] == [False]
