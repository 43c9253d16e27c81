"""Photos and documents: announced first, and fetched from the page when they are wanted."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest

from adapters.chat.message import IncomingDocument, IncomingPhoto, MediaReference
from adapters.chat.web.limits import WebLimits
from adapters.errors import MediaGoneError
from tests.adapters.chat.web.chat.conftest import MIB


async def test_a_photo_is_announced_and_fetched_when_wanted(site):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        assert (await tab.hears("send_photo"))["request_id"] == request_id
        await tab.upload(request_id, b"picture")

        assert await fetching == b"picture"
    assert event.media == MediaReference(request_id, 7)
    assert event.event_id.endswith(request_id)


async def test_a_document_is_announced_and_fetched_like_a_photo(site):
    async with site.opened() as (_, tab):
        request_id = await tab.say("document", size=9, name="mine.csv")
        event = await site.listening.next(IncomingDocument)
        fetched = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        await tab.upload((await tab.hears("send_photo"))["request_id"], b"its bytes")

        assert (event.name, event.media.key) == ("mine.csv", request_id)
        assert await fetched == b"its bytes"


async def test_a_photo_waits_in_a_page_that_reconnects(site_with):
    async with site_with(WebLimits(return_timeout_s=30)) as site, site.browser() as browser:
        await browser.load_page()
        async with browser.tab() as tab:
            request_id = await tab.photo(b"picture")
            event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        async with browser.tab() as tab:
            await tab.hello(holding=(request_id,))
            await tab.hears("send_photo")
            await tab.upload(request_id, b"picture")

            assert await fetching == b"picture"


async def test_an_announcement_repeated_after_a_reconnect_has_the_same_event_id(site):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        await tab.say("photo", request_id, size=7)

        first, second = [await site.listening.next(IncomingPhoto) for _ in range(2)]
    assert first.event_id == second.event_id


def of_two(first: bytes, second: bytes) -> dict[str, object]:
    others = [{"id": str(uuid4()), "size": len(second)}]
    return {"size": len(first), "others": others}


async def test_photos_that_were_chosen_together_are_one_event(site):
    async with site.opened() as (_, tab):
        said = of_two(b"one", b"other")
        first = await tab.say("photo", **said)
        event = await site.listening.next(IncomingPhoto)
        second = said["others"][0]["id"]
        got = []
        for media, data in ((event.media, b"one"), (event.others[0], b"other")):
            fetching = asyncio.create_task(site.chat.fetch(media, event.address, limit_bytes=MIB))
            await tab.upload((await tab.hears("send_photo"))["request_id"], data)
            got.append(await fetching)

    assert got == [b"one", b"other"]
    assert event.event_id.endswith(first)
    assert (event.media, event.others) == (MediaReference(first, 3), (MediaReference(second, 5),))


async def test_more_photos_than_fit_into_a_message_are_no_message(site_with):
    async with site_with(WebLimits(photos_at_once=1)) as site, site.opened() as (_, tab):
        await tab.say("photo", **of_two(b"one", b"other"))
        await tab.photo(b"alone")

        assert (await site.listening.next(IncomingPhoto)).media.size_bytes == 5


@asynccontextmanager
async def left_behind(site):
    """A tab that is asked for the photo of a closed one: the tab, the photo, who fetches it."""
    async with site.browser() as browser:
        await browser.load_page()
        async with browser.tab() as stays:
            await stays.hello()
            async with browser.tab() as leaves:
                request_id = await leaves.photo(b"picture")
                event = await site.listening.next(IncomingPhoto)
            fetching = asyncio.create_task(
                site.chat.fetch(event.media, event.address, limit_bytes=MIB)
            )
            assert (await stays.hears("send_photo"))["request_id"] == request_id
            yield stays, request_id, fetching


async def test_a_photo_of_a_closed_tab_is_asked_of_one_that_was_open_beside_it(site):
    async with left_behind(site) as (stays, request_id, fetching):
        await stays.upload(request_id, b"picture")

        assert await fetching == b"picture"


async def test_a_photo_of_a_closed_tab_that_no_other_has_is_gone(site):
    async with left_behind(site) as (stays, request_id, fetching):
        await stays.say("photo_gone", request_id)

        with pytest.raises(MediaGoneError):
            await fetching


async def test_a_photo_of_a_closed_page_is_gone(site):
    async with site.opened() as (_, tab):
        await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)

    with pytest.raises(MediaGoneError):
        await site.chat.fetch(event.media, event.address, limit_bytes=MIB)


async def test_a_photo_that_the_page_lost_is_gone(site):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        await tab.hears("send_photo")
        await tab.say("photo_gone", request_id)

        with pytest.raises(MediaGoneError):
            await fetching
