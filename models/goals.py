"""What listeners wanted of music."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NEVER_REUSE_IDS, Base, OwnedByListener, goes_with


class GoalChoiceRecord(OwnedByListener, Base):
    """A goal that was asked for under a set; a second one there takes the place of the first.

    `set_id` is NULL where the set is gone, too old or of a listener who keeps no history: what
    they chose outlives it.
    """

    __tablename__ = "goal_choices"
    __table_args__ = (
        UniqueConstraint("set_id"),
        goes_with("set_id", "recommendation_sets"),
        NEVER_REUSE_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int | None]
    mood_name: Mapped[str] = mapped_column(String(16))
    goal: Mapped[str] = mapped_column(String(16))
    chosen_at: Mapped[datetime]
