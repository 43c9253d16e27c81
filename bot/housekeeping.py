"""What is seen to now and then, whoever writes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from adapters.errors import StorageError
from bot.ports import Requests

WAITS_AT_MOST = timedelta(days=7)  # as /privacy says
EVERY_S = 3600.0

log = logging.getLogger(__name__)


async def give_up_old_pictures(requests: Requests, *, now: datetime) -> None:
    """Forgets where to find pictures that nobody tapped for, or that could not be answered."""
    try:
        await requests.give_up(before=now - WAITS_AT_MOST)
    except StorageError:
        log.exception("pictures that wait for too long were not given up")


async def keep_house(
    requests: Requests,
    *,
    clock: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Sees to it for as long as the program runs."""
    while True:
        await sleep(EVERY_S)
        await give_up_old_pictures(requests, now=clock())
