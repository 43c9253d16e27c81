"""The page's camera: what it sees is told picture by picture, and nothing of it is kept."""

from __future__ import annotations

import asyncio

from adapters.chat.message import LiveFace, LiveView
from adapters.chat.web import WebLimits
from adapters.errors import StorageError
from tests.adapters.chat.web.scripted import jpeg

FACE = LiveFace(10, 20, 30, 40, "happy")


class Looking:
    """Sees a face in every picture; remembers who sent what."""

    def __init__(self, view: LiveView | Exception | None = None) -> None:
        self.view = view or LiveView((FACE,))
        self.asked: list[tuple[str, bytes, str | None]] = []
        self.is_asked = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def __call__(self, account, picture, locale) -> LiveView:
        self.asked.append((account.account_id, picture, locale))
        self.is_asked.set()
        await self.may_answer.wait()
        if isinstance(self.view, Exception):
            raise self.view
        return self.view


def post(browser, data: bytes = b"jpeg", **headers: str):
    headers.setdefault("Origin", browser.url.rstrip("/"))
    return browser.http.post(f"{browser.url}look", data=data, headers=headers)


async def test_a_picture_is_answered_with_its_faces(site_with):
    look = Looking()
    async with site_with(look=look) as site, site.opened() as (browser, tab):
        await tab.hello()
        await tab.socket.ping()
        async with post(browser, jpeg()) as response:
            seen = await response.json()

    assert (response.status, response.headers["Cache-Control"]) == (200, "no-store")
    assert seen["faces"] == [{"left": 10, "top": 20, "width": 30, "height": 40, "label": "happy"}]
    assert seen["agreed"] is True
    assert look.asked[0][1] == jpeg()


async def test_only_an_open_page_of_ours_may_ask(site_with):
    look = Looking()
    async with site_with(look=look) as site:
        async with site.browser() as stranger, post(stranger) as response:
            assert response.status == 403
        async with site.browser() as away:
            await away.load_page()
            async with post(away) as response:
                assert response.status == 403
        async with (
            site.opened() as (browser, _),
            post(browser, Origin="https://elsewhere.example") as response,
        ):
            assert response.status == 403

    assert look.asked == []


async def test_without_somebody_who_looks_there_is_no_live_view(site):
    async with site.opened() as (browser, _), post(browser) as response:
        assert response.status == 404
        assert "&quot;live&quot;: false" in await browser.load_page()


async def test_of_one_page_one_picture_is_looked_at_at_a_time(site_with):
    look = Looking()
    look.may_answer.clear()
    async with site_with(look=look) as site, site.opened() as (browser, _):
        first = asyncio.create_task(post(browser).__aenter__())
        await look.is_asked.wait()
        async with post(browser) as response:
            busy = await response.json()
        look.may_answer.set()
        answered = await first
        assert (await answered.json())["faces"]
        answered.release()

    assert (busy["faces"], busy["wait_s"]) == ([], 1.0)
    assert len(look.asked) == 1


async def test_only_so_many_cameras_are_looked_at(site_with):
    look = Looking()
    look.may_answer.clear()
    limits = WebLimits(cameras=1)
    async with (
        site_with(limits, look=look) as site,
        site.opened() as (one, _),
        site.opened() as (other, _),
    ):
        first = asyncio.create_task(post(one).__aenter__())
        await look.is_asked.wait()
        async with post(other) as response:
            assert (await response.json())["wait_s"] == 1.0
        look.may_answer.set()
        (await first).release()


async def test_a_picture_that_is_too_large_is_refused_unread(site_with):
    look = Looking()
    limits = WebLimits(camera_bytes=1000)
    async with (
        site_with(limits, look=look) as site,
        site.opened() as (browser, _),
        post(browser, bytes(1001)) as response,
    ):
        assert response.status == 413

    assert look.asked == []


async def test_after_a_failure_the_next_picture_is_looked_at(site_with):
    look = Looking(StorageError("away"))
    async with site_with(look=look) as site, site.opened() as (browser, _):
        async with post(browser) as response:
            assert (await response.json())["faces"] == []
        look.view = LiveView((FACE,))
        async with post(browser) as response:
            assert len((await response.json())["faces"]) == 1
