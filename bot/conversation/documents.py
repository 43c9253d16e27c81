"""Files that are no pictures: fetched, then handed to whoever knows what they are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from adapters.chat.message import IncomingDocument, Unread
from adapters.errors import MediaGoneError
from bot.conversation.turn import Turn
from bot.replies.errors import document_gone, error_reply, unread
from engine.errors import MediaTooLargeError

LARGEST_BYTES = 8 * 2**20  # an export of years of sets has two, a list of 5,000 songs one
AT_ONCE = 4  # in memory, whoever sent them


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was sent; `name` is a hint and no more."""

    name: str = field(repr=False)
    data: bytes = field(repr=False)


class Reader(Protocol):
    """Knows one kind of file."""

    def recognises(self, document: Document) -> bool:
        """Whether it is of this kind, told by name and first bytes: this is asked on the loop."""

    async def answer(self, turn: Turn[IncomingDocument], document: Document) -> None:
        """Reads it and says what came of it."""


class Documents:
    """Hands a file to the first reader that recognises it."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._readers = readers
        self._hands = asyncio.Semaphore(AT_ONCE)

    async def answer(self, turn: Turn[IncomingDocument]) -> None:
        """Answers one file; a sentence where it is gone, too large or of no known kind."""
        await turn.show_working()
        async with self._hands:
            try:
                data = await turn.chat.fetch(
                    turn.incoming.media, turn.address, limit_bytes=LARGEST_BYTES
                )
            except MediaGoneError:
                await turn.say(document_gone())
                return
            except MediaTooLargeError as error:
                await turn.say(error_reply(error))
                return
            await self._read(turn, Document(turn.incoming.name, data))

    async def _read(self, turn: Turn[IncomingDocument], document: Document) -> None:
        for reader in self._readers:
            if reader.recognises(document):
                await reader.answer(turn, document)
                return
        await turn.say(unread(Unread.OTHER_FILE))
