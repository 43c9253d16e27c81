"""Servers and groups: what those who manage them chose."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.chat.message import Platform
from adapters.storage.database import Database
from adapters.storage.keys import IdentityHasher
from models import PlaceRecord


class PlaceStore:
    """Fits the port `Places`."""

    def __init__(self, database: Database, *, hasher: IdentityHasher) -> None:
        self._database = database
        self._hasher = hasher

    async def photos_allowed(self, platform: Platform, place_id: str) -> bool:
        """Whether faces may be read for people there; True unless it was switched off."""
        wanted = select(PlaceRecord.photos_allowed).where(
            PlaceRecord.place_hash == self._hasher.place(platform, place_id)
        )
        async with self._database.transaction() as session:
            return await session.scalar(wanted) is not False

    async def allow_photos(self, platform: Platform, place_id: str, *, allowed: bool) -> None:
        """From now on, for everyone there."""
        place_hash = self._hasher.place(platform, place_id)
        async with self._database.transaction() as session:
            await _make(session, place_hash, allowed=allowed)
            await session.execute(
                update(PlaceRecord)
                .where(PlaceRecord.place_hash == place_hash)
                .values(photos_allowed=allowed)
            )

    async def move(self, platform: Platform, place_id: str, moved_to: str) -> None:
        """What was chosen there holds under its new id, unless something was chosen for that."""
        old, new = (self._hasher.place(platform, each) for each in (place_id, moved_to))
        async with self._database.transaction() as session:
            left = delete(PlaceRecord).where(PlaceRecord.place_hash == old)
            allowed = await session.scalar(left.returning(PlaceRecord.photos_allowed))
            if allowed is not None:
                await _make(session, new, allowed=allowed)


async def _make(session: AsyncSession, place_hash: str, *, allowed: bool) -> None:
    # Two who manage one place at once: the other one may have made the row.
    with suppress(IntegrityError):
        async with session.begin_nested():
            session.add(PlaceRecord(place_hash=place_hash, photos_allowed=allowed))
