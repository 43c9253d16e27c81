import asyncio
import threading

import pytest

from bot.ports import BusyError
from bot.workers import MoodReaderThreads
from engine.errors import NoFaceError


class SlowReader:
    """Waits until it is released; raises for b"nobody"."""

    def __init__(self) -> None:
        self.release = threading.Event()
        self.threads: set[int] = set()

    def read(self, data: bytes, *, everyone: bool = False):
        self.threads.add(threading.get_ident())
        if data == b"nobody":
            raise NoFaceError
        assert self.release.wait(timeout=10)
        return type(
            "Reading", (), {"timings_ms": {"total": 1.0}, "data": data, "everyone": everyone}
        )

    def boxes(self, data: bytes, reading: object, *, words: tuple[str, ...]) -> bytes:
        self.threads.add(threading.get_ident())
        return b"|".join((data, *(word.encode() for word in words)))


@pytest.fixture
def reader() -> SlowReader:
    return SlowReader()


async def test_reading_happens_off_the_event_loop(reader: SlowReader):
    reader.release.set()
    pool = MoodReaderThreads(reader, threads=1)
    reading = await pool.read(b"selfie")
    pool.close()

    assert reading.data == b"selfie"
    assert threading.get_ident() not in reader.threads


async def test_everyone_is_looked_at_and_drawn_off_the_event_loop_too(reader: SlowReader):
    reader.release.set()
    pool = MoodReaderThreads(reader, threads=1)
    reading = await pool.read(b"group", everyone=True)
    drawn = await pool.boxes(b"group", reading, words=("happy", "sad"))
    pool.close()

    assert reading.everyone
    assert drawn == b"group|happy|sad"
    assert threading.get_ident() not in reader.threads


async def test_errors_of_the_reader_come_through(reader: SlowReader):
    pool = MoodReaderThreads(reader, threads=1)
    with pytest.raises(NoFaceError):
        await pool.read(b"nobody")
    pool.close()


async def test_a_full_pool_refuses_and_says_when_to_come_back(reader: SlowReader):
    pool = MoodReaderThreads(reader, threads=1, waiting_limit=1)
    running = [asyncio.create_task(pool.read(b"selfie")) for _ in range(2)]
    await asyncio.sleep(0)

    with pytest.raises(BusyError) as caught:
        await pool.read(b"selfie")
    reader.release.set()
    await asyncio.gather(*running)
    assert caught.value.retry_after_s >= 1
    await pool.read(b"selfie")  # there is room again
    pool.close()


async def test_a_busy_pool_tells_a_time_that_was_measured(reader: SlowReader):
    pool = MoodReaderThreads(reader, threads=1, waiting_limit=1)
    reader.release.set()
    for _ in range(3):
        await pool.read(b"selfie")
    reader.release.clear()
    running = [asyncio.create_task(pool.read(b"selfie")) for _ in range(2)]
    await asyncio.sleep(0)

    with pytest.raises(BusyError) as caught:
        await pool.read(b"selfie")
    reader.release.set()
    await asyncio.gather(*running)
    pool.close()
    assert caught.value.retry_after_s == 1  # two of a few ms each: the shortest that is said
