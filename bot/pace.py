"""How long a photo takes, learned from the last ones: for "try again in …"."""

from __future__ import annotations

FIRST_GUESS_S = 0.5  # on the safe side, until one was measured
_NEWEST_COUNTS = 0.1  # the last ten or so make the average: a slow download is soon forgotten
_SHORTEST_S = 1.0


class Pace:
    """The moving average of what was measured, for so many side by side."""

    def __init__(self, side_by_side: int = 1) -> None:
        self._side_by_side = side_by_side
        self._seconds: float | None = None

    def took(self, seconds: float) -> None:
        """One more was measured."""
        if self._seconds is None:
            self._seconds = seconds
        self._seconds += _NEWEST_COUNTS * (seconds - self._seconds)

    def wait_s(self, waiting: int) -> float:
        """How long so many take from now, at least a second."""
        seconds = FIRST_GUESS_S if self._seconds is None else self._seconds
        return max(_SHORTEST_S, waiting * seconds / self._side_by_side)
