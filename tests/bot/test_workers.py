import asyncio
import os
import signal
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.ports import BusyError, ReaderError
from bot.workers import Allowance, MoodReaderProcesses
from engine.errors import AssetError, MediaTooCostlyError, MediaTooLargeError, NoFaceError
from engine.readings import MoodReading
from tests.bot.odd_readers import (
    Deadly,
    killed_while_loading,
    obedient,
    until_there,
    without_memory,
    without_weights,
)


@contextmanager
def pool_of(
    processes: int = 1, *, load=obedient, allowance: Allowance | None = None
) -> Iterator[MoodReaderProcesses]:
    pool = MoodReaderProcesses(load, processes=processes, allowance=allowance)
    yield pool
    pool.close()


def process_of(reading: MoodReading) -> int:
    return int(reading.timings_ms["pid"])


async def test_photos_are_read_in_another_process():
    with pool_of() as pool:
        reading = await pool.read(b"selfie")

    assert process_of(reading) != os.getpid()


async def test_everyone_is_looked_at_and_drawn_there_too():
    with pool_of() as pool:
        reading = await pool.read(b"group", everyone=True)
        drawn = await pool.boxes(b"group", reading, words=("happy", "sad"))

    assert drawn == b"group|2|happy|sad"


async def test_errors_of_the_reader_come_through_with_their_facts():
    with pool_of() as pool:
        with pytest.raises(NoFaceError) as nobody:
            await pool.read(b"nobody")
        with pytest.raises(MediaTooLargeError) as huge:
            await pool.read(b"huge")

    assert nobody.value.frames == 3
    assert (huge.value.size, huge.value.limit, huge.value.unit) == (70, 60, "s")


async def test_a_part_that_is_missing_is_told_at_the_start():
    with pool_of(load=without_weights) as pool, pytest.raises(AssetError, match=r"emotions\.onnx"):
        await pool.start()


async def test_a_lack_of_memory_is_told_at_the_start():
    with pool_of(2, load=without_memory) as pool, pytest.raises(ReaderError, match="memory"):
        await pool.start()


async def test_processes_that_are_ended_while_they_load_are_told_at_the_start():
    with pool_of(2, load=killed_while_loading) as pool, pytest.raises(ReaderError, match="ended"):
        await pool.start()


async def test_a_photo_that_hangs_is_given_up_at_its_limit():
    with pool_of(allowance=Allowance(seconds=0.3)) as pool:
        with pytest.raises(MediaTooCostlyError):
            await pool.read(b"hang")
        await pool.read(b"selfie")


async def test_a_photo_that_ends_its_reader_costs_nobody_else_theirs(tmp_path: Path):
    with pool_of(2) as pool:
        await pool.start()
        other = asyncio.create_task(pool.read(f"wait {tmp_path / 'go'}".encode()))
        with pytest.raises(MediaTooCostlyError):
            await pool.read(b"crash")
        (tmp_path / "go").touch()
        await other
        await pool.read(b"selfie")


async def test_a_photo_that_needs_too_much_memory_is_given_up_and_its_reader_goes_on():
    with pool_of(allowance=Allowance(memory_bytes=2**30)) as pool:
        before = process_of(await pool.read(b"selfie"))
        with pytest.raises(MediaTooCostlyError):
            await pool.read(b"swell")
        after = process_of(await pool.read(b"selfie"))

    assert after == before


async def test_readers_that_were_ended_from_outside_start_again():
    with pool_of() as pool:
        ended = process_of(await pool.read(b"selfie"))
        os.kill(ended, signal.SIGKILL)
        again = process_of(await pool.read(b"selfie"))

    assert again != ended


async def test_whatever_waited_for_readers_that_were_ended_is_read_by_the_next_ones():
    with pool_of() as pool:
        os.kill(process_of(await pool.read(b"selfie")), signal.SIGKILL)
        large = bytes(300_000)  # more than fits into a pipe that nobody reads

        async with asyncio.timeout(30):
            readings = await asyncio.gather(*(pool.read(large) for _ in range(4)))

    assert len(readings) == 4


async def test_a_photo_lost_with_the_reader_that_took_it_is_read_by_the_next_ones(tmp_path: Path):
    begun, taken, end = tmp_path / "begun", tmp_path / "taken", tmp_path / "end"
    with pool_of(2, allowance=Allowance(seconds=2, lost_after=3)) as pool:
        await pool.start()
        # One that is busy keeps the death of the other from being noticed.
        busy = asyncio.create_task(pool.read(f"begin {begun} {end}".encode()))
        await asyncio.to_thread(until_there, begun)
        lost = asyncio.create_task(pool.read(Deadly(taken)))
        await asyncio.to_thread(until_there, taken)
        end.touch()

        async with asyncio.timeout(30):
            readings = await asyncio.gather(busy, lost)

    assert len(readings) == 2


async def test_a_photo_that_waits_for_others_is_not_taken_for_lost():
    with pool_of(allowance=Allowance(seconds=1, lost_after=0.5)) as pool:
        await pool.start()
        readings = await asyncio.gather(*(pool.read(b"nap") for _ in range(5)))

    assert len({process_of(reading) for reading in readings}) == 1


async def test_what_hangs_the_next_readers_too_is_given_up():
    with pool_of(allowance=Allowance(seconds=0.3)) as pool:
        os.kill(process_of(await pool.read(b"selfie")), signal.SIGKILL)

        with pytest.raises(MediaTooCostlyError):
            await pool.read(b"hang")


async def test_a_photo_is_not_blamed_for_a_reader_that_was_told_to_stop(tmp_path: Path):
    with pool_of() as pool:
        await pool.read(f"stopped-once {tmp_path / 'stopped'}".encode())

    assert (tmp_path / "stopped").exists()


async def test_nothing_is_read_after_the_end():
    with pool_of() as pool:
        await pool.start()

    with pytest.raises(BrokenProcessPool):
        await pool.read(b"selfie")


async def test_a_full_pool_refuses_and_says_when_to_come_back(tmp_path: Path):
    waiting = f"wait {tmp_path / 'go'}".encode()
    with pool_of(allowance=Allowance(waiting=1)) as pool:
        running = [asyncio.create_task(pool.read(waiting)) for _ in range(2)]
        await asyncio.sleep(0)

        with pytest.raises(BusyError) as caught:
            await pool.read(b"selfie")
        (tmp_path / "go").touch()
        await asyncio.gather(*running)
        await pool.read(b"selfie")  # there is room again
    assert caught.value.retry_after_s >= 1


async def test_a_busy_pool_tells_a_time_that_was_measured(tmp_path: Path):
    waiting = f"wait {tmp_path / 'go'}".encode()
    with pool_of(allowance=Allowance(waiting=1)) as pool:
        for _ in range(3):
            await pool.read(b"selfie")
        running = [asyncio.create_task(pool.read(waiting)) for _ in range(2)]
        await asyncio.sleep(0)

        with pytest.raises(BusyError) as caught:
            await pool.read(b"selfie")
        (tmp_path / "go").touch()
        await asyncio.gather(*running)
    assert caught.value.retry_after_s == 1  # two of a few ms each: the shortest that is said
