import asyncio
import time

import pytest

from adapters.chat.web.limits import WebLimits
from adapters.chat.web.sessions import Session, Sessions
from adapters.chat.web.tab import Tab
from adapters.errors import MediaGoneError

PHOTO = "0b9c7b1e-6a52-4c3e-9a53-0d8f4f4f7c11"


class BrokenSocket:
    """A connection that broke a moment ago; its handler has not run since."""

    closed = False

    async def send_str(self, frame):
        raise ConnectionResetError


async def test_a_page_that_cannot_be_asked_does_not_stop_everybody():
    session = Session("listener", limits=WebLimits(return_timeout_s=0.01), clock=time.monotonic)
    tab = Tab(BrokenSocket(), send_timeout_s=1)
    session.join(tab)
    session.hold(tab, PHOTO)

    with pytest.raises(TimeoutError):
        await session.upload(PHOTO)


def test_new_sessions_are_let_in_again_as_time_goes_by():
    seconds = [0.0]
    limits = WebLimits(new_sessions_per_minute=2)
    sessions = Sessions(limits, clock=lambda: seconds[0], first_order=0)
    for name in ("one", "two"):
        assert sessions.admits(name)
        sessions.of(name)

    assert not sessions.admits("three")
    assert sessions.admits("one")
    seconds[0] = 30.0
    assert sessions.admits("three")


async def test_a_page_that_broke_before_it_could_be_asked_may_come_back():
    session = Session("listener", limits=WebLimits(return_timeout_s=0.01), clock=time.monotonic)
    tab = Tab(BrokenSocket(), send_timeout_s=1)
    session.join(tab)
    session.greet(tab, "hello", PHOTO)

    with pytest.raises(TimeoutError):
        await session.upload(PHOTO)


async def test_a_photo_that_no_open_page_has_is_gone_at_once():
    session = Session("listener", limits=WebLimits(return_timeout_s=3600), clock=time.monotonic)
    tab = Tab(BrokenSocket(), send_timeout_s=1)
    session.join(tab)
    uploading = asyncio.create_task(session.upload(PHOTO))
    await asyncio.sleep(0)
    assert not uploading.done()

    session.greet(tab, "hello")

    async with asyncio.timeout(5):
        with pytest.raises(MediaGoneError):
            await uploading
