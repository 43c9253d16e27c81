"""Tells a burst, which is worked off, from an overload, which is refused for a while.

After CoDel (Nichols & Jacobson, 2012, "Controlling Queue Delay"): a long queue is no harm, one that
stays long is. How long one waits in it follows from Little's law: as many as are in it, each as
long as passed between the last few that left. It begins behind those that are worked on: one that
hangs, with long pauses between the others, makes nobody wait.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

# What newcomers wait at most while there is more to do than can be done.
_WAIT_S = 1.0
# So long they may wait for longer: a few hundred photos at once are answered, every one.
_BURST_S = 5.0
_NEWEST_COUNTS = 0.05  # the last twenty or so make the average


class Overload:
    """Hears of each event that is done, and is asked before each photo is taken in.

    Of those in hand, `at_once` are worked on and the others wait.
    """

    def __init__(self, clock: Callable[[], float] = monotonic, *, at_once: int = 0) -> None:
        self._clock = clock
        self._at_once = at_once
        self._overloaded = False
        self._long_since: float | None = None
        self._short_since: float | None = None
        self._apart_s: float | None = None
        self._left_at: float | None = None

    def left(self, *, in_hand: int) -> None:
        """One is done, and so many are not."""
        now = self._clock()
        if self._left_at is not None:
            apart_s = now - self._left_at
            if self._apart_s is None:
                self._apart_s = apart_s
            self._apart_s += _NEWEST_COUNTS * (apart_s - self._apart_s)
        # Nothing to do is no slowness.
        self._left_at = now if in_hand > self._at_once else None

    def refuses(self, *, in_hand: int) -> bool:
        """Whether the queue is long, and was so for too long not long ago."""
        now = self._clock()
        waiting = in_hand - self._at_once
        if self._apart_s is None or waiting * self._apart_s <= _WAIT_S:
            return self._short(now)
        self._short_since = None
        if self._long_since is None:
            self._long_since = now
        self._overloaded |= now - self._long_since >= _BURST_S
        return self._overloaded

    def _short(self, now: float) -> bool:
        self._long_since = None
        if self._short_since is None:
            self._short_since = now
        # Or each short moment of a rush hour would be followed by a new burst.
        self._overloaded &= now - self._short_since < _BURST_S
        return False
