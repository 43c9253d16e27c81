"""Requests: the inbox. What was accepted is here before a platform is told that it arrived."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Update, and_, bindparam, case, delete, insert, not_, or_, select, update
from sqlalchemy.exc import IntegrityError

from adapters.chat.message import (
    Address,
    Incoming,
    IncomingCommand,
    IncomingDocument,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    IncomingUnread,
)
from adapters.errors import StorageError
from adapters.storage.database import Database, table_of
from adapters.storage.deliveries import address_json, delivery_of, event_in, photo_in
from adapters.storage.keys import Cipher, IdentityHasher
from adapters.values import (
    ListenerId,
    PhotoRequest,
    RequestId,
    RequestState,
    UnansweredEvent,
)
from models import RequestRecord

_PHOTO, _PRESS = "photo", "press"
_KINDS: dict[type[Incoming], str] = {
    IncomingOpened: "opened",
    IncomingPhoto: _PHOTO,
    IncomingCommand: "command",
    IncomingText: "text",
    IncomingPress: _PRESS,
    IncomingReaction: "reaction",
    IncomingDocument: "document",
    IncomingUnread: "unread",
}
_DONE = frozenset({RequestState.ANSWERED, RequestState.REFUSED})
_WAITING = frozenset(RequestState) - _DONE
# A token of Discord's lives for fifteen; nothing is begun in the last of them.
_ANSWERABLE_FOR = timedelta(minutes=14)
# Past the session's records: every event is written and marked, and none is looked at again.
# Put together once: that costs more than to run them.
_REQUESTS = table_of(RequestRecord)
_ADDED = insert(_REQUESTS).returning(_REQUESTS.c.id)
_THIS = _REQUESTS.c.id == bindparam("this")
_MARKED = update(_REQUESTS).where(_THIS).values(state=bindparam("after"))
_DROPPED = _MARKED.values(sealed_delivery=None)
_MOVED = update(_REQUESTS).where(_THIS, _REQUESTS.c.state == bindparam("before"))
_MOVED = _MOVED.values(state=bindparam("after"))
_COUNTED = update(_REQUESTS).where(_THIS).values(attempts=_REQUESTS.c.attempts + 1)


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
            added = await self._database.run(lambda connection: connection.scalar(_ADDED, values))
        except StorageError as error:
            if not isinstance(error.__cause__, IntegrityError) or not await self._known(values):
                raise
            return None
        return RequestId(added)

    async def mark(self, request_id: RequestId, state: RequestState) -> None:
        """Its new state; address and media are dropped once it is answered or refused.

        Nothing happens to a request that was forgotten together with its listener.
        """
        change = _DROPPED if state in _DONE else _MARKED
        await self._change(change, [{"this": request_id, "after": state}])

    async def move(
        self, request_ids: Collection[RequestId], *, before: RequestState, after: RequestState
    ) -> None:
        """The state `after` for those that are in the state `before`."""
        moves = [{"this": one, "before": before, "after": after} for one in request_ids]
        await self._change(_MOVED, moves)

    async def count_attempt(self, request_ids: Collection[RequestId]) -> None:
        """One more try to answer these begins."""
        await self._change(_COUNTED, [{"this": one} for one in request_ids])

    async def photos(
        self,
        state: RequestState,
        *,
        listener_id: ListenerId | None = None,
        before: datetime | None = None,
    ) -> Sequence[PhotoRequest]:
        """Photos in this state, oldest first; of one listener, or received before then, if asked.

        Each is unsealed, so ask for no more than is needed.
        """
        wanted = select(RequestRecord).where(
            RequestRecord.kind == _PHOTO,
            RequestRecord.state == state,
            RequestRecord.sealed_delivery.is_not(None),
        )
        if listener_id is not None:
            wanted = wanted.where(RequestRecord.listener_id == listener_id)
        if before is not None:
            wanted = wanted.where(RequestRecord.received_at < before)
        wanted = wanted.order_by(RequestRecord.received_at, RequestRecord.id)
        async with self._database.transaction() as session:
            records = (await session.scalars(wanted)).all()
        return [photo_in(record, self._delivery(record)) for record in records]

    async def unanswered(self) -> Sequence[UnansweredEvent]:
        """All but photos that was accepted and not answered, oldest first.

        What is in the state `TELLING` was done, and may not have been told.
        """
        wanted = (
            select(RequestRecord)
            .where(
                RequestRecord.state.in_((RequestState.ACCEPTED, RequestState.TELLING)),
                RequestRecord.kind != _PHOTO,
                RequestRecord.sealed_delivery.is_not(None),
            )
            .order_by(RequestRecord.received_at, RequestRecord.id)
        )
        async with self._database.transaction() as session:
            records = (await session.scalars(wanted)).all()
        return [
            UnansweredEvent(
                RequestId(record.id),
                ListenerId(record.listener_id),
                event_in(self._delivery(record), received_at=record.received_at),
                RequestState(record.state),
            )
            for record in records
        ]

    async def give_up(self, *, before: datetime, now: datetime) -> None:
        """Refuses what was received before that, or is out of reach by now, and still waits.

        What was answered and might have been looked at once more stays answered.
        """
        # A press counts even where nobody can be told so any more.
        counts = and_(_REQUESTS.c.kind == _PRESS, _REQUESTS.c.state == RequestState.ACCEPTED)
        out_of_reach = and_(_REQUESTS.c.reachable_until < now, not_(counts))
        too_late = or_(_REQUESTS.c.received_at < before, out_of_reach)
        was_answered = _REQUESTS.c.state == RequestState.MORE_TO_SEE
        given_up = {
            "state": case((was_answered, RequestState.ANSWERED), else_=RequestState.REFUSED),
            "sealed_delivery": None,
        }
        waiting = update(_REQUESTS).where(_REQUESTS.c.state.in_(_WAITING), too_late)
        await self._change(waiting.values(given_up))

    async def forget_before(self, moment: datetime) -> None:
        """Drops what was received before that and is done."""
        old = (_REQUESTS.c.state.in_(_DONE), _REQUESTS.c.received_at < moment)
        async with self._database.transaction() as session:
            await session.execute(delete(_REQUESTS).where(*old))

    async def redirect(self, request_id: RequestId, address: Address) -> None:
        """Its answer goes there from now on; nothing happens to one that is done or forgotten.

        Its listener asked for it: it is answered at once, so nobody looks at how long that address
        lives, and tries are counted anew.
        """
        async with self._database.transaction() as session:
            record = await session.get(RequestRecord, request_id)
            if record is None or record.sealed_delivery is None:
                return
            delivery = {**self._delivery(record), "address": address_json(address)}
            record.sealed_delivery = self._cipher.seal(json.dumps(delivery))
            record.reachable_until = None
            record.attempts = 0

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
            "sealed_delivery": self._cipher.seal(json.dumps(delivery_of(incoming))),
            "reachable_until": _end_of(incoming),
        }

    def _delivery(self, record: RequestRecord) -> dict[str, Any]:
        delivery: dict[str, Any] = json.loads(self._cipher.open(record.sealed_delivery or ""))
        return delivery

    async def _change(self, change: Update, each: Sequence[Mapping[str, object]] = ()) -> None:
        parameters = each[0] if len(each) == 1 else each or None
        await self._database.run(lambda connection: connection.execute(change, parameters).rowcount)


def _end_of(incoming: Incoming) -> datetime | None:
    return incoming.received_at + _ANSWERABLE_FOR if incoming.address.dies_soon else None
