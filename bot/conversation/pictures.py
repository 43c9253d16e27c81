"""The pictures of one message: fetched and read a few at a time, the clearest one counts."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from adapters.chat.message import IncomingPhoto, MediaReference
from adapters.errors import MediaGoneError
from bot.conversation.turn import Turn
from bot.pace import Pace
from bot.ports import BusyError, MoodReaders
from engine.errors import EngineError
from engine.mood_reader import MoodReading

# One of four shows the face well enough, and a whole album must not hold up everybody else.
MOST_READ = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """The surest reading, and how many pictures could be read."""

    reading: MoodReading
    pictures: int


class Pictures:
    """Waiting photos are ids: at most `at_once` are in memory at a time, whoever sent them."""

    def __init__(
        self, readers: MoodReaders, *, at_once: int, largest_bytes: int, pace: Pace
    ) -> None:
        self._readers = readers
        self._hands = asyncio.Semaphore(at_once)
        self._largest_bytes = largest_bytes
        self._pace = pace

    async def clearest(self, turn: Turn[IncomingPhoto]) -> Seen:
        """The surest reading of the first few; where none can be read, the error of the first."""
        photo = turn.incoming
        first, *others = [
            await self._tried(turn, media) for media in (photo.media, *photo.others)[:MOST_READ]
        ]
        readings = [one for one in (first, *others) if isinstance(one, MoodReading)]
        if not readings and isinstance(first, Exception):
            raise first
        surest = max(readings, key=lambda reading: (reading.sure, reading.confidence))
        return Seen(surest, len(readings))

    async def _tried(
        self, turn: Turn[IncomingPhoto], media: MediaReference
    ) -> MoodReading | EngineError | MediaGoneError | BusyError:
        try:
            async with self._hands:
                return await self._read(turn, media)
        except (EngineError, MediaGoneError, BusyError) as error:
            return error

    async def _read(self, turn: Turn[IncomingPhoto], media: MediaReference) -> MoodReading:
        started = time.perf_counter()
        data = await turn.chat.fetch(media, turn.address, limit_bytes=self._largest_bytes)
        reading = await self._readers.read(data)
        self._pace.took(time.perf_counter() - started)
        return reading
