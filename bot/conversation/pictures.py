"""The pictures of one message: fetched and read a few at a time, the clearest one counts."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from adapters.chat.message import Incoming, IncomingPhoto, MediaReference
from adapters.errors import MediaGoneError
from bot.conversation.turn import Turn
from bot.pace import Pace
from bot.ports import BusyError, MoodReaders
from bot.replies.faces import face_words
from engine.errors import EngineError
from engine.readings import MoodReading

# One of four shows the face well enough, and a whole album must not hold up everybody else.
MOST_READ = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """The surest reading, of which picture (from 0), and how many pictures could be read."""

    reading: MoodReading
    number: int
    pictures: int


@dataclass(frozen=True, slots=True)
class Again:
    """What was seen at a second look, and the picture with its faces framed and numbered."""

    reading: MoodReading
    png: bytes


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
        tried = [
            await self._tried(turn, media) for media in (photo.media, *photo.others)[:MOST_READ]
        ]
        numbered = [(at, one) for at, one in enumerate(tried) if isinstance(one, MoodReading)]
        if not numbered and isinstance(tried[0], Exception):
            raise tried[0]
        number, surest = max(numbered, key=lambda pair: (pair[1].sure, pair[1].confidence))
        return Seen(surest, number, len(numbered))

    async def again(self, turn: Turn[Incoming], media: MediaReference, *, everyone: bool) -> Again:
        """A second look at one picture; EngineError, MediaGoneError or BusyError."""
        async with self._hands:
            data = await self._fetched(turn, media)
            reading = await self._readers.read(data, everyone=everyone)
            png = await self._readers.boxes(data, reading, words=face_words(reading))
        return Again(reading, png)

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
        reading = await self._readers.read(await self._fetched(turn, media))
        self._pace.took(time.perf_counter() - started)
        return reading

    async def _fetched(self, turn: Turn[Incoming], media: MediaReference) -> bytes:
        return await turn.chat.fetch(media, turn.address, limit_bytes=self._largest_bytes)
