import asyncio

import pytest

from adapters.chat.discord.previews import LinkPreviews


class Clock:
    def __init__(self):
        self.waited = []
        self.rings = asyncio.Event()

    async def sleep(self, seconds):
        self.waited.append(seconds)
        await self.rings.wait()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def held(clock):
    """Previews, and the wait for the one of message 1."""
    previews = LinkPreviews(sleep=clock.sleep)
    waiting = asyncio.create_task(previews.is_missing(1))
    await asyncio.sleep(0)
    return previews, waiting


async def test_a_preview_that_does_not_come_is_missing(held, clock):
    _, waiting = held
    clock.rings.set()

    assert await waiting
    assert clock.waited == [2.0]


async def test_one_that_comes_is_taken_once(held, clock):
    previews, waiting = held

    assert previews.came_for(1)
    assert not previews.came_for(1)
    clock.rings.set()
    assert not await waiting


async def test_one_of_another_message_changes_nothing(held, clock):
    previews, waiting = held

    assert not previews.came_for(2)
    clock.rings.set()
    assert await waiting


async def test_one_that_comes_too_late_is_not_taken(held, clock):
    previews, waiting = held
    clock.rings.set()
    await waiting

    assert not previews.came_for(1)
