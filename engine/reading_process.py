"""What a process of its own runs: a reader loaded once, within a limit of memory."""

from __future__ import annotations

import re
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from engine.errors import MediaTooCostlyError
from engine.mood_reader import MoodReader
from engine.readings import MoodReading

__all__ = ["boxes", "load", "read", "start"]

LoadReader = Callable[[], MoodReader]
# As OpenCV, libavif, libheif and ONNX Runtime say it: a sound file, and no sign of a broken one.
_NO_MEMORY = re.compile(r"(insufficient|out of|allocate) memory|memory allocation", re.IGNORECASE)


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
    with suppress(Exception):  # told with all it says, where an end of this process tells nothing
        _own.get()


def load() -> None:
    """AssetError if the reader of this process cannot be loaded, or whatever else prevents it."""
    _own.get()


def read(data: bytes, *, everyone: bool) -> tuple[MoodReading, float]:
    """The reading and the seconds it took; MediaTooCostlyError, or as the reader raises it."""
    started = time.perf_counter()
    with _too_costly_without_memory():
        reading = _own.get().read(data, everyone=everyone)
    return reading, time.perf_counter() - started


def boxes(data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
    """PNG of what was read; MediaTooCostlyError, or as the reader raises it."""
    with _too_costly_without_memory():
        return _own.get().boxes(data, reading, words=words)


@contextmanager
def _too_costly_without_memory() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if _lacks_memory(error):
            raise MediaTooCostlyError from None
        raise


def _lacks_memory(error: BaseException | None) -> bool:
    """Whether this, or what it came from, is about memory that could not be had."""
    while error is not None:
        if isinstance(error, MemoryError) or _NO_MEMORY.search(str(error)):
            return True
        error = error.__cause__
    return False
