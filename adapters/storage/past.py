"""What goes where a listener keeps no history, and what outlives it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, select, update
from sqlalchemy.orm import Session

from adapters.storage.records import counting_records
from adapters.values import ListenerId
from models import (
    CorrectionRecord,
    FeedbackRecord,
    GoalChoiceRecord,
    ListenerRecord,
    ReadingRecord,
    RecommendationSetRecord,
)

_NO_ID = 0  # rows are numbered from 1


def keeps_history(session: Session, listener_id: ListenerId) -> bool:
    """As it was chosen; who chooses meanwhile waits. True for nobody."""
    chosen = select(ListenerRecord.keeps_history).where(ListenerRecord.id == listener_id)
    return session.scalar(chosen.with_for_update(key_share=True)) is not False


def drop_past(session: Session, listener_id: ListenerId, *, but_reading: int = _NO_ID) -> None:
    """Leaves the newest set with its reading, `but_reading`, and what was learned from all.

    Feedback, corrections and chosen goals stay, without the set and the reading that they were
    given for.
    """
    set_id, reading_id = _newest_set(session, listener_id)
    _drop(
        session,
        and_(
            RecommendationSetRecord.listener_id == listener_id,
            RecommendationSetRecord.id != set_id,
        ),
        and_(
            ReadingRecord.listener_id == listener_id,
            ReadingRecord.id.not_in((but_reading, reading_id or _NO_ID)),
        ),
    )


def drop_past_before(session: Session, listener_id: ListenerId, moment: datetime) -> None:
    """Leaves what is younger, with its readings, and what was learned from all."""
    set_of_it = RecommendationSetRecord.reading_id == ReadingRecord.id
    younger = RecommendationSetRecord.offered_at >= moment
    _drop(
        session,
        and_(
            RecommendationSetRecord.listener_id == listener_id,
            RecommendationSetRecord.offered_at < moment,
        ),
        and_(
            ReadingRecord.listener_id == listener_id,
            ReadingRecord.read_at < moment,
            # A reading goes with its last set, and a set would go with its reading.
            ~exists().where(set_of_it, younger),
        ),
    )


def _drop(
    session: Session, old_sets: ColumnElement[bool], old_readings: ColumnElement[bool]
) -> None:
    _free_feedback(session, old_sets)
    _free_goals(session, old_sets)
    _free_corrections(session, old_readings)
    # Their tracks, and which messages show them, go with the sets.
    session.execute(delete(RecommendationSetRecord).where(old_sets))
    session.execute(delete(ReadingRecord).where(old_readings))


def _newest_set(session: Session, listener_id: ListenerId) -> tuple[int, int | None]:
    newest_first = (
        select(RecommendationSetRecord.id, RecommendationSetRecord.reading_id)
        .where(RecommendationSetRecord.listener_id == listener_id)
        .order_by(RecommendationSetRecord.offered_at.desc(), RecommendationSetRecord.id.desc())
    )
    row = session.execute(newest_first.limit(1)).first()
    return (row.id, row.reading_id) if row else (_NO_ID, None)


def _free_feedback(session: Session, old_sets: ColumnElement[bool]) -> None:
    sets = select(RecommendationSetRecord.id, RecommendationSetRecord.offered_at).where(old_sets)
    offered_at = {row.id: row.offered_at for row in session.execute(sets)}
    wanted = select(FeedbackRecord).where(
        FeedbackRecord.set_id.in_(select(RecommendationSetRecord.id).where(old_sets))
    )
    records = session.scalars(wanted).all()
    counting = counting_records(records)
    for record in records:
        if record in counting:
            record.offered_at = offered_at[record.set_id]
            record.set_id = None
        else:
            session.delete(record)
    session.flush()


def _free_goals(session: Session, old_sets: ColumnElement[bool]) -> None:
    sets = select(RecommendationSetRecord.id).where(old_sets)
    session.execute(
        update(GoalChoiceRecord)
        .where(GoalChoiceRecord.set_id.in_(sets))
        .values(set_id=None)
        .execution_options(synchronize_session=False)
    )


def _free_corrections(session: Session, old_readings: ColumnElement[bool]) -> None:
    readings = select(ReadingRecord.id).where(old_readings)
    read_at = select(ReadingRecord.read_at).where(ReadingRecord.id == CorrectionRecord.reading_id)
    session.execute(
        update(CorrectionRecord)
        .where(CorrectionRecord.reading_id.in_(readings))
        .values(reading_id=None, read_at=read_at.scalar_subquery())
        .execution_options(synchronize_session=False)
    )
