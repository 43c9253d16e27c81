"""A listener's own songs in the catalogue: joined, kept, sorted into moods, and the only pool."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from adapters.values import (
    AskedSource,
    ListenerId,
    ListenerProfile,
    OwnList,
    OwnListId,
    OwnSong,
    SongSource,
)
from bot.conversation.describing import SongDescriber
from bot.ports import Storage
from engine.catalogue import Catalogue
from engine.described import with_described
from engine.moods import MoodName
from engine.own_songs import SongFinder, sorted_into_moods
from engine.song_lists.listed import ListedSong
from engine.tracks import Track

REMEMBERED_POOLS = 200  # of 5,000 songs each, that is 8 MB
JOINED_AT_ONCE = 2  # a list of typing errors is seconds of one core

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of a list: where it is kept, if any of it was found, and what was not found.

    `left_out` songs were found, but are more than fit. `asked`: who was asked about songs that the
    catalogue lacks; what was described is not missing.
    """

    kept: OwnList | None
    missing: tuple[ListedSong, ...]
    left_out: int = 0
    asked: AskedSource | None = None


class SongCollection:
    """Own songs of all listeners, as one catalogue knows them."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        storage: Storage,
        clock: Callable[[], datetime],
        describer: SongDescriber | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._describer = describer
        # Rows of songs that are described from now on are nobody's to choose from yet.
        self._offered = len(catalogue)
        self._own = storage.own_songs
        self._clock = clock
        self._finder = SongFinder(catalogue)
        self._hands = asyncio.Semaphore(JOINED_AT_ONCE)
        self._growing = asyncio.Lock()
        self._remembered: OrderedDict[tuple[OwnListId, ...], Rows] = OrderedDict()

    async def add(
        self,
        listener_id: ListenerId,
        songs: Sequence[ListedSong],
        *,
        source: SongSource,
        replaces: bool = False,
    ) -> Joined:
        """Keeps those songs that the catalogue has as a list; with `replaces` the only of its kind.

        By id, then by title and artist, typing errors forgiven; and those that a source describes.
        Nothing found changes nothing.
        """
        async with self._hands:
            found, missing = await asyncio.to_thread(self._found, songs)
        described, missing, asked = await self._described(missing)
        found += described
        if not found:
            return Joined(None, missing, asked=asked)
        kept = await self._own.add(
            listener_id, found, source=source, at=self._clock(), replaces=replaces
        )
        left_out = len(found) - kept.songs
        if kept.songs:
            return Joined(kept, missing, left_out, asked)
        await self._own.forget(listener_id, list_id=kept.list_id)
        return Joined(None, missing, left_out, asked)

    async def lists(self, listener_id: ListenerId) -> Sequence[OwnList]:
        """What they brought along, oldest first."""
        return await self._own.lists(listener_id)

    async def by_mood(
        self, listener_id: ListenerId, *, list_id: OwnListId | None = None
    ) -> Mapping[MoodName, Rows]:
        """Rows of their songs, those of one list if it is named, under their likeliest mood.

        The surest of each mood first.
        """
        lists = await self._own.lists(listener_id)
        rows = await self._rows(listener_id, lists, list_id)
        return sorted_into_moods(rows, self._catalogue)

    async def pool(self, profile: ListenerProfile) -> Rows | None:
        """The only rows that may be offered to them; None if all may."""
        if not profile.settings.only_own_songs:
            return None
        lists = await self._own.lists(profile.listener_id)
        if not lists:
            return None
        rows = await self._rows(profile.listener_id, lists, None)
        return rows[rows < self._offered]

    async def songs(self, listener_id: ListenerId, list_id: OwnListId) -> Sequence[OwnSong]:
        """The songs of one list; none if it is not theirs."""
        return await self._own.of(listener_id, list_id=list_id)

    async def forget(self, listener_id: ListenerId, list_id: OwnListId | None) -> bool:
        """Drops one list, or all; False if there was none."""
        return await self._own.forget(listener_id, list_id=list_id)

    def track(self, row: int) -> Track:
        """The track of a row."""
        return self._catalogue.track(row)

    async def _rows(
        self, listener_id: ListenerId, lists: Sequence[OwnList], list_id: OwnListId | None
    ) -> Rows:
        # Lists never change, so their ids tell the rows.
        ids = tuple(one.list_id for one in lists if list_id in (None, one.list_id))
        if ids in self._remembered:
            self._remembered.move_to_end(ids)
            return self._remembered[ids]
        kept = await self._own.of(listener_id, list_id=list_id) if ids else ()
        songs = [ListedSong(one.title, one.artists, one.track_id) for one in kept]
        rows = await asyncio.to_thread(self._finder.rows_of, songs)
        self._remembered[ids] = rows
        if len(self._remembered) > REMEMBERED_POOLS:
            self._remembered.popitem(last=False)
        return rows

    async def _described(
        self, missing: tuple[ListedSong, ...]
    ) -> tuple[list[OwnSong], tuple[ListedSong, ...], AskedSource | None]:
        """What a source knows of them, as own songs; what is missing still; who was asked."""
        ids = [song.track_id for song in missing if song.track_id is not None]
        described = await self._describer.describe(ids) if self._describer else None
        if described is None:
            return [], missing, None
        songs = described.songs
        if songs:
            async with self._growing:
                grown = await asyncio.to_thread(with_described, self._catalogue, songs.values())
                # Rows of before stay what they are.
                self._catalogue, self._finder = grown, SongFinder(grown)
        own = [OwnSong(one.track_id, one.title, one.artists) for one in songs.values()]
        still = tuple(song for song in missing if song.track_id not in songs)
        return own, still, described.asked

    def _found(self, songs: Sequence[ListedSong]) -> tuple[list[OwnSong], tuple[ListedSong, ...]]:
        found = self._finder.find(songs)
        tracks = [self._catalogue.track(row) for row in found.rows.tolist()]
        return [OwnSong(one.track_id, one.title, one.artists) for one in tracks], found.missing
