"""What listeners said of songs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NEVER_REUSE_IDS, Base, OwnedByListener, goes_with


class FeedbackRecord(OwnedByListener, Base):
    """One sign about one track of one set; a weak and a full sign of a kind can both be there.

    `set_id` is NULL where the set is gone, too old or of a listener who keeps no history: what
    they said outlives it. Only then `offered_at` tells when the set was offered.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("set_id", "track_id", "kind", "weight"),
        goes_with("set_id", "recommendation_sets"),
        NEVER_REUSE_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int | None]
    track_id: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(16))
    weight: Mapped[float]
    title: Mapped[str] = mapped_column(Text)
    artists: Mapped[list[str]] = mapped_column(JSON)
    mood_name: Mapped[str] = mapped_column(String(16))
    given_at: Mapped[datetime]
    offered_at: Mapped[datetime | None]


class SeedSongRecord(OwnedByListener, Base):
    """A track the listener named as theirs."""

    __tablename__ = "seed_songs"
    __table_args__ = (UniqueConstraint("listener_id", "track_id"), NEVER_REUSE_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    artists: Mapped[list[str]] = mapped_column(JSON)
    added_at: Mapped[datetime]
