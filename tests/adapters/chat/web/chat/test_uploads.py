"""The bytes of a photo: how many, when, and that nothing is left of them."""

from __future__ import annotations

import asyncio
import os
import tempfile
import weakref
from pathlib import Path

import aiohttp
import pytest

from adapters.chat.message import IncomingPhoto, IncomingText
from adapters.chat.web.limits import WebLimits
from adapters.chat.web.tab import Tab
from adapters.errors import MediaGoneError
from engine.errors import MediaTooLargeError
from tests.adapters.chat.web.chat.conftest import MIB


async def test_a_large_photo_is_refused_by_its_announced_size(site):
    async with site.opened() as (_, tab):
        await tab.photo(b"", size=50 * MIB)
        event = await site.listening.next(IncomingPhoto)

        with pytest.raises(MediaTooLargeError) as refused:
            await site.chat.fetch(event.media, event.address, limit_bytes=10 * MIB)
    assert (refused.value.size, refused.value.limit) == (50 * MIB, 10 * MIB)


async def test_a_photo_larger_than_it_said_is_refused(site):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"", size=1)
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=9))
        await tab.hears("send_photo")
        await tab.upload(request_id, b"ten bytes!")

        with pytest.raises(MediaTooLargeError):
            await fetching


async def test_a_lie_beyond_the_frame_limit_is_not_read_and_the_chat_goes_on(site_with):
    limits = WebLimits(photo_bytes=1000)
    async with site_with(limits) as site, site.opened() as (browser, tab):
        request_id = await tab.photo(b"", size=1)
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        await tab.hears("send_photo")
        await tab.upload(request_id, bytes(MIB))
        with pytest.raises(MediaTooLargeError):
            await fetching
        await tab.socket.receive(timeout=5)
        assert tab.socket.closed

        async with browser.tab() as again:
            await again.say("text", text="still there?")
            assert (await site.listening.next(IncomingText)).text == "still there?"


async def test_a_page_that_never_sends_the_bytes_is_not_waited_for(site_with):
    limits = WebLimits(upload_timeout_s=0.05)
    async with site_with(limits) as site, site.opened() as (_, tab):
        await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)

        with pytest.raises(MediaGoneError):
            await site.chat.fetch(event.media, event.address, limit_bytes=MIB)


async def test_a_photo_never_touches_the_disk(site, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    data = os.urandom(5 * MIB)
    async with site.opened() as (_, tab):
        request_id = await tab.photo(data)
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(
            site.chat.fetch(event.media, event.address, limit_bytes=9 * MIB)
        )
        await tab.hears("send_photo")
        files_before = open_files()
        await tab.upload(request_id, data)

        assert await fetching == data
        assert open_files() <= files_before
    assert list(tmp_path.iterdir()) == []


def open_files() -> set[str]:
    """Regular files among the descriptors of this process, deleted ones too."""
    targets = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except FileNotFoundError:
            continue
        if target.startswith("/") and not target.startswith(("/dev/", "/proc/")):
            targets.add(target)
    return targets


@pytest.mark.parametrize("data", [b"", b"nobody asked for this", bytes(MIB)])
async def test_bytes_that_nobody_asked_for_end_the_connection_politely(site, caplog, data):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        await tab.upload(request_id, data)
        end = await end_of(tab)

    assert end.data == aiohttp.WSCloseCode.POLICY_VIOLATION
    assert caplog.text == ""


async def end_of(tab) -> aiohttp.WSMessage:
    """What closes the connection, after all that was said before."""
    while True:
        message = await tab.socket.receive(timeout=5)
        if message.type is not aiohttp.WSMsgType.TEXT:
            return message


async def test_an_answer_of_a_photo_is_taken_once(site):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        await tab.hears("send_photo")
        await tab.upload(request_id, b"picture")
        await fetching
        await tab.upload(request_id, b"picture")
        end = await end_of(tab)

    assert end.data == aiohttp.WSCloseCode.POLICY_VIOLATION


async def test_bytes_that_come_too_late_harm_nobody(site_with):
    limits = WebLimits(upload_timeout_s=0.05)
    async with site_with(limits) as site, site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)
        with pytest.raises(MediaGoneError):
            await site.chat.fetch(event.media, event.address, limit_bytes=MIB)
        await tab.upload(request_id, b"picture")
        await tab.say("text", text="still there?")

        assert (await site.listening.next(IncomingText)).text == "still there?"


async def test_bytes_are_not_kept_while_the_page_is_silent(site):
    socket = OneFrame()

    await site.chat._listen(None, Tab(socket, send_timeout_s=1))

    assert socket.forgotten


class Frame:
    """A binary frame whose end can be seen."""

    type = aiohttp.WSMsgType.BINARY
    data = b"nobody asked for this"


class OneFrame:
    """A socket that looks, when it is read again, whether its only frame is still kept."""

    def __init__(self) -> None:
        self.forgotten = False
        self._frame = None

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self._frame is not None:
            self.forgotten = self._frame() is None
            raise StopAsyncIteration
        frame = Frame()
        self._frame = weakref.ref(frame)
        return frame

    async def close(self, *, code):
        pass
