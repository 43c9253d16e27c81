"""History: what was read, what was offered for it, and which message shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, bindparam, func, insert, select, union, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from adapters.chat.message import Address
from adapters.errors import StorageError
from adapters.storage.database import Database, session_on, table_of
from adapters.storage.diary import diary_of
from adapters.storage.doings import note_done
from adapters.storage.keys import IdentityHasher
from adapters.storage.listeners import lock, lock_listener
from adapters.storage.past import drop_past, drop_past_before, keeps_history
from adapters.storage.records import offered_set_of, reading_record, saved_reading_of, set_record
from adapters.values import (
    DiaryEntry,
    ListenerId,
    OfferedSet,
    ReadingId,
    RequestId,
    SavedReading,
    SetId,
    Shown,
)
from engine.moods import MoodName
from engine.readings import MoodReading
from engine.recommender import RecommendedSet
from models import (
    Base,
    CorrectionRecord,
    ReadingRecord,
    RecommendationRecord,
    RecommendationSetRecord,
    ShownRecord,
)

# Put together once, and run without records: every answer needs them.
_SHOWN, _SETS = table_of(ShownRecord), table_of(RecommendationSetRecord)
_CORRECTIONS = table_of(CorrectionRecord)
_CORRECTED = (
    select(_CORRECTIONS.c.seen, _CORRECTIONS.c.meant, func.count())
    .where(_CORRECTIONS.c.listener_id == bindparam("listener"))
    .group_by(_CORRECTIONS.c.seen, _CORRECTIONS.c.meant)
)
_OWNER = select(_SETS.c.listener_id).where(_SETS.c.id == bindparam("set"))
_NOTED = select(_SHOWN.c.id).where(_SHOWN.c.message_hash == bindparam("message"))
_NOTE = insert(_SHOWN)
_NOTE_ANEW = update(_SHOWN).where(_SHOWN.c.id == bindparam("noted"))


class HistoryStore:
    """Fits the port `History`."""

    def __init__(self, database: Database, *, hasher: IdentityHasher) -> None:
        self._database = database
        self._hasher = hasher

    async def save_answer(
        self,
        listener_id: ListenerId,
        offered: RecommendedSet,
        *,
        at: datetime,
        reading: MoodReading | None = None,
        reading_id: ReadingId | None = None,
    ) -> OfferedSet:
        """Set and (new) reading in one transaction; `reading_id` names one saved before.

        Where no history is kept, all before it goes in the same transaction.
        """
        record = set_record(listener_id, offered, at)

        def save(connection: Connection) -> OfferedSet:
            with session_on(connection) as session:
                kept = keeps_history(session, listener_id)
                read: ReadingRecord | None = None
                if reading is not None:
                    read = _added_reading(connection, reading_record(listener_id, reading, at))
                elif reading_id is not None:
                    read = _known_reading(session, listener_id, reading_id)
                record.reading_id = read.id if read else None
                _add_set(connection, record)
                answer = offered_set_of(record, read)
                if not kept:
                    drop_past(session, listener_id)
                return answer

        return await self._database.run(save)

    async def save_reading(
        self, listener_id: ListenerId, reading: MoodReading, *, at: datetime
    ) -> SavedReading:
        """A reading that has no songs yet, because Mien was not sure."""

        def save(connection: Connection) -> SavedReading:
            with session_on(connection) as session:
                kept = keeps_history(session, listener_id)
                record = _added_reading(connection, reading_record(listener_id, reading, at))
                if not kept:
                    drop_past(session, listener_id, but_reading=record.id)
                return saved_reading_of(record)

        return await self._database.run(save)

    async def reading(self, listener_id: ListenerId, reading_id: ReadingId) -> SavedReading | None:
        """None if it is not this listener's."""
        async with self._database.transaction() as session:
            record = await session.run_sync(_reading, listener_id, reading_id)
            return saved_reading_of(record) if record else None

    async def offered_set(self, listener_id: ListenerId, set_id: SetId) -> OfferedSet | None:
        """None if it is not this listener's."""
        wanted = select(RecommendationSetRecord).where(
            RecommendationSetRecord.id == set_id,
            RecommendationSetRecord.listener_id == listener_id,
        )
        async with self._database.transaction() as session:
            record = await session.scalar(wanted)
            return offered_set_of(record, record.reading) if record else None

    async def latest_sets(self, listener_id: ListenerId, count: int) -> Sequence[OfferedSet]:
        """Newest first."""
        newest_first = (
            select(RecommendationSetRecord)
            .where(RecommendationSetRecord.listener_id == listener_id)
            .order_by(RecommendationSetRecord.offered_at.desc(), RecommendationSetRecord.id.desc())
        )
        async with self._database.transaction() as session:
            records = (await session.scalars(newest_first.limit(count))).all()
            return [offered_set_of(record, record.reading) for record in records]

    async def diary(self, listener_id: ListenerId, count: int) -> Sequence[DiaryEntry]:
        """The latest answers with their first song and how many were liked, newest first."""
        async with self._database.transaction() as session:
            return await diary_of(session, listener_id, count)

    async def correct(
        self,
        listener_id: ListenerId,
        reading_id: ReadingId,
        meant: MoodName,
        *,
        asked_by: RequestId | None = None,
    ) -> None:
        """The reading's name was wrong; a second correction takes the place of the first.

        The request that asked for it is noted as done with it.
        """
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            await note_done(session, asked_by)
            reading = await session.run_sync(_known_reading, listener_id, reading_id)
            wanted = select(CorrectionRecord).where(CorrectionRecord.reading_id == reading_id)
            correction = await session.scalar(wanted)
            if correction is None:
                correction = CorrectionRecord(
                    listener_id=listener_id, reading_id=reading_id, seen=reading.mood_name
                )
                session.add(correction)
            correction.meant = meant

    async def corrections(self, listener_id: ListenerId) -> Mapping[tuple[MoodName, MoodName], int]:
        """(seen, meant) to how often; readings confirmed by a tap count as (name, same name)."""
        asked = {"listener": listener_id}
        rows = await self._database.run(lambda given: given.execute(_CORRECTED, asked).all())
        return {(MoodName(seen), MoodName(meant)): count for seen, meant, count in rows}

    async def forget_before(self, moment: datetime) -> int:
        """Drops everyone's older sets and readings; of how many listeners. What was learned stays.

        One transaction for each listener, so that nobody who writes meanwhile waits for long.
        """
        older = union(
            select(RecommendationSetRecord.listener_id).where(
                RecommendationSetRecord.offered_at < moment
            ),
            select(ReadingRecord.listener_id).where(ReadingRecord.read_at < moment),
        )
        async with self._database.transaction() as session:
            listeners = (await session.scalars(older)).all()
        for listener_id in listeners:
            async with self._database.transaction() as session:
                await session.run_sync(drop_past_before, ListenerId(listener_id), moment)
        await self._database.truncate_log()
        return len(listeners)

    async def note_shown(self, address: Address, message_id: str, shown: Shown) -> None:
        """Remembers what a message of ours shows; StorageError if there is no such set."""
        message_hash = self._hasher.message(address, message_id)
        await self._database.run(partial(_note, message_hash=message_hash, shown=shown))

    async def shown_at(
        self, listener_id: ListenerId, address: Address, message_id: str
    ) -> Shown | None:
        """What that message shows; None if unknown or another listener's."""
        message_hash = self._hasher.message(address, message_id)
        async with self._database.transaction() as session:
            record = await _shown(session, message_hash)
        if record is None or record.listener_id != listener_id:
            return None
        return Shown(SetId(record.set_id), record.number)


def _note(connection: Connection, *, message_hash: str, shown: Shown) -> None:
    listener_id = connection.scalar(_OWNER, {"set": shown.set_id})
    if listener_id is None:
        raise StorageError("no such set")
    # Who forgets or notes meanwhile waits.
    lock(connection, ListenerId(listener_id))
    content = {"listener_id": listener_id, "set_id": shown.set_id, "number": shown.number}
    noted = connection.scalar(_NOTED, {"message": message_hash})
    if noted is None:
        connection.execute(_NOTE, {"message_hash": message_hash, **content})
    else:
        connection.execute(_NOTE_ANEW, {"noted": noted, **content})


def _added_reading(connection: Connection, record: ReadingRecord) -> ReadingRecord:
    record.correction = None  # a new one has none: nothing to ask the database for
    record.id = _added(connection, record)
    return record


def _add_set(connection: Connection, record: RecommendationSetRecord) -> None:
    record.id = _added(connection, record)
    for track in record.recommendations:
        track.set_id, track.listener_id = record.id, record.listener_id
    tracks = [_columns_of(track) for track in record.recommendations]
    if tracks:
        connection.execute(insert(table_of(RecommendationRecord)), tracks)


def _added(connection: Connection, record: Base) -> int:
    # Past the session, which needs twice the time to find out what this knows.
    table = table_of(type(record))
    number = connection.scalar(insert(table).returning(table.c.id), _columns_of(record))
    return int(number)


def _columns_of(record: Base) -> dict[str, object]:
    names = table_of(type(record)).columns.keys()
    return {name: getattr(record, name) for name in names if name in record.__dict__}


def _reading(
    session: Session, listener_id: ListenerId, reading_id: ReadingId
) -> ReadingRecord | None:
    wanted = select(ReadingRecord).where(
        ReadingRecord.id == reading_id, ReadingRecord.listener_id == listener_id
    )
    return session.scalar(wanted)


def _known_reading(
    session: Session, listener_id: ListenerId, reading_id: ReadingId
) -> ReadingRecord:
    record = _reading(session, listener_id, reading_id)
    if record is None:
        raise StorageError("no such reading")
    return record


async def _shown(session: AsyncSession, message_hash: str) -> ShownRecord | None:
    wanted = select(ShownRecord).where(ShownRecord.message_hash == message_hash)
    return await session.scalar(wanted)
