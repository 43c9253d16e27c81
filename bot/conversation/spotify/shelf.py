"""A listener's songs from Spotify as the catalogue knows them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.streaming import LibraryTrack
from adapters.values import ListenerId, OwnSong, SongSource
from bot.ports import Storage
from engine.catalogue import Catalogue
from engine.moods import MoodName
from engine.own_songs import FoundSongs, SongFinder, sorted_into_moods
from engine.song_lists.listed import ListedSong
from engine.taste import SeedSong

# More would say that everything is liked alike.
MOST_SEEDS = 50


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of adding: how many songs there are now, by mood too, and what was not added."""

    songs: int
    moods: Mapping[MoodName, int]
    missing: int
    left_out: int


class SpotifyShelf:
    """Keeps those that the catalogue has, in one list whatever they came from."""

    def __init__(self, catalogue: Catalogue, *, storage: Storage) -> None:
        self._catalogue = catalogue
        self._finder = SongFinder(catalogue)
        self._own_songs = storage.own_songs
        self._feedback = storage.feedback

    async def songs(self, listener_id: ListenerId) -> Sequence[OwnSong]:
        """All from Spotify, those first that came first."""
        lists = await self._own_songs.lists(listener_id)
        known: dict[str, OwnSong] = {}
        for one in lists:
            if one.source is SongSource.SPOTIFY:
                songs = await self._own_songs.of(listener_id, list_id=one.list_id)
                known.update((song.track_id, song) for song in songs)
        return list(known.values())

    async def add(
        self, listener_id: ListenerId, songs: Sequence[LibraryTrack], *, at: datetime
    ) -> Kept:
        """Joins them to the catalogue, beside those of before."""
        listed = [ListedSong(one.title, one.artists, one.track_id) for one in songs]
        found = await asyncio.to_thread(self._found, listed)
        known = {one.track_id: one for one in await self.songs(listener_id)}
        wanted = {**known, **{one.track_id: one for one in found.songs}}
        kept = await self._own_songs.add(
            listener_id, list(wanted.values()), source=SongSource.SPOTIFY, at=at, replaces=True
        )
        by_mood = await self.by_mood(listener_id)
        moods = {mood: len(ids) for mood, ids in by_mood.items()}
        return Kept(kept.songs, moods, found.missing, len(wanted) - kept.songs)

    async def by_mood(self, listener_id: ListenerId) -> Mapping[MoodName, Sequence[str]]:
        """Track ids under the mood of the track, the surest first."""
        songs = await self.songs(listener_id)
        return await asyncio.to_thread(self._by_mood, songs)

    async def seed(self, listener_id: ListenerId, *, at: datetime) -> tuple[int, int]:
        """Makes the first of them seed songs; how many are new, and how many were before."""
        songs = list(await self.songs(listener_id))[:MOST_SEEDS]
        new = 0
        for one in songs:
            seed = SeedSong(one.track_id, one.title, one.artists, at)
            new += await self._feedback.add_seed(listener_id, seed)
        return new, len(songs) - new

    def _found(self, listed: Sequence[ListedSong]) -> _Joined:
        found: FoundSongs = self._finder.find(listed)
        tracks = [self._catalogue.track(int(row)) for row in found.rows]
        songs = tuple(OwnSong(one.track_id, one.title, one.artists) for one in tracks)
        return _Joined(songs, len(found.missing))

    def _by_mood(self, songs: Sequence[OwnSong]) -> Mapping[MoodName, Sequence[str]]:
        listed = [ListedSong(one.title, one.artists, one.track_id) for one in songs]
        rows = sorted_into_moods(self._finder.rows_of(listed), self._catalogue)
        return {
            mood: [self._catalogue.track(int(row)).track_id for row in of_mood]
            for mood, of_mood in rows.items()
        }


@dataclass(frozen=True, slots=True)
class _Joined:
    songs: tuple[OwnSong, ...]
    missing: int
