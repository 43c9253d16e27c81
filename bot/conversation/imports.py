"""An exported file comes back: looked at, asked about, and added where it is missing."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from adapters.chat.message import Address, Incoming, IncomingDocument, MediaReference
from adapters.errors import MediaGoneError
from adapters.values import Added, ListenerExport, ListenerId
from bot.actions import Action, StaleButtonError, Verb
from bot.conversation.documents import Document
from bot.conversation.exported import (
    LARGEST_BYTES,
    NewerExportError,
    NotAnExportError,
    export_in,
    looks_like_an_export,
)
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.errors import document_gone, error_reply
from bot.replies.imports import (
    import_question,
    imported,
    newer_export,
    no_export,
    not_imported,
)
from engine.errors import MediaTooLargeError

MOST_ASKED = 500  # who never answers is forgotten for who comes
_DIGEST_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class _Asked:
    """Where the file is that was asked about: its bytes are not kept meanwhile."""

    media: MediaReference
    address: Address
    digest: str


class Imports:
    """Takes exported files in again; one is read at a time."""

    def __init__(self, storage: Storage, *, clock: Callable[[], datetime], kept_days: int) -> None:
        self._listeners = storage.listeners
        self._clock = clock
        self._kept_days = kept_days
        self._asked: OrderedDict[ListenerId, _Asked] = OrderedDict()
        self._alone = asyncio.Semaphore(1)

    def commands(self) -> Mapping[str, CommandHandler]:
        """None: a file is sent."""
        return {}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """Whether it shall be added."""
        return {Verb.IMPORT: self.pressed}

    def recognises(self, document: Document) -> bool:
        """Whether it begins like an export."""
        return looks_like_an_export(document.data)

    async def answer(self, turn: Turn[IncomingDocument], document: Document) -> None:
        """Says what is in it, and asks."""
        export = await self._read(turn, document.data)
        if export is None:
            return
        asked = _Asked(turn.incoming.media, turn.address, _digest(document.data))
        self._asked.pop(turn.listener_id, None)
        self._asked[turn.listener_id] = asked
        if len(self._asked) > MOST_ASKED:
            self._asked.popitem(last=False)
        too_old = any(one.offered_at < self._since() for one in export.sets)
        left_out = self._kept_days if too_old else None
        await turn.say(import_question(self._told(export), asked.digest, left_out=left_out))

    async def pressed(self, turn: Turn[Incoming], action: Action) -> None:
        """Adds it or leaves it."""
        if action.word(0) not in ("yes", "no"):
            raise StaleButtonError(action.verb)
        asked = self._asked.pop(turn.listener_id, None)
        if action.word(0) == "no":
            await turn.say(not_imported())
        elif asked is None or asked.digest != action.word(1):
            await turn.say(document_gone())
        else:
            await turn.show_working()
            await self._add(turn, asked)

    async def _add(self, turn: Turn[Incoming], asked: _Asked) -> None:
        try:
            data = await turn.chat.fetch(asked.media, asked.address, limit_bytes=LARGEST_BYTES)
        except MediaGoneError:
            data = b""
        if _digest(data) != asked.digest:
            await turn.say(document_gone())
            return
        export = await self._read(turn, data)
        if export is not None:
            added = await self._listeners.take_in(turn.listener_id, export, since=self._since())
            await turn.say(imported(added))

    async def _read(self, turn: Turn[Incoming], data: bytes) -> ListenerExport | None:
        """None if it is no export, which is said."""
        try:
            async with self._alone:
                return await asyncio.to_thread(export_in, data, now=self._clock())
        except MediaTooLargeError as error:
            await turn.say(error_reply(error))
        except NewerExportError:
            await turn.say(newer_export())
        except NotAnExportError:
            await turn.say(no_export())
        return None

    def _since(self) -> datetime:
        return self._clock() - timedelta(days=self._kept_days)

    def _told(self, export: ListenerExport) -> Added:
        since = self._since()
        return Added(
            sets=sum(one.offered_at >= since for one in export.sets),
            readings=sum(one.read_at >= since for one in export.readings),
            signs=len(export.signs),
            corrections=len(export.corrections),
            seeds=len(export.seeds),
            goals=len(export.goals),
            own_songs=sum(len(one.songs) for one in export.own_lists),
        )


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:_DIGEST_CHARACTERS]
