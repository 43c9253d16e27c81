"""What was read, what was offered for it, and where it is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import NEVER_REUSE_IDS, Base, OwnedByListener, goes_with


class ReadingRecord(OwnedByListener, Base):
    """Numbers of one reading; `emotions` are seven probabilities in the order of the labels."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("id", "listener_id"), NEVER_REUSE_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    read_at: Mapped[datetime]
    faces: Mapped[int]
    emotions: Mapped[list[float]] = mapped_column(JSON)
    mood_name: Mapped[str] = mapped_column(String(16))
    valence: Mapped[float]
    arousal: Mapped[float]
    sure: Mapped[bool]

    correction: Mapped[CorrectionRecord | None] = relationship(
        viewonly=True, lazy="joined", uselist=False
    )


class RecommendationSetRecord(OwnedByListener, Base):
    """One answer. Its reading, if it has one, is of the same listener."""

    __tablename__ = "recommendation_sets"
    __table_args__ = (
        UniqueConstraint("id", "listener_id"),
        goes_with("reading_id", "readings"),
        Index(None, "listener_id", "offered_at"),
        NEVER_REUSE_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int | None] = mapped_column(index=True)
    offered_at: Mapped[datetime]
    mood_name: Mapped[str] = mapped_column(String(16))
    valence: Mapped[float]
    arousal: Mapped[float]
    goal: Mapped[str] = mapped_column(String(16))
    widened: Mapped[bool]
    repeated: Mapped[bool]

    reading: Mapped[ReadingRecord | None] = relationship(viewonly=True, lazy="joined")
    recommendations: Mapped[list[RecommendationRecord]] = relationship(
        order_by="RecommendationRecord.number", lazy="selectin"
    )


class RecommendationRecord(OwnedByListener, Base):
    """A track of a set. Title and artists stay, whatever becomes of the catalogue.

    `reasons` are objects of term, amount and reference, the strongest first.
    """

    __tablename__ = "recommendations"
    __table_args__ = (
        UniqueConstraint("set_id", "number"),
        goes_with("set_id", "recommendation_sets"),
        NEVER_REUSE_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int]
    number: Mapped[int]
    track_id: Mapped[str] = mapped_column(Text)
    song_key: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    artists: Mapped[list[str]] = mapped_column(JSON)
    score: Mapped[float]
    mood_fit: Mapped[float]
    propensity: Mapped[float]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class CorrectionRecord(OwnedByListener, Base):
    """What a reading was called and what it should have been called; the same if confirmed.

    `reading_id` is NULL where the reading is gone, too old or of a listener who keeps no history:
    what they taught outlives it. Only then `read_at` tells when it was read.
    """

    __tablename__ = "corrections"
    __table_args__ = (
        UniqueConstraint("reading_id"),
        goes_with("reading_id", "readings"),
        NEVER_REUSE_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int | None]
    seen: Mapped[str] = mapped_column(String(16))
    meant: Mapped[str] = mapped_column(String(16))
    read_at: Mapped[datetime | None]


class ShownRecord(OwnedByListener, Base):
    """What a message of ours shows; found by a keyed hash of platform, chat and message id."""

    __tablename__ = "shown"
    __table_args__ = (
        goes_with("set_id", "recommendation_sets"),
        NEVER_REUSE_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_hash: Mapped[str] = mapped_column(String(64), unique=True)
    set_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int | None]
