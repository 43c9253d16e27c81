"""What goes where a listener wants a part of the past forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.storage.database import table_of
from adapters.values import ListenerId, RequestState, SongSource, Span
from models import (
    Base,
    ConsentRecord,
    CorrectionRecord,
    FeedbackRecord,
    GoalChoiceRecord,
    OwnListRecord,
    ReadingRecord,
    RecommendationSetRecord,
    RequestRecord,
    SeedSongRecord,
    SpotifyAccountRecord,
    SpotifyLinkRecord,
    SpotifyPlaylistRecord,
)

_READINGS, _SETS = table_of(ReadingRecord), table_of(RecommendationSetRecord)
_SIGNS, _CORRECTIONS = table_of(FeedbackRecord), table_of(CorrectionRecord)
_ACCOUNTS, _LISTS = table_of(SpotifyAccountRecord), table_of(OwnListRecord)
_CONSENTS, _REQUESTS = table_of(ConsentRecord), table_of(RequestRecord)
# A picture that still waits belongs to no answer yet.
_HAD_AN_ANSWER = (
    RequestState.ANSWERED,
    RequestState.REFUSED,
    RequestState.MORE_TO_SEE,
    RequestState.TELLING,
)


async def drop_span(session: AsyncSession, listener_id: ListenerId, span: Span) -> None:
    """Rows from then; with an answer goes all that was said of it, whenever that was."""
    await _drop_consents(session, listener_id, span)
    # Their sets go with the readings; tracks, signs and what messages show go with the sets, and
    # songs with their lists.
    # Accounts go after what asks when they were linked.
    of_then = {
        ReadingRecord: _within(span, _READINGS.c.read_at),
        RecommendationSetRecord: _within(span, _SETS.c.offered_at),
        FeedbackRecord: or_(_within(span, _SIGNS.c.given_at), _within(span, _SIGNS.c.offered_at)),
        CorrectionRecord: _outlived_a_reading_of(span),
        SeedSongRecord: _within(span, table_of(SeedSongRecord).c.added_at),
        GoalChoiceRecord: _within(span, table_of(GoalChoiceRecord).c.chosen_at),
        OwnListRecord: or_(
            _within(span, _LISTS.c.added_at),
            and_(
                _LISTS.c.source == SongSource.SPOTIFY,
                _of_an_account_linked_in(span, _LISTS.c.listener_id),
            ),
        ),
        SpotifyPlaylistRecord: _of_an_account_linked_in(
            span, table_of(SpotifyPlaylistRecord).c.listener_id
        ),
        SpotifyAccountRecord: _within(span, _ACCOUNTS.c.linked_at),
        SpotifyLinkRecord: _within(span, table_of(SpotifyLinkRecord).c.expires_at),
        RequestRecord: _within(span, _REQUESTS.c.received_at),
    }
    for record, condition in of_then.items():
        await _drop(session, record, listener_id, condition)


async def drop_last(session: AsyncSession, listener_id: ListenerId) -> bool:
    """The newest answer with all that belongs to it; False if there is none."""
    offered_at, set_id, reading_id = await _newest_set(session, listener_id)
    read_at, unsure_id = await _newest_reading(session, listener_id)
    if read_at is not None and (offered_at is None or read_at > offered_at):
        reading_id = unsure_id
    if reading_id is not None:
        this = _READINGS.c.id == reading_id
        began = (await session.execute(select(_READINGS.c.read_at).where(this))).scalar_one()
        await _drop(session, ReadingRecord, listener_id, this)
    elif offered_at is not None:
        began = offered_at
        await _drop(session, RecommendationSetRecord, listener_id, _SETS.c.id == set_id)
    else:
        return False
    await _drop_requests_for(session, listener_id, began)
    return True


def _within(span: Span, moment: ColumnElement[datetime]) -> ColumnElement[bool]:
    since = moment >= span.start
    return since if span.end is None else and_(since, moment < span.end)


def _outlived_a_reading_of(span: Span) -> ColumnElement[bool]:
    read_at = _CORRECTIONS.c.read_at
    # Of some, nobody knows any more when that was: rather too much is forgotten than too little.
    return and_(_CORRECTIONS.c.reading_id.is_(None), or_(read_at.is_(None), _within(span, read_at)))


def _of_an_account_linked_in(span: Span, owner: ColumnElement[int]) -> ColumnElement[bool]:
    linked = select(_ACCOUNTS.c.id).where(
        _ACCOUNTS.c.listener_id == owner, _within(span, _ACCOUNTS.c.linked_at)
    )
    return linked.exists()


async def _drop_consents(session: AsyncSession, listener_id: ListenerId, span: Span) -> None:
    newest = select(func.max(_CONSENTS.c.given_at)).where(_CONSENTS.c.listener_id == listener_id)
    given_at = await session.scalar(newest)
    if given_at is None:
        return
    # If the newest goes, all go: an older yes must not count again where a no is forgotten.
    everything = _CONSENTS.c.given_at <= given_at
    condition = everything if span.holds(given_at) else _within(span, _CONSENTS.c.given_at)
    await _drop(session, ConsentRecord, listener_id, condition)


async def _drop_requests_for(
    session: AsyncSession, listener_id: ListenerId, began: datetime
) -> None:
    """What asked for the answer that began then, and what was said and pressed since."""
    asked = select(func.max(_REQUESTS.c.received_at)).where(
        _REQUESTS.c.listener_id == listener_id, _REQUESTS.c.received_at <= began
    )
    since = await session.scalar(asked) or began
    condition = and_(_REQUESTS.c.received_at >= since, _REQUESTS.c.state.in_(_HAD_AN_ANSWER))
    await _drop(session, RequestRecord, listener_id, condition)


async def _newest_set(
    session: AsyncSession, listener_id: ListenerId
) -> tuple[datetime | None, int | None, int | None]:
    wanted = select(_SETS.c.offered_at, _SETS.c.id, _SETS.c.reading_id)
    wanted = wanted.where(_SETS.c.listener_id == listener_id)
    newest = wanted.order_by(_SETS.c.offered_at.desc(), _SETS.c.id.desc()).limit(1)
    row = (await session.execute(newest)).first()
    return (row.offered_at, row.id, row.reading_id) if row else (None, None, None)


async def _newest_reading(
    session: AsyncSession, listener_id: ListenerId
) -> tuple[datetime | None, int | None]:
    wanted = select(_READINGS.c.read_at, _READINGS.c.id)
    wanted = wanted.where(_READINGS.c.listener_id == listener_id)
    newest = wanted.order_by(_READINGS.c.read_at.desc(), _READINGS.c.id.desc()).limit(1)
    row = (await session.execute(newest)).first()
    return (row.read_at, row.id) if row else (None, None)


async def _drop(
    session: AsyncSession,
    record: type[Base],
    listener_id: ListenerId,
    condition: ColumnElement[bool],
) -> None:
    table = table_of(record)
    await session.execute(delete(table).where(table.c.listener_id == listener_id, condition))
