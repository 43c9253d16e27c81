"""History: what was read, what was offered for it, and which message shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, union, update
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.chat.message import Address
from adapters.errors import StorageError
from adapters.storage.database import Database, table_of
from adapters.storage.diary import diary_of
from adapters.storage.doings import note_done
from adapters.storage.keys import IdentityHasher
from adapters.storage.listeners import lock_listener
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
        async with self._database.transaction() as session:
            kept = await keeps_history(session, listener_id)
            read: ReadingRecord | None = None
            if reading is not None:
                read = await _added_reading(session, reading_record(listener_id, reading, at))
            elif reading_id is not None:
                read = await _known_reading(session, listener_id, reading_id)
            record.reading_id = read.id if read else None
            await _add_set(session, record)
            answer = offered_set_of(record, read)
            if not kept:
                await drop_past(session, listener_id)
            return answer

    async def save_reading(
        self, listener_id: ListenerId, reading: MoodReading, *, at: datetime
    ) -> SavedReading:
        """A reading that has no songs yet, because Mien was not sure."""
        async with self._database.transaction() as session:
            kept = await keeps_history(session, listener_id)
            record = await _added_reading(session, reading_record(listener_id, reading, at))
            if not kept:
                await drop_past(session, listener_id, but_reading=record.id)
            return saved_reading_of(record)

    async def reading(self, listener_id: ListenerId, reading_id: ReadingId) -> SavedReading | None:
        """None if it is not this listener's."""
        async with self._database.transaction() as session:
            record = await _reading(session, listener_id, reading_id)
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
            reading = await _known_reading(session, listener_id, reading_id)
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
        async with self._database.statements() as connection:
            rows = (await connection.execute(_CORRECTED, {"listener": listener_id})).all()
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
                await drop_past_before(session, ListenerId(listener_id), moment)
        await self._database.truncate_log()
        return len(listeners)

    async def note_shown(self, address: Address, message_id: str, shown: Shown) -> None:
        """Remembers what a message of ours shows; StorageError if there is no such set."""
        message_hash = self._hasher.message(address, message_id)
        async with self._database.statements() as connection:
            listener_id = await connection.scalar(_OWNER, {"set": shown.set_id})
            if listener_id is None:
                raise StorageError("no such set")
            # Who forgets or notes meanwhile waits.
            await lock_listener(connection, ListenerId(listener_id))
            content = {"listener_id": listener_id, "set_id": shown.set_id, "number": shown.number}
            noted = await connection.scalar(_NOTED, {"message": message_hash})
            if noted is None:
                await connection.execute(_NOTE, {"message_hash": message_hash, **content})
            else:
                await connection.execute(_NOTE_ANEW, {"noted": noted, **content})

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


async def _added_reading(session: AsyncSession, record: ReadingRecord) -> ReadingRecord:
    record.correction = None  # a new one has none: nothing to ask the database for
    record.id = await _added(session, record)
    return record


async def _add_set(session: AsyncSession, record: RecommendationSetRecord) -> None:
    record.id = await _added(session, record)
    for track in record.recommendations:
        track.set_id, track.listener_id = record.id, record.listener_id
    tracks = [_columns_of(track) for track in record.recommendations]
    if tracks:
        await session.execute(insert(table_of(RecommendationRecord)), tracks)


async def _added(session: AsyncSession, record: Base) -> int:
    # Past the session, which needs twice the time to find out what this knows.
    table = table_of(type(record))
    number = await session.scalar(insert(table).returning(table.c.id), _columns_of(record))
    return int(number)


def _columns_of(record: Base) -> dict[str, object]:
    names = table_of(type(record)).columns.keys()
    return {name: getattr(record, name) for name in names if name in record.__dict__}


async def _reading(
    session: AsyncSession, listener_id: ListenerId, reading_id: ReadingId
) -> ReadingRecord | None:
    wanted = select(ReadingRecord).where(
        ReadingRecord.id == reading_id, ReadingRecord.listener_id == listener_id
    )
    return await session.scalar(wanted)


async def _known_reading(
    session: AsyncSession, listener_id: ListenerId, reading_id: ReadingId
) -> ReadingRecord:
    record = await _reading(session, listener_id, reading_id)
    if record is None:
        raise StorageError("no such reading")
    return record


async def _shown(session: AsyncSession, message_hash: str) -> ShownRecord | None:
    wanted = select(ShownRecord).where(ShownRecord.message_hash == message_hash)
    return await session.scalar(wanted)
