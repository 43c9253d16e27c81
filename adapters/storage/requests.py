"""Requests: the inbox. What was accepted is here before a platform is told that it arrived."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from adapters.chat.message import (
    Address,
    Audience,
    Incoming,
    IncomingCommand,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    IncomingUnread,
    MediaReference,
    Platform,
)
from adapters.errors import StorageError
from adapters.storage.database import Database
from adapters.storage.keys import Cipher, IdentityHasher
from adapters.values import ListenerId, PhotoRequest, RequestId, RequestState
from models import RequestRecord

_PHOTO = "photo"
_KINDS: dict[type[Incoming], str] = {
    IncomingOpened: "opened",
    IncomingPhoto: _PHOTO,
    IncomingCommand: "command",
    IncomingText: "text",
    IncomingPress: "press",
    IncomingReaction: "reaction",
    IncomingUnread: "unread",
}
_DONE = frozenset({RequestState.ANSWERED, RequestState.REFUSED})
# Past the session's records: every event is written and marked, and none is looked at again.
_REQUESTS = cast("Table", RequestRecord.__table__)
_ADDED = insert(_REQUESTS).returning(_REQUESTS.c.id)


class RequestStore:
    """Fits the port `Requests`."""

    def __init__(self, database: Database, *, hasher: IdentityHasher, cipher: Cipher) -> None:
        self._database = database
        self._hasher = hasher
        self._cipher = cipher

    async def accept(self, listener_id: ListenerId, incoming: Incoming) -> RequestId | None:
        """Stores it under (platform, event id); None if it was delivered before."""
        values = self._values(listener_id, incoming)
        try:
            async with self._database.transaction() as session:
                added = await session.scalar(_ADDED, values)
        except StorageError as error:
            if not isinstance(error.__cause__, IntegrityError) or not await self._known(values):
                raise
            return None
        return RequestId(added)

    async def mark(self, request_id: RequestId, state: RequestState) -> None:
        """Its new state; address and media are dropped once it is answered or refused.

        Nothing happens to a request that was forgotten together with its listener.
        """
        change: dict[str, str | None] = {"state": state}
        if state in _DONE:
            change["sealed_delivery"] = None
        marked = update(_REQUESTS).where(_REQUESTS.c.id == request_id).values(change)
        async with self._database.transaction() as session:
            await session.execute(marked)

    async def photos(
        self, state: RequestState, *, listener_id: ListenerId | None = None
    ) -> Sequence[PhotoRequest]:
        """Photos in this state, oldest first; of everyone if no listener is named."""
        wanted = select(RequestRecord).where(
            RequestRecord.kind == _PHOTO,
            RequestRecord.state == state,
            RequestRecord.sealed_delivery.is_not(None),
        )
        if listener_id is not None:
            wanted = wanted.where(RequestRecord.listener_id == listener_id)
        wanted = wanted.order_by(RequestRecord.received_at, RequestRecord.id)
        async with self._database.transaction() as session:
            records = (await session.scalars(wanted)).all()
        return [self._photo_request(record) for record in records]

    async def give_up(self, *, before: datetime) -> None:
        """Refuses photos that were received before that and still wait, for whatever."""
        waiting = (
            _REQUESTS.c.kind == _PHOTO,
            _REQUESTS.c.state.not_in(_DONE),
            _REQUESTS.c.received_at < before,
        )
        given_up = {"state": RequestState.REFUSED, "sealed_delivery": None}
        async with self._database.transaction() as session:
            await session.execute(update(_REQUESTS).where(*waiting).values(given_up))

    async def forget_before(self, moment: datetime) -> None:
        """Drops what was received before that and is done."""
        old = (_REQUESTS.c.state.in_(_DONE), _REQUESTS.c.received_at < moment)
        async with self._database.transaction() as session:
            await session.execute(delete(_REQUESTS).where(*old))

    async def redirect(self, request_id: RequestId, address: Address) -> None:
        """Its answer goes there from now on; nothing happens to one that is done or forgotten."""
        async with self._database.transaction() as session:
            record = await session.get(RequestRecord, request_id)
            if record is None or record.sealed_delivery is None:
                return
            delivery = json.loads(self._cipher.open(record.sealed_delivery))
            delivery["address"] = asdict(address)
            record.sealed_delivery = self._cipher.seal(json.dumps(delivery))

    async def seal_anew(self) -> int:
        """Seals all that is sealed with the newest key; how many requests that were."""
        sealed = select(RequestRecord).where(RequestRecord.sealed_delivery.is_not(None))
        async with self._database.transaction() as session:
            records = (await session.scalars(sealed)).all()
            for record in records:
                record.sealed_delivery = self._cipher.renewed(record.sealed_delivery or "")
        return len(records)

    async def _known(self, values: Mapping[str, object]) -> bool:
        known = select(_REQUESTS.c.id).where(
            _REQUESTS.c.platform == values["platform"],
            _REQUESTS.c.event_hash == values["event_hash"],
        )
        async with self._database.transaction() as session:
            return await session.scalar(known) is not None

    def _values(self, listener_id: ListenerId, incoming: Incoming) -> dict[str, object]:
        platform = incoming.account.platform
        return {
            "listener_id": listener_id,
            "platform": platform,
            "event_hash": self._hasher.event(platform, incoming.event_id),
            "kind": _KINDS[type(incoming)],
            "state": RequestState.ACCEPTED,
            "received_at": incoming.received_at,
            "sealed_delivery": self._sealed(incoming),
        }

    def _sealed(self, incoming: Incoming) -> str | None:
        if not isinstance(incoming, IncomingPhoto):
            return None
        delivery = {
            "event_id": incoming.event_id,
            "address": asdict(incoming.address),
            "media": asdict(incoming.media),
            "others": [asdict(media) for media in incoming.others],
            "album_id": incoming.album_id,
            "locale": incoming.locale,
        }
        return self._cipher.seal(json.dumps(delivery))

    def _photo_request(self, record: RequestRecord) -> PhotoRequest:
        delivery = json.loads(self._cipher.open(record.sealed_delivery or ""))
        return PhotoRequest(
            request_id=RequestId(record.id),
            listener_id=ListenerId(record.listener_id),
            event_id=delivery["event_id"],
            address=_address_of(delivery["address"]),
            media=MediaReference(**delivery["media"]),
            received_at=record.received_at,
            others=tuple(MediaReference(**media) for media in delivery["others"]),
            album_id=delivery["album_id"],
            locale=delivery["locale"],
        )


def _address_of(stored: Mapping[str, Any]) -> Address:
    platform, audience = Platform(stored["platform"]), Audience(stored["audience"])
    return Address(**{**stored, "platform": platform, "audience": audience})
