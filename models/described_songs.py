"""What a source of features said of songs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NEVER_REUSE_IDS, Base


class DescribedSongRecord(Base):
    """A song that a source was asked about, and when; no title: it does not know the song.

    Nobody's row: who brought the song is not kept.
    """

    __tablename__ = "described_songs"
    __table_args__ = (NEVER_REUSE_IDS,)

    id: Mapped[int] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(String(48), unique=True)
    asked_at: Mapped[datetime]
    title: Mapped[str | None] = mapped_column(Text)
    artists: Mapped[list[str]] = mapped_column(JSON)
    features: Mapped[list[float]] = mapped_column(JSON)
