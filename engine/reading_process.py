"""What a process of its own runs: a reader loaded once, within a limit of memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from engine.errors import EngineError, MediaTooCostlyError
from engine.mood_reader import MoodReader
from engine.readings import MoodReading

__all__ = ["boxes", "load", "read", "start"]

LoadReader = Callable[[], MoodReader]


@dataclass(slots=True)
class _Own:
    """The reader of this process."""

    load: LoadReader | None = None
    reader: MoodReader | None = None

    def get(self) -> MoodReader:
        """AssetError if it cannot be loaded."""
        if self.reader is None:
            if self.load is None:
                raise RuntimeError("start comes first")
            self.reader = self.load()
        return self.reader


_own = _Own()


def start(load_reader: LoadReader, memory_bytes: int) -> None:
    """To be called once. What cannot be loaded is told by whatever is called next."""
    # Of data, not of addresses: libraries reserve far more of those than they ever use.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        memory_bytes = min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, hard))
    _own.load = load_reader
    with suppress(EngineError):
        _own.get()


def load() -> None:
    """AssetError if the reader of this process cannot be loaded."""
    _own.get()


def read(data: bytes, *, everyone: bool) -> tuple[MoodReading, float]:
    """The reading and the seconds it took; MediaTooCostlyError, or as the reader raises it."""
    started = time.perf_counter()
    try:
        reading = _own.get().read(data, everyone=everyone)
    except MemoryError:
        raise MediaTooCostlyError from None
    return reading, time.perf_counter() - started


def boxes(data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
    """PNG of what was read; MediaTooCostlyError, or as the reader raises it."""
    try:
        return _own.get().boxes(data, reading, words=words)
    except MemoryError:
        raise MediaTooCostlyError from None
