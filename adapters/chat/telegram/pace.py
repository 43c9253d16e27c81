"""How long Telegram is waited for, and the clock it is measured with."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Pace:
    """Waiting times in seconds; the clocks are handed in so that tests need no time."""

    poll_s: int = 30
    press_grace_s: float = 1.5  # a toast comes sooner; after that the spinner looks stuck
    typing_every_s: float = 4.0  # Telegram shows an action for five seconds
    typing_limit_s: float = 60.0
    group_spacing_s: float = 1.0  # a burst is fine in private, but groups are counted strictly
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    now: Callable[[], datetime] = _now
    clock: Callable[[], float] = time.monotonic

    def waits(self) -> Iterator[float]:
        """Growing waits without end, each drawn from half to all of its bound."""
        chance = random.SystemRandom()
        bound = self.first_wait_s
        while True:
            yield chance.uniform(bound / 2, bound)
            bound = min(bound * 2, self.longest_wait_s)
