"""An export is taken in again: only what is not here yet is added, so a second time adds nothing.

What its listener agreed to, when they wrote, and which messages showed what, says nothing here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.orm import Session

from adapters.storage.database import table_of
from adapters.storage.imported_rows import (
    Columns,
    correction_columns,
    reading_columns,
    set_columns,
    sign_columns,
    track_columns,
)
from adapters.storage.past import keeps_history
from adapters.storage.records import settings_of
from adapters.values import (
    MOST_OWN_SONGS,
    Added,
    ListenerExport,
    ListenerId,
    ListenerSettings,
    OfferedSet,
    SavedReading,
)
from engine.taste import FeedbackKind
from models import (
    CorrectionRecord,
    FeedbackRecord,
    GoalChoiceRecord,
    ListenerRecord,
    OwnListRecord,
    OwnSongRecord,
    ReadingRecord,
    RecommendationRecord,
    RecommendationSetRecord,
    SeedSongRecord,
)

_READINGS, _SETS = table_of(ReadingRecord), table_of(RecommendationSetRecord)
_TRACKS, _SIGNS = table_of(RecommendationRecord), table_of(FeedbackRecord)
_GOALS, _LISTS, _SONGS = (
    table_of(GoalChoiceRecord),
    table_of(OwnListRecord),
    table_of(OwnSongRecord),
)
_CORRECTIONS, _SEEDS = table_of(CorrectionRecord), table_of(SeedSongRecord)
_OPPOSITES: Mapping[str, str] = {
    FeedbackKind.LIKE: FeedbackKind.DISLIKE,
    FeedbackKind.DISLIKE: FeedbackKind.LIKE,
}


@dataclass(frozen=True, slots=True)
class _Taken:
    """Ids here by the ids in the file, and those among them that are new."""

    ids: Mapping[int, int]
    new: frozenset[int]


def add_export(
    session: Session, listener_id: ListenerId, export: ListenerExport, *, since: datetime
) -> Added:
    """How much was added. Answers from before `since` are not; what was learned from them is.

    Where no history is kept, that holds for all of them.
    """
    chosen = _add_settings(session, listener_id, export.settings)
    kept = keeps_history(session, listener_id)
    sets = [one for one in export.sets if kept and one.offered_at >= since]
    used = {one.reading.reading_id for one in sets if one.reading is not None}
    readings = [
        one for one in export.readings if one.reading_id in used or (kept and one.read_at >= since)
    ]
    taken_readings = _add_readings(session, listener_id, readings)
    taken_sets = _add_sets(session, listener_id, sets, taken_readings.ids)
    return Added(
        sets=len(taken_sets.new),
        readings=len(taken_readings.new),
        signs=_add_signs(session, listener_id, export, taken_sets.ids),
        corrections=_add_corrections(session, listener_id, export, taken_readings.ids),
        seeds=_add_seeds(session, listener_id, export),
        goals=_add_goals(session, listener_id, export, taken_sets.ids),
        own_songs=_add_own_lists(session, listener_id, export),
        settings=chosen,
    )


def _add_settings(session: Session, listener_id: ListenerId, settings: ListenerSettings) -> bool:
    """Only for somebody new: nobody's choices are changed behind their back."""
    record = session.get_one(ListenerRecord, listener_id)
    answered = select(_SETS.c.id).where(_SETS.c.listener_id == listener_id).limit(1)
    chose = settings_of(record) != ListenerSettings()
    if chose or settings == ListenerSettings() or session.scalar(answered) is not None:
        return False
    this = ListenerRecord.id == listener_id
    session.execute(update(ListenerRecord).where(this).values(asdict(settings)))
    return True


def _add_readings(
    session: Session, listener_id: ListenerId, readings: Iterable[SavedReading]
) -> _Taken:
    rows = _rows_of(session, _READINGS, listener_id)
    here = {(row.read_at, tuple(row.emotions)): row.id for row in rows}
    wanted = {
        one.reading_id: (
            (one.read_at, one.emotions.probabilities),
            reading_columns(listener_id, one),
        )
        for one in readings
    }
    return _taken(session, _READINGS, wanted, here)


def _add_sets(
    session: Session,
    listener_id: ListenerId,
    sets: Sequence[OfferedSet],
    readings: Mapping[int, int],
) -> _Taken:
    songs: dict[int, list[str]] = defaultdict(list)
    for row in sorted(_rows_of(session, _TRACKS, listener_id), key=lambda row: row.number):
        songs[row.set_id].append(row.track_id)
    rows = _rows_of(session, _SETS, listener_id)
    here = {(row.offered_at, tuple(songs[row.id])): row.id for row in rows}
    wanted = {
        one.set_id: (
            (one.offered_at, tuple(track.track_id for track in one.tracks)),
            set_columns(listener_id, one, readings),
        )
        for one in sets
    }
    taken = _taken(session, _SETS, wanted, here)
    by_id = {taken.ids[one.set_id]: one for one in sets if taken.ids[one.set_id] in taken.new}
    tracks = [
        track_columns(listener_id, set_id, track)
        for set_id, one in by_id.items()
        for track in one.tracks
    ]
    _insert(session, _TRACKS, tracks)
    return taken


def _add_signs(
    session: Session, listener_id: ListenerId, export: ListenerExport, sets: Mapping[int, int]
) -> int:
    rows = _rows_of(session, _SIGNS, listener_id)
    given = {(row.track_id, row.kind, row.weight, row.given_at) for row in rows}
    said = {(row.set_id, row.track_id, row.kind) for row in rows if row.set_id is not None}
    offered_at = {one.set_id: one.offered_at for one in export.sets}
    new: dict[Hashable, Columns] = {}
    for sign in export.signs:
        one, set_id = sign.feedback, sets.get(sign.set_id or 0)
        # A sign that is here goes on to hold, whatever its opposite in the file says.
        kinds = (one.kind, _OPPOSITES.get(one.kind, one.kind))
        if any((set_id, one.track_id, kind) in said for kind in kinds):
            continue
        identity = (one.track_id, one.kind, one.weight, one.given_at)
        moment = offered_at.get(sign.set_id, sign.offered_at) if sign.set_id else sign.offered_at
        if identity not in given:
            place = (set_id, one.track_id, one.kind, one.weight) if set_id else identity
            new.setdefault(place, sign_columns(listener_id, sign, set_id, offered_at=moment))
    _insert(session, _SIGNS, list(new.values()))
    return len(new)


def _add_corrections(
    session: Session,
    listener_id: ListenerId,
    export: ListenerExport,
    readings: Mapping[int, int],
) -> int:
    rows = _rows_of(session, _CORRECTIONS, listener_id)
    corrected = {row.reading_id for row in rows if row.reading_id is not None}
    here = Counter((row.seen, row.meant) for row in rows if row.reading_id is None)
    read_at = {one.reading_id: one.read_at for one in export.readings}
    new: dict[int, Columns] = {}
    outlived: dict[tuple[str, str], list[Columns]] = defaultdict(list)
    for one in export.corrections:
        reading_id = readings.get(one.reading_id or 0)
        moment = one.read_at if one.reading_id is None else read_at.get(one.reading_id)
        columns = correction_columns(listener_id, one, reading_id, read_at=moment)
        if reading_id is None:
            outlived[one.seen, one.meant].append(columns)
        elif reading_id not in corrected:
            new[reading_id] = columns
    # One is like the other: as many are added as the file has more of them.
    more = [columns for pair, known in outlived.items() for columns in known[here[pair] :]]
    _insert(session, _CORRECTIONS, [*new.values(), *more])
    return len(new) + len(more)


def _add_seeds(session: Session, listener_id: ListenerId, export: ListenerExport) -> int:
    here = {row.track_id for row in _rows_of(session, _SEEDS, listener_id)}
    new = {
        one.track_id: {"listener_id": listener_id, **asdict(one), "artists": list(one.artists)}
        for one in export.seeds
        if one.track_id not in here
    }
    _insert(session, _SEEDS, list(new.values()))
    return len(new)


def _add_goals(
    session: Session, listener_id: ListenerId, export: ListenerExport, sets: Mapping[int, int]
) -> int:
    rows = _rows_of(session, _GOALS, listener_id)
    here = {(row.mood_name, row.goal, row.chosen_at) for row in rows}
    taken = {row.set_id for row in rows if row.set_id is not None}
    new: dict[Hashable, Columns] = {}
    for one in export.goals:
        set_id = sets.get(one.set_id or 0)
        choice = (one.choice.mood, one.choice.goal, one.choice.chosen_at)
        if choice in here or set_id in taken:
            continue
        columns = dict(zip(("mood_name", "goal", "chosen_at"), choice, strict=True))
        new[set_id or choice] = {"listener_id": listener_id, "set_id": set_id, **columns}
    _insert(session, _GOALS, list(new.values()))
    return len(new)


def _add_own_lists(session: Session, listener_id: ListenerId, export: ListenerExport) -> int:
    here = {(row.source, row.added_at) for row in _rows_of(session, _LISTS, listener_id)}
    before = len(_rows_of(session, _SONGS, listener_id))
    room = max(0, MOST_OWN_SONGS - before)
    rows: list[Columns] = []
    for one in export.own_lists:
        songs = list({song.track_id: song for song in one.songs}.values())[: room - len(rows)]
        if not songs or (one.source, one.added_at) in here:
            continue
        here.add((one.source, one.added_at))
        values = {"listener_id": listener_id, "source": one.source, "added_at": one.added_at}
        list_id = session.scalar(insert(_LISTS).returning(_LISTS.c.id), values)
        owned = {"listener_id": listener_id, "list_id": list_id}
        rows += [{**owned, **asdict(song), "artists": list(song.artists)} for song in songs]
    _insert(session, _SONGS, rows)
    return len(rows)


def _taken(
    session: Session,
    table: Table,
    wanted: Mapping[Any, tuple[Any, Columns]],
    here: Mapping[Any, int],
) -> _Taken:
    missing = {key: columns for key, columns in wanted.values() if key not in here}
    numbers: list[int] = []
    if missing:
        adding = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        numbers = list(session.scalars(adding, list(missing.values())))
    everything = {**here, **dict(zip(missing, numbers, strict=True))}
    ids = {told: everything[key] for told, (key, _) in wanted.items()}
    return _Taken(ids, frozenset(numbers))


def _rows_of(session: Session, table: Table, listener_id: ListenerId) -> Sequence[Any]:
    wanted = select(table).where(table.c.listener_id == listener_id).order_by(table.c.id)
    return session.execute(wanted).all()


def _insert(session: Session, table: Table, rows: list[Columns]) -> None:
    if rows:
        session.execute(insert(table), rows)
