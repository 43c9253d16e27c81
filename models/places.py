"""Servers and groups."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NEVER_REUSE_IDS, Base


class PlaceRecord(Base):
    """What those who manage a server or group chose for it; found by a keyed hash of its id."""

    __tablename__ = "places"
    __table_args__ = (NEVER_REUSE_IDS,)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_hash: Mapped[str] = mapped_column(String(64), unique=True)
    photos_allowed: Mapped[bool]
