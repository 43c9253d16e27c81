"""Songs that listeners brought along."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NEVER_REUSE_IDS, Base, OwnedByListener, goes_with


class OwnListRecord(OwnedByListener, Base):
    """A list that was sent, or read from an account; never what it was called."""

    __tablename__ = "own_lists"
    __table_args__ = (UniqueConstraint("id", "listener_id"), NEVER_REUSE_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(16))
    added_at: Mapped[datetime]


class OwnSongRecord(OwnedByListener, Base):
    """A song of a list. Title and artists stay, whatever becomes of the catalogue."""

    __tablename__ = "own_songs"
    __table_args__ = (
        UniqueConstraint("list_id", "track_id"),
        goes_with("list_id", "own_lists"),
        NEVER_REUSE_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int]
    track_id: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    artists: Mapped[list[str]] = mapped_column(JSON)
