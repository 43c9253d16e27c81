"""How many pictures are in memory at a time."""

import asyncio
from datetime import UTC, datetime

import pytest

from adapters.chat.message import Account, Address, IncomingPhoto, MediaReference, Platform
from adapters.errors import MediaGoneError, PlatformError
from bot.conversation.pictures import Pictures
from bot.conversation.turn import Turn
from bot.pace import Pace
from bot.ports import BusyError
from tests.bot.conversation.conftest import FakeChat, FakeReaders, reading_of

HAPPY = reading_of(happy=1.0)


class CountedChat(FakeChat):
    """Knows how many pictures it has handed out; they are read when the gate opens."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.in_memory = 0
        self.most_in_memory = 0

    async def fetch(self, media, address, *, limit_bytes):
        self.in_memory += 1
        self.most_in_memory = max(self.most_in_memory, self.in_memory)
        return media.key.encode()


class GatedReaders(FakeReaders):
    def __init__(self, chat: CountedChat) -> None:
        super().__init__()
        self._chat = chat

    async def read(self, data, *, everyone=False):
        await self._chat.gate.wait()
        self._chat.in_memory -= 1
        return HAPPY


def turn_of(chat, *keys: str) -> Turn[IncomingPhoto]:
    media, *others = (MediaReference(key) for key in keys)
    photo = IncomingPhoto(
        event_id=keys[0],
        account=Account(Platform.WEB, "ada"),
        address=Address(Platform.WEB, "chat"),
        received_at=datetime(2026, 5, 1, tzinfo=UTC),
        media=media,
        others=tuple(others),
    )
    return Turn(chat, photo, None, None, None)


def pictures(readers, *, at_once: int = 2) -> Pictures:
    return Pictures(readers, at_once=at_once, largest_bytes=100, pace=Pace(at_once))


async def test_of_many_photos_only_a_few_are_in_memory_at_a_time():
    chat = CountedChat()
    looking = pictures(GatedReaders(chat), at_once=3)
    turns = [turn_of(chat, f"photo {number}") for number in range(20)]
    running = [asyncio.create_task(looking.clearest(turn)) for turn in turns]
    await asyncio.sleep(0)
    chat.gate.set()
    seen = await asyncio.gather(*running)

    assert len(seen) == 20
    assert chat.most_in_memory == 3


async def test_an_album_holds_one_of_its_pictures_at_a_time():
    chat = CountedChat()
    chat.gate.set()

    await pictures(GatedReaders(chat)).clearest(turn_of(chat, "one", "two", "three"))

    assert chat.most_in_memory == 1


async def test_a_failure_gives_its_place_to_the_next_photo():
    chat, readers = FakeChat(), FakeReaders()
    looking = pictures(readers, at_once=1)
    for _ in range(2):
        with pytest.raises(MediaGoneError):
            await looking.clearest(turn_of(chat, "gone"))


async def test_a_sure_reading_counts_before_a_more_confident_one():
    chat, readers = FakeChat(), FakeReaders()
    chat.photos = {"sure": b"sure", "unsure": b"unsure"}
    sure, unsure = reading_of(happy=0.6, sad=0.4), reading_of(sure=False, sad=1.0)
    readers.readings = {b"sure": sure, b"unsure": unsure}

    seen = await pictures(readers).clearest(turn_of(chat, "unsure", "sure"))

    assert (seen.reading, seen.pictures) == (sure, 2)


async def test_where_all_fail_the_error_is_that_of_the_first():
    chat, readers = FakeChat(), FakeReaders()
    chat.photos = {"busy": b"busy"}
    readers.readings = {b"busy": BusyError(3)}

    with pytest.raises(BusyError):
        await pictures(readers).clearest(turn_of(chat, "busy", "gone"))


async def test_a_platform_that_does_not_answer_is_no_matter_of_the_picture():
    chat, readers = FakeChat(), FakeReaders()
    chat.fetch = _refuse

    with pytest.raises(PlatformError):
        await pictures(readers).clearest(turn_of(chat, "one", "two"))


async def _refuse(*_, **__):
    raise PlatformError("gone")
