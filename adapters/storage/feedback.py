"""Feedback: the signs that listeners give, the songs they named, and what they heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.storage.database import Database, table_of
from adapters.storage.doings import note_done
from adapters.storage.goals import goals_chosen
from adapters.storage.listeners import lock_listener
from adapters.storage.records import (
    counting_records,
    feedback_of,
    feedback_record,
    seeds_of,
)
from adapters.values import Known, ListenerId, RequestId, SetId
from engine.signs import FULL_WEIGHT
from engine.taste import Feedback, FeedbackKind, SeedSong, with_sign
from models import (
    CorrectionRecord,
    FeedbackRecord,
    GoalChoiceRecord,
    RecommendationRecord,
    RecommendationSetRecord,
    SeedSongRecord,
)

# Put together once, and read without records: every choice of songs asks for all three.
_SIGNS, _NAMED = table_of(FeedbackRecord), table_of(SeedSongRecord)
_SETS, _TRACKS = table_of(RecommendationSetRecord), table_of(RecommendationRecord)
_GIVEN = (
    select(_SIGNS)
    .where(_SIGNS.c.listener_id == bindparam("listener"))
    .order_by(_SIGNS.c.given_at, _SIGNS.c.id)
)
_SEEDS = (
    select(_NAMED)
    .where(_NAMED.c.listener_id == bindparam("listener"))
    .order_by(_NAMED.c.added_at, _NAMED.c.id)
)
_HEARD = (
    select(_TRACKS.c.song_key)
    .join(_SETS, _TRACKS.c.set_id == _SETS.c.id)
    .where(_SETS.c.listener_id == bindparam("listener"), _SETS.c.offered_at >= bindparam("since"))
    .group_by(_TRACKS.c.song_key)
    .order_by(func.max(_SETS.c.offered_at), func.max(_TRACKS.c.id))
)


class FeedbackStore:
    """Fits the port `FeedbackLog`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def give(
        self,
        listener_id: ListenerId,
        set_id: SetId,
        feedback: Collection[Feedback],
        *,
        asked_by: RequestId | None = None,
    ) -> None:
        """Adds signs; the same kind for the same track of the same set counts once, the heavier.

        A like takes back the dislike of that track in that set, and the other way round, unless
        the other weighs more: a heart for all five takes back no 👎 for one. The request that asked
        for it is noted as done with it.
        """
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            await note_done(session, asked_by)
            for sign in feedback:
                await _give(session, listener_id, set_id, sign)

    async def take_back(
        self,
        listener_id: ListenerId,
        set_id: SetId,
        kind: FeedbackKind,
        track_ids: Collection[str],
        *,
        weight: float = FULL_WEIGHT,
        asked_by: RequestId | None = None,
    ) -> None:
        """Removes signs of this kind and weight; the request is noted as done with it."""
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            await note_done(session, asked_by)
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
        return await self._database.run(partial(_given, listener_id=listener_id))

    async def known(self, listener_id: ListenerId, *, heard_since: datetime) -> Known:
        """What the next choice rests on, in one look."""
        asked = {"listener": listener_id, "since": heard_since}
        return await self._database.run(
            lambda connection: Known(
                feedback=tuple(_given(connection, listener_id)),
                seeds=tuple(_seeds(connection, listener_id)),
                heard=tuple(connection.scalars(_HEARD, asked)),
                goal_choices=tuple(goals_chosen(connection, listener_id)),
            )
        )

    async def given_for(
        self, listener_id: ListenerId, set_id: SetId
    ) -> Mapping[str, frozenset[FeedbackKind]]:
        """Track id to the full-weight signs given in this set, to show pressed buttons."""
        wanted = select(FeedbackRecord.track_id, FeedbackRecord.kind).where(
            FeedbackRecord.listener_id == listener_id,
            FeedbackRecord.set_id == set_id,
            FeedbackRecord.weight >= FULL_WEIGHT,
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

    async def add_seeds(self, listener_id: ListenerId, seeds: Sequence[SeedSong]) -> int:
        """Adds those that are none yet; how many these were."""
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            known = select(_NAMED.c.track_id).where(_NAMED.c.listener_id == listener_id)
            have = set((await session.scalars(known)).all())
            new = {seed.track_id: seed for seed in seeds if seed.track_id not in have}
            rows = [{"listener_id": listener_id, **asdict(seed)} for seed in new.values()]
            if rows:
                await session.execute(insert(_NAMED), rows)
        return len(rows)

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
        return await self._database.run(partial(_seeds, listener_id=listener_id))

    async def reset(self, listener_id: ListenerId) -> None:
        """Removes all signs, corrected moods and chosen goals; seed songs stay."""
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            for table in (FeedbackRecord, CorrectionRecord, GoalChoiceRecord):
                await session.execute(delete(table).where(table.listener_id == listener_id))


def _given(connection: Connection, listener_id: ListenerId) -> list[Feedback]:
    rows = connection.execute(_GIVEN, {"listener": listener_id}).all()
    return [feedback_of(row) for row in counting_records(rows)]


def _seeds(connection: Connection, listener_id: ListenerId) -> list[SeedSong]:
    return seeds_of(connection.execute(_SEEDS, {"listener": listener_id}).all())


async def _give(
    session: AsyncSession, listener_id: ListenerId, set_id: SetId, sign: Feedback
) -> None:
    wanted = (
        select(FeedbackRecord)
        .where(
            FeedbackRecord.set_id == set_id,
            FeedbackRecord.listener_id == listener_id,
            FeedbackRecord.track_id == sign.track_id,
        )
        .order_by(FeedbackRecord.given_at, FeedbackRecord.id)
    )
    given = [(feedback_of(record), record) for record in await session.scalars(wanted)]
    signs = [one for one, _ in given]
    kept = with_sign(signs, sign)
    for one, record in given:
        if one not in kept:
            await session.delete(record)
    if sign in kept and sign not in signs:
        session.add(feedback_record(listener_id, set_id, sign))
    await session.flush()
