"""All that is kept of one listener, as values."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.chat.message import Platform
from adapters.storage.records import (
    consent_of,
    feedback_of,
    goal_choice_of,
    offered_set_of,
    saved_reading_of,
    seeds_of,
    settings_of,
)
from adapters.values import (
    GivenSign,
    KeptCorrection,
    KeptGoal,
    KeptList,
    KeptRequest,
    KeptSpotify,
    ListenerExport,
    ListenerId,
    OwnListId,
    OwnSong,
    ReadingId,
    RequestState,
    SetId,
    Shown,
    SongSource,
)
from engine.moods import MoodName
from models import (
    ConsentRecord,
    CorrectionRecord,
    FeedbackRecord,
    GoalChoiceRecord,
    ListenerRecord,
    OwnListRecord,
    OwnSongRecord,
    ReadingRecord,
    RecommendationSetRecord,
    RequestRecord,
    SeedSongRecord,
    ShownRecord,
    SpotifyAccountRecord,
    SpotifyLinkRecord,
    SpotifyPlaylistRecord,
)

Record = TypeVar(
    "Record",
    ConsentRecord,
    CorrectionRecord,
    FeedbackRecord,
    GoalChoiceRecord,
    OwnListRecord,
    OwnSongRecord,
    ReadingRecord,
    RecommendationSetRecord,
    RequestRecord,
    SeedSongRecord,
    ShownRecord,
    SpotifyAccountRecord,
    SpotifyLinkRecord,
    SpotifyPlaylistRecord,
)


async def export_of(session: AsyncSession, listener_id: ListenerId) -> ListenerExport | None:
    """Everything, oldest first; None if forgotten. Keyed hashes and what is sealed say nothing."""
    listener = await session.get(ListenerRecord, listener_id)
    if listener is None:
        return None
    consents = await session.scalars(_all_of(ConsentRecord, listener_id))
    seeds = await session.scalars(_all_of(SeedSongRecord, listener_id))
    readings = await session.scalars(_all_of(ReadingRecord, listener_id))
    sets = await session.scalars(_all_of(RecommendationSetRecord, listener_id))
    signs = await session.scalars(_all_of(FeedbackRecord, listener_id))
    corrections = await session.scalars(_all_of(CorrectionRecord, listener_id))
    requests = await session.scalars(_all_of(RequestRecord, listener_id))
    shown = await session.scalars(_all_of(ShownRecord, listener_id))
    goals = await session.scalars(_all_of(GoalChoiceRecord, listener_id))
    return ListenerExport(
        settings=settings_of(listener),
        consents=tuple(consent_of(one) for one in consents),
        seeds=tuple(seeds_of(seeds.all())),
        readings=tuple(saved_reading_of(one) for one in readings),
        sets=tuple(offered_set_of(one, one.reading) for one in sets),
        signs=tuple(_sign_of(one) for one in signs),
        corrections=tuple(_correction_of(one) for one in corrections),
        requests=tuple(_request_of(one) for one in requests),
        shown=tuple(Shown(SetId(one.set_id), one.number) for one in shown),
        spotify=await _spotify_of(session, listener_id),
        goals=tuple(_goal_of(one) for one in goals),
        own_lists=await _own_lists(session, listener_id),
        app_language=listener.app_language,
    )


def _all_of(record: type[Record], listener_id: ListenerId) -> Select[Record]:
    return select(record).where(record.listener_id == listener_id).order_by(record.id)


async def _spotify_of(session: AsyncSession, listener_id: ListenerId) -> KeptSpotify:
    accounts = await session.scalars(_all_of(SpotifyAccountRecord, listener_id))
    links = await session.scalars(_all_of(SpotifyLinkRecord, listener_id))
    playlists = await session.scalars(_all_of(SpotifyPlaylistRecord, listener_id))
    return KeptSpotify(
        linked_at=tuple(one.linked_at for one in accounts),
        links_until=tuple(one.expires_at for one in links),
        playlists=tuple(MoodName(one.mood_name) for one in playlists),
    )


def _sign_of(record: FeedbackRecord) -> GivenSign:
    set_id = None if record.set_id is None else SetId(record.set_id)
    return GivenSign(feedback_of(record), set_id, record.offered_at)


def _correction_of(record: CorrectionRecord) -> KeptCorrection:
    reading_id = None if record.reading_id is None else ReadingId(record.reading_id)
    seen, meant = MoodName(record.seen), MoodName(record.meant)
    return KeptCorrection(seen, meant, reading_id, record.read_at)


def _goal_of(record: GoalChoiceRecord) -> KeptGoal:
    set_id = None if record.set_id is None else SetId(record.set_id)
    return KeptGoal(goal_choice_of(record), set_id)


async def _own_lists(session: AsyncSession, listener_id: ListenerId) -> tuple[KeptList, ...]:
    songs: dict[int, list[OwnSong]] = defaultdict(list)
    for one in await session.scalars(_all_of(OwnSongRecord, listener_id)):
        songs[one.list_id].append(OwnSong(one.track_id, one.title, tuple(one.artists)))
    lists = await session.scalars(_all_of(OwnListRecord, listener_id))
    return tuple(
        KeptList(OwnListId(one.id), SongSource(one.source), one.added_at, tuple(songs[one.id]))
        for one in lists
    )


def _request_of(record: RequestRecord) -> KeptRequest:
    return KeptRequest(
        platform=Platform(record.platform),
        kind=record.kind,
        state=RequestState(record.state),
        received_at=record.received_at,
    )
