"""Stays connected: a client that lost Discord for good is followed by a new one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from adapters.chat.discord.calls import TokenRefusedError
from adapters.errors import PlatformError

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0

log = logging.getLogger(__name__)


async def stay_connected(
    session: Callable[[], Awaitable[None]],
    *,
    was_ready: Callable[[], bool],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """One session after another until cancelled; TokenRefusedError ends it.

    `was_ready` tells whether the last session came so far that waiting starts anew.
    """
    wait_s = FIRST_WAIT_S
    while True:
        try:
            await session()
        except TokenRefusedError:
            raise
        except PlatformError as error:
            log.warning("Discord is away: %s", error, extra={"wait_s": wait_s})
        if was_ready():
            wait_s = FIRST_WAIT_S
        await sleep(wait_s)
        wait_s = min(2 * wait_s, LONGEST_WAIT_S)
