"""The pool that runs the engine, and the only way off the event loop; it refuses when full."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from bot.ports import BusyError
from engine.mood_reader import MoodReader, MoodReading

log = logging.getLogger(__name__)

SECONDS_A_PHOTO = 0.5  # a guess on the safe side, for the "try again in" of a full queue


class MoodReaderThreads:
    """Reads photos in threads; ONNX Runtime and OpenCV release the interpreter's lock."""

    def __init__(self, reader: MoodReader, *, threads: int, waiting_limit: int = 64) -> None:
        self._reader = reader
        self._threads = threads
        self._waiting_limit = waiting_limit
        self._in_hand = 0
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="mood-reader")

    async def read(self, data: bytes) -> MoodReading:
        """EngineError as the reader raises it; BusyError when too many wait already."""
        if self._in_hand >= self._threads + self._waiting_limit:
            raise BusyError(max(1.0, self._in_hand * SECONDS_A_PHOTO / self._threads))
        self._in_hand += 1
        try:
            reading = await asyncio.get_running_loop().run_in_executor(
                self._executor, self._reader.read, data
            )
        finally:
            self._in_hand -= 1
        log.info("read mood", extra={"ms": round(reading.timings_ms.get("total", 0.0), 1)})
        return reading

    def close(self) -> None:
        """Waits for the photos in hand; those that wait are dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)
