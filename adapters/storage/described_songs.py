"""What a source of features said of songs, so that it is never asked twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import astuple
from datetime import datetime
from itertools import islice

from sqlalchemy import delete, insert, select

from adapters.storage.database import Database, table_of
from adapters.values import SourceAnswer
from engine.described import DescribedSong, can_be
from engine.tracks import FEATURE_NAMES, AudioFeatures
from models import DescribedSongRecord

_SONGS = table_of(DescribedSongRecord)
_IDS_AT_ONCE = 500  # SQLite takes some tens of thousands of values, older ones 999


class DescribedSongStore:
    """Fits the port `DescribedSongs`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, *, most: int) -> Sequence[DescribedSong]:
        """Those that were told of, the newest `most` of them."""
        wanted = (
            select(_SONGS.c.track_id, _SONGS.c.title, _SONGS.c.artists, _SONGS.c.features)
            .where(_SONGS.c.title.is_not(None))
            .order_by(_SONGS.c.id.desc())
            .limit(most)
        )
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
        songs = [
            DescribedSong(row.track_id, row.title, tuple(row.artists), AudioFeatures(*row.features))
            for row in rows
            if len(row.features) == len(FEATURE_NAMES)
        ]
        return [song for song in songs if can_be(song.features)]

    async def unknown_since(self, track_ids: Collection[str], *, since: datetime) -> frozenset[str]:
        """Those of which the source said, then or later, that it does not know them."""
        found: set[str] = set()
        ids = iter(track_ids)
        async with self._database.statements() as connection:
            while some := list(islice(ids, _IDS_AT_ONCE)):
                wanted = select(_SONGS.c.track_id).where(
                    _SONGS.c.track_id.in_(some),
                    _SONGS.c.title.is_(None),
                    _SONGS.c.asked_at >= since,
                )
                found.update((await connection.scalars(wanted)).all())
        return frozenset(found)

    async def keep(self, answer: SourceAnswer, *, at: datetime) -> None:
        """What was said takes the place of what was said of these before."""
        ids = iter(sorted(answer.told_of))
        async with self._database.transaction() as session:
            while some := list(islice(ids, _IDS_AT_ONCE)):
                await session.execute(delete(_SONGS).where(_SONGS.c.track_id.in_(some)))
                await session.execute(
                    insert(_SONGS), [_row(one, answer.songs.get(one), at) for one in some]
                )


def _row(track_id: str, song: DescribedSong | None, at: datetime) -> dict[str, object]:
    return {
        "track_id": track_id,
        "asked_at": at,
        "title": song.title if song else None,
        "artists": list(song.artists) if song else [],
        "features": list(astuple(song.features)) if song else [],
    }
