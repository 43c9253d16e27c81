"""Values of an exported file as rows of tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from adapters.values import (
    GivenSign,
    KeptCorrection,
    ListenerId,
    OfferedSet,
    OfferedTrack,
    SavedReading,
)
from engine.tracks import song_key

Columns = dict[str, Any]


def reading_columns(listener_id: ListenerId, reading: SavedReading) -> Columns:
    """What is kept of a reading."""
    return {
        "listener_id": listener_id,
        "read_at": reading.read_at,
        "faces": reading.faces,
        "emotions": list(reading.emotions.probabilities),
        "mood_name": reading.mood.name,
        "valence": reading.mood.valence,
        "arousal": reading.mood.arousal,
        "sure": reading.sure,
    }


def set_columns(
    listener_id: ListenerId, offered: OfferedSet, readings: Mapping[int, int]
) -> Columns:
    """What is kept of a set; `readings` are ids here by those in the file."""
    return {
        "listener_id": listener_id,
        "reading_id": readings[offered.reading.reading_id] if offered.reading else None,
        "offered_at": offered.offered_at,
        "mood_name": offered.mood.name,
        "valence": offered.mood.valence,
        "arousal": offered.mood.arousal,
        "goal": offered.goal,
        "widened": offered.widened,
        "repeated": offered.repeated,
    }


def track_columns(listener_id: ListenerId, set_id: int, track: OfferedTrack) -> Columns:
    """What is kept of a track of a set."""
    return {
        **asdict(track),
        "listener_id": listener_id,
        "set_id": set_id,
        "artists": list(track.artists),
        "song_key": song_key(track.title, track.artists[0]),
        "reasons": [asdict(reason) for reason in track.reasons],
    }


def sign_columns(
    listener_id: ListenerId, sign: GivenSign, set_id: int | None, *, offered_at: datetime | None
) -> Columns:
    """A sign; where its set is not here, only when that was offered."""
    one = sign.feedback
    return {
        "listener_id": listener_id,
        "set_id": set_id,
        "track_id": one.track_id,
        "kind": one.kind,
        "weight": one.weight,
        "title": one.title,
        "artists": list(one.artists),
        "mood_name": one.mood,
        "given_at": one.given_at,
        "offered_at": None if set_id else offered_at,
    }


def correction_columns(
    listener_id: ListenerId,
    correction: KeptCorrection,
    reading_id: int | None,
    *,
    read_at: datetime | None,
) -> Columns:
    """A correction; where its reading is not here, only when that was read."""
    return {
        "listener_id": listener_id,
        "reading_id": reading_id,
        "seen": correction.seen,
        "meant": correction.meant,
        "read_at": None if reading_id else read_at,
    }
