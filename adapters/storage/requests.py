"""Requests: the inbox. What was accepted is here before a platform is told that it arrived."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select, update
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


class RequestStore:
    """Fits the port `Requests`."""

    def __init__(self, database: Database, *, hasher: IdentityHasher, cipher: Cipher) -> None:
        self._database = database
        self._hasher = hasher
        self._cipher = cipher

    async def accept(self, listener_id: ListenerId, incoming: Incoming) -> RequestId | None:
        """Stores it under (platform, event id); None if it was delivered before."""
        record = self._record(listener_id, incoming)
        platform, event_hash = record.platform, record.event_hash
        async with self._database.transaction() as session:
            try:
                async with session.begin_nested():
                    session.add(record)
            except IntegrityError:
                known = select(RequestRecord.id).where(
                    RequestRecord.platform == platform, RequestRecord.event_hash == event_hash
                )
                if await session.scalar(known) is None:
                    raise
                return None
            return RequestId(record.id)

    async def mark(self, request_id: RequestId, state: RequestState) -> None:
        """Its new state; address and media are dropped once it is answered or refused.

        Nothing happens to a request that was forgotten together with its listener.
        """
        change: dict[str, str | None] = {"state": state}
        if state in _DONE:
            change["sealed_delivery"] = None
        async with self._database.transaction() as session:
            await session.execute(
                update(RequestRecord).where(RequestRecord.id == request_id).values(change)
            )

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

    async def redirect(self, request_id: RequestId, address: Address) -> None:
        """Its answer goes there from now on; nothing happens to one that is done or forgotten."""
        async with self._database.transaction() as session:
            record = await session.get(RequestRecord, request_id)
            if record is None or record.sealed_delivery is None:
                return
            delivery = json.loads(self._cipher.open(record.sealed_delivery))
            delivery["address"] = asdict(address)
            record.sealed_delivery = self._cipher.seal(json.dumps(delivery))

    def _record(self, listener_id: ListenerId, incoming: Incoming) -> RequestRecord:
        platform = incoming.account.platform
        return RequestRecord(
            listener_id=listener_id,
            platform=platform,
            event_hash=self._hasher.event(platform, incoming.event_id),
            kind=_KINDS[type(incoming)],
            state=RequestState.ACCEPTED,
            received_at=incoming.received_at,
            sealed_delivery=self._sealed(incoming),
        )

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
