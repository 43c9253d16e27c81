"""/library: liked songs and playlists brought in, sorted into moods, and used."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from adapters.chat.message import Incoming, IncomingPress, Reply
from adapters.streaming import Access, LibraryTrack, Page, StreamingPlaylist
from adapters.values import ListenerId, OwnList, SongSource
from bot.actions import Action, Verb
from bot.conversation.collection import SongCollection
from bot.conversation.spotify.desk import Line, SpotifyDesk
from bot.conversation.spotify.mood_playlists import all_of, playlists_of
from bot.conversation.spotify.visits import UnlinkedError, Visit
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.replies.language import spoken_language
from bot.replies.links import is_on_spotify
from bot.replies.spotify import not_linked
from bot.replies.spotify_library import (
    LibraryWish,
    brought_in,
    library_menu,
    no_library_yet,
    nothing_there,
    reading,
    sorted_in,
    which_playlist,
)
from bot.replies.spotify_songs import playlist_names
from engine.moods import MoodName
from engine.song_lists.listed import ListedSong

TOLD_EVERY_PAGES = 5  # 250 songs: chats allow few changes of a message a minute
MOST_READ = 10_000  # songs of one wish: two hundred requests

Ask = Callable[[Access, int], Awaitable[Page[LibraryTrack]]]


class Library:
    """Brings a listener's own songs in, and takes them out again."""

    def __init__(self, desk: SpotifyDesk, collection: SongCollection) -> None:
        self._desk = desk
        self._collection = collection

    def commands(self) -> Mapping[str, CommandHandler]:
        """/library."""
        return {"library": lambda turn, _: self.menu(turn)}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """What to bring in, and what to do with it."""
        return {
            Verb.LIBRARY: self.wished,
            Verb.LIBRARY_LISTS: self.choose,
            Verb.LIBRARY_LIST: self.bring_playlist,
        }

    async def menu(self, turn: Turn[Incoming]) -> None:
        """What is known, and what can be done."""
        if await self._desk.accounts.account(turn.listener_id) is None:
            await turn.say(not_linked())
            return
        kept = await self._kept(turn.listener_id)
        await turn.say(library_menu(kept, settings=turn.settings))

    async def wished(self, turn: Turn[IncomingPress], pressed: Action) -> None:
        """One of the buttons below."""
        match pressed.member(LibraryWish, 0):
            case LibraryWish.LIKED:
                await self._bring(turn, lambda visit: visit.spotify.liked)
            case LibraryWish.SORT:
                await self._desk.begin(turn, self._sorted, line=Line.LIBRARY)

    async def choose(self, turn: Turn[IncomingPress], pressed: Action) -> None:
        """Shows a page of playlists, in the place of the one that was pressed on."""
        page, message_id = pressed.number(0) or 0, turn.incoming.message_id

        async def work(visit: Visit) -> Reply:
            reply = which_playlist([one async for one in _readable(visit)], page)
            return reply if message_id is None else reply.replacing(message_id)

        await self._desk.begin(turn, work, line=Line.LIBRARY)

    async def bring_playlist(self, turn: Turn[IncomingPress], pressed: Action) -> None:
        """The songs of one playlist."""
        playlist_id = pressed.word(0)
        await self._bring(
            turn,
            lambda visit: lambda access, at: visit.spotify.songs(access, playlist_id, at),
        )

    async def _bring(self, turn: Turn[Incoming], source: Callable[[Visit], Ask]) -> None:
        async def work(visit: Visit) -> Reply:
            songs = await _read(visit, source(visit), partial(_tell, turn))
            if not songs:
                return nothing_there()
            # They may have unlinked while the pages came, or while the songs were looked up: then
            # nothing of them is kept.
            await visit.check()
            reply = await self._added(turn, songs)
            try:
                await visit.check()
            except UnlinkedError:
                await self._desk.storage.own_songs.forget(
                    turn.listener_id, source=SongSource.SPOTIFY
                )
                raise
            return reply

        await self._desk.begin(turn, work, line=Line.LIBRARY)

    async def _added(self, turn: Turn[Incoming], songs: Sequence[LibraryTrack]) -> Reply:
        """They join those that came from Spotify before: one list, whatever they came from."""
        listed: list[ListedSong] = []
        for kept in await self._lists(turn.listener_id):
            before = await self._collection.songs(turn.listener_id, kept.list_id)
            listed += [ListedSong(one.title, one.artists, one.track_id) for one in before]
        listed += [ListedSong(one.title, one.artists, one.track_id) for one in songs]
        joined = await self._collection.add(
            turn.listener_id,
            listed,
            source=SongSource.SPOTIFY,
            replaces=True,
        )
        moods = await self._by_mood(turn.listener_id, joined.kept)
        return brought_in(
            len(songs),
            joined.kept,
            moods={mood: len(ids) for mood, ids in moods.items()},
            missing=len(joined.missing),
            left_out=joined.left_out,
            asked=joined.asked,
        )

    async def _sorted(self, visit: Visit) -> Reply:
        by_mood = await self._by_mood(visit.listener_id, await self._kept(visit.listener_id))
        if not any(by_mood.values()):
            return no_library_yet()
        there = {mood: [one for one in ids if is_on_spotify(one)] for mood, ids in by_mood.items()}
        missing = sum(map(len, by_mood.values())) - sum(map(len, there.values()))
        saved = await self._desk.mood_playlists.save(
            visit, {mood: ids for mood, ids in there.items() if ids}
        )
        return sorted_in(saved, missing=missing)

    async def _kept(self, listener_id: ListenerId) -> OwnList | None:
        """The newest, which holds all others unless one came with an exported file."""
        lists = await self._lists(listener_id)
        return lists[-1] if lists else None

    async def _lists(self, listener_id: ListenerId) -> Sequence[OwnList]:
        lists = await self._collection.lists(listener_id)
        return [one for one in lists if one.source is SongSource.SPOTIFY]

    async def _by_mood(
        self, listener_id: ListenerId, kept: OwnList | None
    ) -> Mapping[MoodName, Sequence[str]]:
        """Track ids, the surest of each mood first."""
        if kept is None:
            return {}
        rows = await self._collection.by_mood(listener_id, list_id=kept.list_id)
        track = self._collection.track
        return {mood: [track(row).track_id for row in of.tolist()] for mood, of in rows.items()}


async def _readable(visit: Visit) -> AsyncIterator[StreamingPlaylist]:
    """Playlists whose songs may be asked for, but for those that Mien made itself."""
    ours = frozenset().union(*(playlist_names(mood) for mood in MoodName))
    async for one in playlists_of(visit):
        mine = one.owner_id == visit.user.user_id and one.name in ours
        if one.readable and not mine:
            yield one


async def _read(
    visit: Visit, ask: Ask, tell: Callable[[str | None, Reply], Awaitable[str | None]]
) -> list[LibraryTrack]:
    songs: list[LibraryTrack] = []
    told: str | None = None
    number = 0
    async for page in all_of(visit, ask):
        songs += page.items
        if len(songs) >= MOST_READ:
            return songs[:MOST_READ]
        if number % TOLD_EVERY_PAGES == 0 and page.following is not None:
            told = await tell(told, reading(page.following, page.total))
        number += 1
    return songs


async def _tell(turn: Turn[Incoming], message_id: str | None, reply: Reply) -> str | None:
    """Progress in one message that changes."""
    spoken = replace(reply, language=spoken_language(), replaces=message_id)
    return await turn.chat.send(turn.address, spoken) or message_id
