"""Feedback: the signs that listeners give, and the songs they named as theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.storage.database import Database
from adapters.storage.listeners import lock_listener
from adapters.storage.records import feedback_of, feedback_record, seeds_of
from adapters.values import ListenerId, SetId
from engine.taste import Feedback, FeedbackKind, SeedSong
from models import FeedbackRecord, SeedSongRecord

_OPPOSITES = {
    FeedbackKind.LIKE: FeedbackKind.DISLIKE,
    FeedbackKind.DISLIKE: FeedbackKind.LIKE,
}
_FULL_WEIGHT = 1.0


class FeedbackStore:
    """Fits the port `FeedbackLog`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def give(
        self, listener_id: ListenerId, set_id: SetId, feedback: Collection[Feedback]
    ) -> None:
        """Adds signs; the same kind for the same track of the same set counts once, the heavier.

        A like takes back the dislike of that track in that set, and the other way round, unless
        the dislike is heavier: a heart for all five takes back no 👎 for one.
        """
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            for sign in feedback:
                await _give(session, feedback_record(listener_id, set_id, sign), sign)

    async def take_back(
        self,
        listener_id: ListenerId,
        set_id: SetId,
        kind: FeedbackKind,
        track_ids: Collection[str],
        *,
        weight: float = 1.0,
    ) -> None:
        """Removes signs of this kind and weight."""
        async with self._database.transaction() as session:
            await session.execute(
                delete(FeedbackRecord).where(
                    FeedbackRecord.listener_id == listener_id,
                    FeedbackRecord.set_id == set_id,
                    FeedbackRecord.kind == kind,
                    FeedbackRecord.track_id.in_(track_ids),
                    FeedbackRecord.weight == weight,
                )
            )

    async def given(self, listener_id: ListenerId) -> Sequence[Feedback]:
        """All of it, oldest first."""
        wanted = (
            select(FeedbackRecord)
            .where(FeedbackRecord.listener_id == listener_id)
            .order_by(FeedbackRecord.given_at, FeedbackRecord.id)
        )
        async with self._database.transaction() as session:
            records = (await session.scalars(wanted)).all()
        return [feedback_of(record) for record in _heaviest(records)]

    async def given_for(
        self, listener_id: ListenerId, set_id: SetId
    ) -> Mapping[str, frozenset[FeedbackKind]]:
        """Track id to the full-weight signs given in this set, to show pressed buttons."""
        wanted = select(FeedbackRecord.track_id, FeedbackRecord.kind).where(
            FeedbackRecord.listener_id == listener_id,
            FeedbackRecord.set_id == set_id,
            FeedbackRecord.weight >= _FULL_WEIGHT,
        )
        async with self._database.transaction() as session:
            rows = (await session.execute(wanted)).all()
        kinds: dict[str, set[FeedbackKind]] = defaultdict(set)
        for track_id, kind in rows:
            kinds[track_id].add(FeedbackKind(kind))
        return {track_id: frozenset(given) for track_id, given in kinds.items()}

    async def add_seed(self, listener_id: ListenerId, seed: SeedSong) -> bool:
        """False if it was a seed already."""
        known = select(SeedSongRecord.id).where(
            SeedSongRecord.listener_id == listener_id, SeedSongRecord.track_id == seed.track_id
        )
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            if await session.scalar(known) is not None:
                return False
            session.add(
                SeedSongRecord(
                    listener_id=listener_id,
                    track_id=seed.track_id,
                    title=seed.title,
                    artists=list(seed.artists),
                    added_at=seed.added_at,
                )
            )
        return True

    async def remove_seed(self, listener_id: ListenerId, track_id: str) -> bool:
        """False if it was none."""
        removal = (
            delete(SeedSongRecord)
            .where(SeedSongRecord.listener_id == listener_id, SeedSongRecord.track_id == track_id)
            .returning(SeedSongRecord.id)
        )
        async with self._database.transaction() as session:
            return await session.scalar(removal) is not None

    async def seeds(self, listener_id: ListenerId) -> Sequence[SeedSong]:
        """Oldest first."""
        wanted = (
            select(SeedSongRecord)
            .where(SeedSongRecord.listener_id == listener_id)
            .order_by(SeedSongRecord.added_at, SeedSongRecord.id)
        )
        async with self._database.transaction() as session:
            return seeds_of((await session.scalars(wanted)).all())


async def _give(session: AsyncSession, record: FeedbackRecord, sign: Feedback) -> None:
    given = (
        await session.scalars(
            select(FeedbackRecord).where(
                FeedbackRecord.set_id == record.set_id,
                FeedbackRecord.listener_id == record.listener_id,
                FeedbackRecord.track_id == record.track_id,
            )
        )
    ).all()
    opposite = [other for other in given if other.kind == _OPPOSITES.get(sign.kind)]
    if any(other.weight > record.weight for other in opposite):
        return
    for other in opposite:
        await session.delete(other)
    if not any((one.kind, one.weight) == (record.kind, record.weight) for one in given):
        session.add(record)
    await session.flush()


def _heaviest(records: Iterable[FeedbackRecord]) -> list[FeedbackRecord]:
    """One record per set, track and kind."""
    heaviest: dict[tuple[int, str, str], FeedbackRecord] = {}
    for record in sorted(records, key=lambda one: one.weight):
        heaviest[(record.set_id, record.track_id, record.kind)] = record
    return sorted(heaviest.values(), key=lambda one: (one.given_at, one.id))
