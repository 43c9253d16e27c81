"""The pool that runs the engine, and the only way off the event loop; it refuses when full."""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor

from bot.pace import Pace
from bot.ports import BusyError
from engine.mood_reader import MoodReader, MoodReading

log = logging.getLogger(__name__)


class MoodReaderThreads:
    """Reads photos in threads; ONNX Runtime and OpenCV release the interpreter's lock."""

    def __init__(self, reader: MoodReader, *, threads: int, waiting_limit: int = 64) -> None:
        self._reader = reader
        self._most_in_hand = threads + waiting_limit
        self._in_hand = 0
        self._pace = Pace(threads)
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="mood-reader")

    async def read(self, data: bytes) -> MoodReading:
        """EngineError as the reader raises it; BusyError when too many wait already."""
        if self._in_hand >= self._most_in_hand:
            raise BusyError(self._pace.wait_s(self._in_hand))
        self._in_hand += 1
        try:
            reading, seconds = await asyncio.get_running_loop().run_in_executor(
                self._executor, self._timed, data
            )
        finally:
            self._in_hand -= 1
        self._pace.took(seconds)
        log.info("read mood", extra={"ms": round(seconds * 1000, 1)})
        return reading

    def close(self) -> None:
        """Waits for the photos in hand; those that wait are dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _timed(self, data: bytes) -> tuple[MoodReading, float]:
        started = time.perf_counter()
        reading = self._reader.read(data)
        return reading, time.perf_counter() - started
