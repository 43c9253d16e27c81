"""Servers and groups: what those who manage them chose."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

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
            # Two who manage one place at once: the other one may have made the row.
            with suppress(IntegrityError):
                async with session.begin_nested():
                    session.add(PlaceRecord(place_hash=place_hash, photos_allowed=allowed))
            await session.execute(
                update(PlaceRecord)
                .where(PlaceRecord.place_hash == place_hash)
                .values(photos_allowed=allowed)
            )
