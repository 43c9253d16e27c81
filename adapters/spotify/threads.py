"""Few threads in which a library may wait for Spotify, and nobody else has to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from adapters.errors import SpotifyBusyError, SpotifyError

Result = TypeVar("Result")

THREADS = 4
MOST_IN_HAND = 16
WHILE_FULL_S = 10.0


class SpotifyThreads:
    """Runs calls one per thread; says at once that Spotify is busy where it is known to be."""

    def __init__(
        self,
        *,
        longest_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._executor = ThreadPoolExecutor(THREADS, thread_name_prefix="spotify")
        self._room = BoundedSemaphore(MOST_IN_HAND)
        self._longest_s = longest_s
        self._clock = clock
        self._closed_until = 0.0

    async def run(self, work: Callable[[], Result]) -> Result:
        """What it returns or raises; SpotifyBusyError, SpotifyError if it takes too long.

        A limit that Spotify sets is the application's: all calls keep to it, whoever's it was.
        """
        self._check_open()
        if not self._room.acquire(blocking=False):
            raise SpotifyBusyError(WHILE_FULL_S)
        future = self._executor.submit(self._asked, work)
        # Not when the waiting ends but when the thread is free again.
        future.add_done_callback(self._make_room)
        try:
            async with asyncio.timeout(self._longest_s):
                return await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise SpotifyError(f"no answer within {self._longest_s:.0f} s") from error

    def close(self) -> None:
        """Takes no more; whoever still waits for Spotify is not waited for."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _check_open(self) -> None:
        wait_s = self._closed_until - self._clock()
        if wait_s > 0:
            raise SpotifyBusyError(wait_s)

    def _asked(self, work: Callable[[], Result]) -> Result:
        # In the thread: whoever waited for it asks only then, and a limit may come after nobody
        # waits for it any more.
        self._check_open()
        try:
            return work()
        except SpotifyBusyError as error:
            self._closed_until = max(self._closed_until, self._clock() + error.retry_after_s)
            raise

    def _make_room(self, _done: Future[Result]) -> None:
        self._room.release()
