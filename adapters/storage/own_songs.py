"""Songs that listeners brought along, list by list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.storage.database import Database, table_of
from adapters.storage.listeners import lock_listener
from adapters.values import MOST_OWN_SONGS, ListenerId, OwnList, OwnListId, OwnSong, SongSource
from models import OwnListRecord, OwnSongRecord

# Put together once, and read without records: there may be thousands of rows.
_LISTS, _SONGS = table_of(OwnListRecord), table_of(OwnSongRecord)
_OF = select(_SONGS.c.track_id, _SONGS.c.title, _SONGS.c.artists).where(
    _SONGS.c.listener_id == bindparam("listener")
)
_KEPT = (
    select(_LISTS.c.id, _LISTS.c.source, _LISTS.c.added_at, func.count(_SONGS.c.id).label("songs"))
    .outerjoin(_SONGS, _SONGS.c.list_id == _LISTS.c.id)
    .where(_LISTS.c.listener_id == bindparam("listener"))
    .group_by(_LISTS.c.id, _LISTS.c.source, _LISTS.c.added_at)
    .order_by(_LISTS.c.id)
)


class OwnSongStore:
    """Fits the port `OwnSongs`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        listener_id: ListenerId,
        songs: Sequence[OwnSong],
        *,
        source: SongSource,
        at: datetime,
        replaces: bool = False,
    ) -> OwnList:
        """A new list; of its songs no more than fit beside those of the others.

        With `replaces`, what came from this source before goes.
        """
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            if replaces:
                await _drop(session, listener_id, source=source)
            room = MOST_OWN_SONGS - await _count(session, listener_id)
            kept = list({song.track_id: song for song in songs}.values())[: max(0, room)]
            values = {"listener_id": listener_id, "source": source, "added_at": at}
            number = await session.scalar(insert(_LISTS).returning(_LISTS.c.id), values)
            list_id = OwnListId(int(number))
            if kept:
                await session.execute(insert(_SONGS), _rows(listener_id, list_id, kept))
        return OwnList(list_id, source, at, len(kept))

    async def lists(self, listener_id: ListenerId) -> Sequence[OwnList]:
        """Oldest first. A list never changes, and no other gets its id."""
        asked = {"listener": listener_id}
        rows = await self._database.run(lambda given: given.execute(_KEPT, asked).all())
        return [
            OwnList(OwnListId(row.id), SongSource(row.source), row.added_at, row.songs)
            for row in rows
        ]

    async def of(
        self, listener_id: ListenerId, *, list_id: OwnListId | None = None
    ) -> Sequence[OwnSong]:
        """The songs of one list or of all, in the order they came; a song of two comes twice."""
        wanted = _OF.order_by(_SONGS.c.id)
        if list_id is not None:
            wanted = wanted.where(_SONGS.c.list_id == list_id)
        asked = {"listener": listener_id}
        rows = await self._database.run(lambda given: given.execute(wanted, asked).all())
        return [OwnSong(row.track_id, row.title, tuple(row.artists)) for row in rows]

    async def forget(
        self,
        listener_id: ListenerId,
        *,
        list_id: OwnListId | None = None,
        source: SongSource | None = None,
    ) -> bool:
        """Drops one list, or those of a source, or all; False if there was none."""
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            found = await _drop(session, listener_id, list_id=list_id, source=source)
        await self._database.truncate_log()
        return found


async def _drop(
    session: AsyncSession,
    listener_id: ListenerId,
    *,
    list_id: OwnListId | None = None,
    source: SongSource | None = None,
) -> bool:
    # Their songs go with the lists.
    dropping = delete(_LISTS).where(_LISTS.c.listener_id == listener_id).returning(_LISTS.c.id)
    if list_id is not None:
        dropping = dropping.where(_LISTS.c.id == list_id)
    if source is not None:
        dropping = dropping.where(_LISTS.c.source == source)
    return bool((await session.scalars(dropping)).all())


async def _count(session: AsyncSession, listener_id: ListenerId) -> int:
    counted = select(func.count()).where(_SONGS.c.listener_id == listener_id)
    return await session.scalar(counted) or 0


def _rows(
    listener_id: ListenerId, list_id: OwnListId, songs: Collection[OwnSong]
) -> list[dict[str, object]]:
    return [
        {
            "listener_id": listener_id,
            "list_id": list_id,
            "track_id": song.track_id,
            "title": song.title,
            "artists": list(song.artists),
        }
        for song in songs
    ]
