"""Who talks to Mien, and what they agreed to and chose."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, false, true
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NEVER_REUSE_IDS, Base, OwnedByListener


class ListenerRecord(Base):
    """A listener, found by a keyed hash of platform and account id, and their settings.

    `app_language` is no choice of theirs: the platform told it last, and not with every event.
    """

    __tablename__ = "listeners"
    __table_args__ = (NEVER_REUSE_IDS,)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_hash: Mapped[str] = mapped_column(String(64), unique=True)
    explicit_allowed: Mapped[bool]
    music_service: Mapped[str] = mapped_column(String(32))
    goal: Mapped[str] = mapped_column(String(16))
    discovery: Mapped[str] = mapped_column(String(16), server_default="balanced")
    language: Mapped[str | None] = mapped_column(String(8))
    shares_in_groups: Mapped[bool] = mapped_column(server_default=false())
    keeps_history: Mapped[bool] = mapped_column(server_default=true())
    only_own_songs: Mapped[bool] = mapped_column(server_default=false())
    app_language: Mapped[str | None] = mapped_column(String(8))


class ConsentRecord(OwnedByListener, Base):
    """One answer to the notice. Rows are only added: they are the proof."""

    __tablename__ = "consents"
    __table_args__ = (NEVER_REUSE_IDS,)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    faces: Mapped[bool]
    given_at: Mapped[datetime]
