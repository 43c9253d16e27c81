"""The pool of processes in which pictures are read; it refuses when full."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from bot.pace import Pace
from bot.ports import BusyError, ReaderError
from engine import reading_process
from engine.errors import MediaTooCostlyError
from engine.mood_reader import MoodReader, MoodReading

log = logging.getLogger(__name__)

Result = TypeVar("Result")
_LOOKS_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one picture may cost, and how many wait until more are refused."""

    seconds: float = 20.0
    memory_bytes: int = 2**30
    waiting: int = 64
    # In which a process that was ended is followed by one that can read, on a slow machine too.
    lost_after: float = 40.0

    @property
    def answered_within_s(self) -> float:
        """Since a process was free for it; later, no answer comes."""
        return self.seconds + self.lost_after


class MoodReaderProcesses:
    """Reads photos in processes: what hangs, crashes or swells costs one picture, not the bot.

    `load` is called once in each process and must be importable there.
    """

    def __init__(
        self,
        load: Callable[[], MoodReader],
        *,
        processes: int,
        allowance: Allowance | None = None,
    ) -> None:
        self._load = load
        self._processes = processes
        self._allowance = allowance or Allowance()
        self._in_hand = 0
        self._closed = False
        # No more than there are processes are handed over: none waits behind another in there.
        self._turns = asyncio.Semaphore(processes)
        self._pace = Pace(processes)
        self._pool = self._new_pool()

    async def start(self) -> None:
        """Returns when the first process can read; AssetError or ReaderError if none ever will."""
        try:
            await self._in_another_pool_too(reading_process.load, within_s=None)
        except TimeoutError:
            raise ReaderError(f"loading took over {self._allowance.seconds:g} seconds") from None
        except MemoryError:
            raise ReaderError("memory ran out") from None
        except (BrokenProcessPool, ProcessExpired) as error:
            raise ReaderError("something ended them while they loaded") from error

    async def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        """EngineError as the reader raises it; BusyError when too many wait already."""
        reading, seconds = await self._run(partial(reading_process.read, data, everyone=everyone))
        self._pace.took(seconds)
        log.info("read mood", extra={"ms": round(seconds * 1000, 1)})
        return reading

    async def boxes(self, data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
        """PNG of what was read with its faces framed and numbered; errors as for `read`."""
        return await self._run(partial(reading_process.boxes, data, reading, words=words))

    def close(self) -> None:
        """Ends the processes; what they have in hand is dropped."""
        self._closed = True
        _end(self._pool)

    async def _run(self, work: Callable[[], Result]) -> Result:
        if self._in_hand >= self._processes + self._allowance.waiting:
            raise BusyError(self._pace.wait_s(self._in_hand))
        self._in_hand += 1
        try:
            async with self._turns:
                return await self._within_allowance(work)
        finally:
            self._in_hand -= 1

    async def _within_allowance(self, work: Callable[[], Result]) -> Result:
        try:
            return await self._in_another_pool_too(work, within_s=self._allowance.answered_within_s)
        except TimeoutError:
            log.warning("a picture took too long, and its reader was ended")
            raise MediaTooCostlyError from None
        except ProcessExpired as error:
            log.warning("a picture ended its reader", extra={"exit_code": error.exitcode})
            raise MediaTooCostlyError from None

    async def _in_another_pool_too(
        self, work: Callable[[], Result], *, within_s: float | None
    ) -> Result:
        try:
            return await self._scheduled(work, within_s=within_s)
        except BrokenProcessPool:  # it waited for a process that was killed
            return await self._scheduled(work, within_s=within_s)
        except ProcessExpired as error:
            # As where a service manager stops all processes of Mien at once.
            if error.exitcode != signal.SIGTERM:
                raise
            return await self._scheduled(work, within_s=within_s)

    async def _scheduled(self, work: Callable[[], Result], *, within_s: float | None) -> Result:
        pool = await self._active_pool()
        future = asyncio.wrap_future(pool.schedule(work, timeout=self._allowance.seconds))
        try:
            await _end_of(future, pool, within_s=within_s)
            if future.done() and not _was_cut_off(future, pool):
                return future.result()
            raise BrokenProcessPool("it broke while a picture waited")
        finally:
            future.cancel()

    async def _active_pool(self) -> ProcessPool:
        if self._closed:
            raise BrokenProcessPool("closed")
        if not self._pool.active:  # as after the end of a process that had nothing to do
            log.warning("the readers were ended from outside, and start again")
            broken, self._pool = self._pool, self._new_pool()
            await asyncio.to_thread(_end, broken)
        return self._pool

    def _new_pool(self) -> ProcessPool:
        # A fork of this process would copy the locks that its threads hold at that moment.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([reading_process.__name__])
        return ProcessPool(
            self._processes,
            initializer=reading_process.start,
            initargs=(self._load, self._allowance.memory_bytes),
            context=context,
        )


async def _end_of(
    future: asyncio.Future[Result], pool: ProcessPool, *, within_s: float | None
) -> None:
    """Returns when it is done, or never will be: then the pool is no longer active."""
    try:
        async with asyncio.timeout(within_s):
            # A pool that breaks forgets what it has not begun to hand to a process.
            while not future.done() and pool.active:
                await asyncio.wait([future], timeout=_LOOKS_EVERY_S)
    except TimeoutError:
        # A process killed while it took a picture: nobody knows that it had it, and the locks that
        # it held keep all others from answering.
        log.warning("a picture was lost on its way to the readers, and they start again")
        pool.stop()  # type: ignore[no-untyped-call] # the library gives it no type


def _was_cut_off(future: asyncio.Future[Result], pool: ProcessPool) -> bool:
    # What was being written to a process when its pipe was closed.
    return isinstance(future.exception(), TypeError) and not pool.active


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call] # the library gives it no type
    pool.join()
