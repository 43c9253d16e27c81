"""A listener's playlist for each mood: made once, found again, and no song in it twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
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

    async def save(self, visit: Visit, mood: MoodName, track_ids: Sequence[str]) -> tuple[str, int]:
        """The playlist's id, and how many of these songs it did not have. SpotifyError."""
        async with self._doors.setdefault(visit.listener_id, asyncio.Lock()):
            playlist_id = await _found(visit, mood) or await _made(visit, mood)
            return playlist_id, await _fill(visit, playlist_id, track_ids)


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


async def _found(visit: Visit, mood: MoodName) -> str | None:
    """The one we know of, if it is still there; else one of that name, made and not noted."""
    known = await visit.accounts.playlist(visit.listener_id, mood)
    names, same_name = playlist_names(mood), None
    async for one in playlists_of(visit):
        if one.playlist_id == known:
            return known
        if same_name is None and one.owner_id == visit.user.user_id and one.name in names:
            same_name = one.playlist_id
    if same_name is not None:
        await visit.accounts.keep_playlist(visit.listener_id, mood, same_name)
    return same_name


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
