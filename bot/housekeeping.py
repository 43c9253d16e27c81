"""What is seen to now and then, whoever writes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

from adapters.errors import StorageError
from bot.ports import History, Requests

WAITS_AT_MOST = timedelta(days=7)  # as /privacy says
EVERY_S = 60.0
HISTORY_EVERY = 24 * 60  # of these

log = logging.getLogger(__name__)


class Housekeeping:
    """Forgets what was promised to be forgotten; `kept` is how long sets and readings stay."""

    def __init__(
        self,
        requests: Requests,
        history: History,
        *,
        kept: timedelta,
        clock: Callable[[], datetime],
    ) -> None:
        self._requests = requests
        self._history = history
        self._kept = kept
        self._clock = clock

    async def give_up_old_pictures(self) -> None:
        """Forgets where to find pictures that nobody tapped for, or that could not be answered."""
        now = self._clock()
        with _told("what waits for too long was not given up"):
            await self._requests.give_up(before=now - WAITS_AT_MOST, now=now)

    async def forget_old_history(self) -> None:
        """Forgets readings, sets and settled events that are older than they are kept."""
        moment = self._clock() - self._kept
        with _told("what is older than it is kept was not forgotten"):
            await self._requests.forget_before(moment)
            listeners = await self._history.forget_before(moment)
            log.info("forgot old history", extra={"listeners": listeners})

    async def keep(
        self,
        *,
        sweep: Callable[[], Awaitable[None]],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Sees to all of it for as long as the program runs, and to the inbox with `sweep`."""
        for minute in count():
            await self.give_up_old_pictures()
            if minute % HISTORY_EVERY == 0:
                await self.forget_old_history()
            with _told("what is left over was not looked at"):
                await sweep()
            await sleep(EVERY_S)


@contextmanager
def _told(what_failed: str) -> Iterator[None]:
    """The next time may go better."""
    try:
        yield
    except StorageError:
        log.exception(what_failed)
