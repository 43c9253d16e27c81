"""How late the event loop is: whatever holds it up holds up everybody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import perf_counter

EVERY_S = 0.025


class LoopWatch:
    """Sleeps a little and tells by how much it overslept."""

    def __init__(
        self,
        tell: Callable[[float], None],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self._tell = tell
        self._sleep = sleep
        self._clock = clock

    async def watch(self) -> None:
        """Until cancelled; seconds go to `tell`."""
        while True:
            due = self._clock() + EVERY_S
            await self._sleep(EVERY_S)
            self._tell(max(0.0, self._clock() - due))
