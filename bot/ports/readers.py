"""What the conversation needs of the pool that reads photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from engine.readings import MoodReading


class BusyError(Exception):
    """Too many photos wait already."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"busy for {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class ReaderError(Exception):
    """No process that reads pictures could be made ready; the text says why."""


class MoodReaders(Protocol):
    """The pool that reads photos off the event loop."""

    async def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        """EngineError as the reader raises it; BusyError when too many wait already.

        Only the most prominent face is looked at, unless `everyone` agreed.
        """

    async def boxes(self, data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
        """PNG of what was read, each face framed and numbered, its words behind the number.

        EngineError and BusyError as for `read`.
        """
