"""What all records share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, ForeignKey, ForeignKeyConstraint, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite would give the id of a forgotten row to the next one: an old button or an answer still
# under way would then reach somebody else's rows.
NEVER_REUSE_IDS = {"sqlite_autoincrement": True}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in, aware UTC out; SQLite itself forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC; ValueError if it names no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Root of all records. Constraints have names, so that a migration can drop them."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime}


class OwnedByListener:
    """A row that belongs to one listener and goes when they are forgotten."""

    listener_id: Mapped[int] = mapped_column(
        ForeignKey("listeners.id", ondelete="CASCADE"), index=True
    )


def goes_with(column: str, table: str) -> ForeignKeyConstraint:
    """The row of that table that this one goes with; it is of the same listener."""
    theirs = [f"{table}.id", f"{table}.listener_id"]
    return ForeignKeyConstraint([column, "listener_id"], theirs, ondelete="CASCADE")
