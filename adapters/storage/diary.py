"""The diary: what was answered, the first song of each answer and how many were liked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.values import DiaryEntry, ListenerId, ReadingId, SetId
from engine.moods import Mood, MoodName
from engine.signs import FULL_WEIGHT
from engine.taste import FeedbackKind
from models import FeedbackRecord, RecommendationRecord, RecommendationSetRecord

_Set = RecommendationSetRecord

_LIKED = (
    select(func.count(func.distinct(FeedbackRecord.track_id)))
    .where(
        FeedbackRecord.set_id == _Set.id,
        FeedbackRecord.kind == FeedbackKind.LIKE,
        FeedbackRecord.weight >= FULL_WEIGHT,
    )
    .correlate(_Set)
    .scalar_subquery()
)


async def diary_of(
    session: AsyncSession, listener_id: ListenerId, count: int
) -> Sequence[DiaryEntry]:
    """Newest first, at most `count`."""
    columns = (_Set.id, _Set.offered_at, _Set.mood_name, _Set.valence, _Set.arousal)
    first_song = and_(RecommendationRecord.set_id == _Set.id, RecommendationRecord.number == 1)
    wanted = (
        select(*columns, _Set.reading_id, RecommendationRecord.title, _LIKED.label("liked"))
        .join(RecommendationRecord, first_song)
        .where(_Set.listener_id == listener_id)
        .order_by(_Set.offered_at.desc(), _Set.id.desc())
        .limit(count)
    )
    return [
        DiaryEntry(
            set_id=SetId(row.id),
            offered_at=row.offered_at,
            mood=Mood(MoodName(row.mood_name), row.valence, row.arousal),
            reading_id=None if row.reading_id is None else ReadingId(row.reading_id),
            first_title=row.title,
            liked=row.liked,
        )
        for row in await session.execute(wanted)
    ]
