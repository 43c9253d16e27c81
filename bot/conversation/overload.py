"""Tells a burst, which is worked off, from an overload, which is refused for a while.

After CoDel (Nichols & Jacobson, 2012, "Controlling Queue Delay"): a long queue is no harm, one that
stays long is.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

# What newcomers wait at most while there is more to do than can be done.
_WAIT_S = 1.0
# So long they may wait for longer: a few hundred photos at once are answered, every one.
_BURST_S = 5.0


class Overload:
    """Asked before each photo is taken in."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._long_since: float | None = None

    def refuses(self, wait_s: float) -> bool:
        """Whether the queue, in which one would now wait for so long, was long for too long."""
        if wait_s <= _WAIT_S:
            self._long_since = None
            return False
        now = self._clock()
        if self._long_since is None:
            self._long_since = now
        return now - self._long_since >= _BURST_S
