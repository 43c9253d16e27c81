"""The inbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NEVER_REUSE_IDS, Base, OwnedByListener


class RequestRecord(OwnedByListener, Base):
    """Something that was accepted and must be answered.

    `sealed_delivery` is encrypted: where to answer, how to fetch a photo, which emoji it was; never
    what was typed. NULL as soon as it is answered or refused; at `reachable_until` at the latest,
    where the address dies soon. `attempts` counts the tries that were begun.
    """

    __tablename__ = "requests"
    __table_args__ = (
        UniqueConstraint("platform", "event_hash"),
        Index(None, "state", "kind"),
        NEVER_REUSE_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(16))
    event_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(32))
    received_at: Mapped[datetime]
    sealed_delivery: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(server_default="0")
    reachable_until: Mapped[datetime | None]
