"""Who is let in: the cookie, the sites, and how many at once."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from adapters.chat.message import Address, IncomingOpened, IncomingText, Platform, Reply
from adapters.chat.web.limits import WebLimits
from adapters.errors import PlatformError
from tests.adapters.chat.web.chat.conftest import settled


async def test_the_page_gives_a_cookie_that_scripts_and_other_sites_cannot_use(site):
    async with site.browser() as browser:
        await browser.load_page()

        cookie = browser.cookie
    assert len(cookie.value) >= 43
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert not cookie["secure"]
    assert int(cookie["max-age"]) > 30 * 24 * 3600


async def test_the_page_comes_in_the_browsers_language(site):
    async with site.browser() as browser:
        headers = {"Accept-Language": "fr;q=0.4, de-AT"}
        async with browser.http.get(site.url, headers=headers) as response:
            page = await response.text()

    assert '<html lang="de">' in page
    assert "Lieder zu einer Stimmung in Worten" in page
    assert response.headers["Vary"] == "Accept-Language, Cookie"
    assert response.headers["Content-Language"] == "de"


async def test_behind_https_the_cookie_is_secure(site):
    async with site.browser() as browser:
        headers = {"X-Forwarded-Proto": "https"}
        async with browser.http.get(site.url, headers=headers) as response:
            assert "Secure" in response.headers["Set-Cookie"]


async def test_a_reload_keeps_the_listener(site):
    async with site.opened() as (browser, tab):
        await tab.hello()
        first = await site.listening.next(IncomingOpened)
        await browser.load_page()
        async with browser.tab() as reloaded:
            await reloaded.hello()
            second = await site.listening.next(IncomingOpened)
    assert first.account == second.account
    assert first.event_id != second.event_id
    assert browser.cookie.value not in first.account.account_id


async def test_two_browsers_are_two_listeners(site):
    async with site.opened() as (_, one), site.opened() as (_, other):
        await one.hello()
        await other.hello()
        accounts = {(await site.listening.next(IncomingOpened)).account for _ in range(2)}
    assert len(accounts) == 2


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "http://127.0.0.1:1", "null", "http://["]
)
async def test_a_page_of_another_site_is_refused(site, origin):
    async with site.browser() as browser:
        await browser.load_page()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with browser.tab(Origin=origin):
                pass
    assert refused.value.status == 403


async def test_a_foreign_name_for_our_address_is_refused(site):
    name = "rebound.example"
    async with site.browser() as browser:
        async with browser.http.get(site.url, headers={"Host": name}) as response:
            assert response.status == 403
            assert "Set-Cookie" not in response.headers
        await browser.load_page()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with browser.tab(Host=name, Origin=f"http://{name}"):
                pass
    assert refused.value.status == 403


async def test_without_the_page_there_is_no_chat(site):
    async with site.browser() as browser:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with browser.tab():
                pass
    assert refused.value.status == 403


async def test_too_many_tabs_are_refused(site_with):
    limits = WebLimits(tabs_per_session=1)
    async with site_with(limits) as site, site.opened() as (browser, _):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with browser.tab():
                pass
    assert refused.value.status == 429


async def test_sessions_are_bounded_and_open_ones_stay(site_with):
    limits = WebLimits(sessions=1)
    async with site_with(limits) as site, site.browser() as second:
        await second.load_page()
        async with site.opened() as (browser, _):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                async with second.tab():
                    pass
            assert refused.value.status == 503
            with pytest.raises(PlatformError):
                await site.chat.send(Address(Platform.WEB, "someone"), Reply("hello"))
        first = Address(Platform.WEB, next(iter(site.chat._sessions)).session_id)
        await settled(site, first)
        async with second.tab() as tab:
            await tab.say("text", text="now it fits")
            assert (await site.listening.next(IncomingText)).text == "now it fits"
        assert browser.cookie.value != second.cookie.value


async def test_newcomers_beyond_the_limit_are_refused_and_known_ones_stay(site_with):
    limits = WebLimits(new_sessions_per_minute=1)
    async with site_with(limits) as site, site.browser() as second:
        await second.load_page()
        async with site.opened() as (browser, _), browser.tab() as again:
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                async with second.tab():
                    pass
            await again.say("text", text="I was here before")
            assert (await site.listening.next(IncomingText)).text == "I was here before"
    assert refused.value.status == 429


async def test_pages_are_let_in_only_while_someone_listens(site_with):
    async with site_with() as site, site.opened() as (browser, tab):
        running = asyncio.create_task(site.chat.run(site.listening))
        await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

        assert (await tab.socket.receive(timeout=5)).data == aiohttp.WSCloseCode.GOING_AWAY
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with browser.tab():
                pass
    assert refused.value.status == 503
