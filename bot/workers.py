"""The pool that runs the engine, and the only way off the event loop; it refuses when full."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from bot.pace import Pace
from bot.ports import BusyError
from engine.mood_reader import MoodReader, MoodReading

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class MoodReaderThreads:
    """Reads photos in threads; ONNX Runtime and OpenCV release the interpreter's lock."""

    def __init__(self, reader: MoodReader, *, threads: int, waiting_limit: int = 64) -> None:
        self._reader = reader
        self._most_in_hand = threads + waiting_limit
        self._in_hand = 0
        self._pace = Pace(threads)
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="mood-reader")

    async def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        """EngineError as the reader raises it; BusyError when too many wait already."""
        reading, seconds = await self._run(partial(self._reader.read, data, everyone=everyone))
        self._pace.took(seconds)
        log.info("read mood", extra={"ms": round(seconds * 1000, 1)})
        return reading

    async def boxes(self, data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
        """PNG of what was read with its faces framed and numbered; errors as for `read`."""
        png, _ = await self._run(partial(self._reader.boxes, data, reading, words=words))
        return png

    def close(self) -> None:
        """Waits for the photos in hand; those that wait are dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    async def _run(self, work: Callable[[], Result]) -> tuple[Result, float]:
        if self._in_hand >= self._most_in_hand:
            raise BusyError(self._pace.wait_s(self._in_hand))
        self._in_hand += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._executor, _timed, work)
        finally:
            self._in_hand -= 1


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started
