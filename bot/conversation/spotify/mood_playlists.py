"""A listener's playlist for each mood: made once, found again, and no song in it twice."""

from __future__ import annotations

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Mapping,
    Sequence,
)
from typing import TypeVar
from weakref import WeakValueDictionary

from adapters.errors import SpotifyError
from adapters.streaming import Access, Page, StreamingPlaylist
from adapters.values import ListenerId
from bot.conversation.spotify.visits import Visit
from bot.replies.spotify_songs import playlist_description, playlist_name, playlist_names
from engine.moods import MoodName

Item = TypeVar("Item")

ADDED_AT_ONCE = 100
MOST_PAGES = 250  # as many playlists as an account may have, fifty at a time


class MoodPlaylists:
    """Fills them. Two who do so for one listener at once do it one after the other."""

    def __init__(self) -> None:
        self._doors: WeakValueDictionary[ListenerId, asyncio.Lock] = WeakValueDictionary()

    async def save(
        self, visit: Visit, by_mood: Mapping[MoodName, Sequence[str]]
    ) -> Mapping[MoodName, tuple[str, int]]:
        """Each playlist's id, and how many of its songs it did not have. SpotifyError."""
        door = self._doors.setdefault(visit.listener_id, asyncio.Lock())
        async with door:
            found = await _found(visit, by_mood)
            ids = {mood: found.get(mood) or await _made(visit, mood) for mood in by_mood}
        saved = {}
        for mood, track_ids in by_mood.items():
            # Who saves one set meanwhile waits for one playlist at most.
            async with door:
                saved[mood] = ids[mood], await _fill(visit, ids[mood], track_ids)
        return saved


async def all_of(
    visit: Visit, ask: Callable[[Access, int], Awaitable[Page[Item]]]
) -> AsyncIterator[Page[Item]]:
    """Page after page. SpotifyError; also if there are more than there can be."""
    start: int | None = 0
    for _ in range(MOST_PAGES):
        if start is None:
            return
        begin = start
        page = await visit.ask(lambda access: ask(access, begin))  # noqa: B023 - asked at once
        yield page
        start = page.following
    if start is not None:
        raise SpotifyError("pages without end")


async def playlists_of(visit: Visit) -> AsyncIterator[StreamingPlaylist]:
    """All that the listener sees among theirs."""
    pages = all_of(visit, lambda access, at: visit.spotify.playlists(access, visit.user, at))
    async for page in pages:
        for playlist in page.items:
            yield playlist


async def _found(visit: Visit, moods: Collection[MoodName]) -> Mapping[MoodName, str]:
    """Those we know of that are still there; else those of that name, made and not noted."""
    known = {mood: await visit.accounts.playlist(visit.listener_id, mood) for mood in moods}
    listed = await _listed(visit, known.values())
    there = {one.playlist_id for one in listed}
    found = {mood: one for mood, one in known.items() if one in there}
    for mood in known.keys() - found.keys():
        names = playlist_names(mood)
        mine = (one for one in listed if one.owner_id == visit.user.user_id and one.name in names)
        if same_name := next(mine, None):
            await visit.accounts.keep_playlist(visit.listener_id, mood, same_name.playlist_id)
            found[mood] = same_name.playlist_id
    return found


async def _listed(visit: Visit, wanted: Iterable[str | None]) -> Sequence[StreamingPlaylist]:
    """All, or as many as it takes until each that is wanted was seen."""
    unseen, listed = set(wanted), []
    async for one in playlists_of(visit):
        listed.append(one)
        unseen.discard(one.playlist_id)
        if not unseen:
            break
    return listed


async def _made(visit: Visit, mood: MoodName) -> str:
    name, description = playlist_name(mood), playlist_description()
    made = await visit.ask(lambda access: visit.spotify.create(access, name, description))
    await visit.accounts.keep_playlist(visit.listener_id, mood, made)
    return made


async def _fill(visit: Visit, playlist_id: str, track_ids: Sequence[str]) -> int:
    has: set[str | None] = set()
    async for page in all_of(
        visit, lambda access, at: visit.spotify.songs(access, playlist_id, at)
    ):
        has.update(one.track_id for one in page.items)
    new = [one for one in dict.fromkeys(track_ids) if one not in has]
    for at in range(0, len(new), ADDED_AT_ONCE):
        some = new[at : at + ADDED_AT_ONCE]
        await visit.ask(lambda access: visit.spotify.add(access, playlist_id, some))  # noqa: B023
    return len(new)
