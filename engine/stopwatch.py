"""How long each stage of a reading took."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Stopwatch:
    """Counts from its creation; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._started = clock()
        self._stages_ms: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Adds what happens inside to the stage of that name."""
        started = self._clock()
        try:
            yield
        finally:
            spent_ms = (self._clock() - started) * 1000
            self._stages_ms[name] = self._stages_ms.get(name, 0.0) + spent_ms

    def timings_ms(self) -> dict[str, float]:
        """Stage to milliseconds, and "total" since the start."""
        return {**self._stages_ms, "total": (self._clock() - self._started) * 1000}
