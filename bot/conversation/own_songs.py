"""Songs that a listener sends, as a file or pasted: sorted into moods, and what to do with them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from adapters.chat.message import Incoming, IncomingPress
from adapters.values import OwnListId, SongSource
from bot.actions import Action, StaleButtonError, Verb
from bot.conversation.collection import SongCollection
from bot.conversation.documents import Document
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.care import kind_line
from bot.replies.own_songs import (
    forget_own_question,
    how_to_bring,
    list_reply,
    no_list_in_it,
    none_of_that_mood,
    only_own_switched,
    overview,
    own_forgotten,
    own_kept,
    own_of_mood,
    own_seeded,
    unknown_own_mood,
)
from bot.replies.settings import OFF, ON
from engine.distress import sounds_desperate
from engine.mood_words import MAX_CHARACTERS, mood_from_words
from engine.moods import MoodName
from engine.song_lists.lines import is_song_list
from engine.song_lists.reading import SongList, list_in_file, list_in_text
from engine.song_lists.texts import text_in
from engine.taste import SeedSong

LOOKED_AT_BYTES = 4096
# Of a long list so many become seeds, from all over it: more would drown what is liked later.
MOST_SEEDS = 100


class OwnSongs:
    """/songs, files with lists, and lists that are pasted."""

    def __init__(
        self,
        collection: SongCollection,
        *,
        storage: Storage,
        clock: Callable[[], datetime],
        help_url: str,
    ) -> None:
        self._collection = collection
        self._feedback = storage.feedback
        self._listeners = storage.listeners
        self._clock = clock
        self._help_url = help_url

    def commands(self) -> Mapping[str, CommandHandler]:
        """/songs, alone or with a mood."""
        return {"songs": self.show}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """What hangs under a list and under all of them."""
        return {
            Verb.OWN_MOOD: lambda turn, act: self.of_mood(
                turn, act.member(MoodName, 0), list_id=_list_id(act, 1) or None
            ),
            Verb.OWN_SEEDS: self.seed,
            Verb.OWN_ONLY: self.switch,
            Verb.OWN_FORGET: self.forget,
        }

    def recognises(self, document: Document) -> bool:
        """Any text may be a list; who knows a file better is asked first."""
        return text_in(document.data[:LOOKED_AT_BYTES]) is not None

    async def answer(self, turn: Turn[Incoming], document: Document) -> None:
        """Reads a file, keeps what is known of it, and tells both."""
        read = await asyncio.to_thread(list_in_file, document.data, name=document.name)
        await self._take(turn, read)

    def is_list(self, text: str) -> bool:
        """Whether words are a list of songs rather than a mood."""
        return is_song_list(text)

    async def pasted(self, turn: Turn[Incoming], text: str) -> None:
        """The same for a list that was typed or pasted."""
        if sounds_desperate(text[:MAX_CHARACTERS]):
            await turn.remark(kind_line(self._help_url))
        await turn.show_working()
        await self._take(turn, await asyncio.to_thread(list_in_text, text))

    async def show(self, turn: Turn[Incoming], words: str) -> None:
        """All own songs by mood, or those of one mood."""
        wanted = words.strip()[:MAX_CHARACTERS]
        if not wanted:
            await self._overview(turn)
            return
        if sounds_desperate(wanted):
            await turn.say(kind_line(self._help_url))
            return
        mood = mood_from_words(wanted, language=turn.language)
        if mood is None:
            await turn.say(unknown_own_mood())
        else:
            await self.of_mood(turn, mood.name)

    async def of_mood(
        self, turn: Turn[Incoming], mood: MoodName, *, list_id: OwnListId | None = None
    ) -> None:
        """The songs of one mood, of one list or of all, as cards, and all of them as files."""
        moods = await self._collection.by_mood(turn.listener_id, list_id=list_id)
        rows = moods[mood].tolist()
        if not rows:
            await turn.say(none_of_that_mood(mood))
            return
        await turn.show_working()
        # Thousands of rows to decode, and to write in four formats.
        await turn.say(
            await asyncio.to_thread(
                lambda: own_of_mood(
                    mood, [self._collection.track(row) for row in rows], settings=turn.settings
                )
            )
        )

    async def seed(self, turn: Turn[IncomingPress], pressed: Action) -> None:
        """The songs of a list become seed songs, some of them where it is long."""
        songs = await self._collection.songs(turn.listener_id, _list_id(pressed))
        if not songs:
            raise StaleButtonError(pressed.verb)
        step = -(-len(songs) // MOST_SEEDS)
        chosen = songs[::step]
        now = self._clock()
        seeds = [SeedSong(one.track_id, one.title, one.artists, now) for one in chosen]
        new = await self._feedback.add_seeds(turn.listener_id, seeds)
        await turn.say(own_seeded(new, of=len(songs), tried=len(chosen)))

    async def switch(self, turn: Turn[IncomingPress], pressed: Action) -> None:
        """Only from these songs, or from all again."""
        if pressed.word(0) not in (ON, OFF):
            raise StaleButtonError(pressed.verb)
        settings = replace(turn.settings, only_own_songs=pressed.word(0) == ON)
        await self._listeners.change_settings(turn.listener_id, settings)
        await turn.say(only_own_switched(settings))

    async def forget(self, turn: Turn[IncomingPress], pressed: Action) -> None:
        """One list at once; all of them after one more question."""
        match pressed.word(0):
            case "ask":
                await turn.say(forget_own_question())
            case "no":
                await turn.say(own_kept())
            case "yes" | "list":
                list_id = _list_id(pressed, 1) if pressed.word(0) == "list" else None
                if not await self._collection.forget(turn.listener_id, list_id):
                    raise StaleButtonError(pressed.verb)
                left = await self._collection.lists(turn.listener_id)
                await self._without_a_pool(turn, has_songs=bool(left))
                await turn.say(own_forgotten(left=len(left)))
            case _:
                raise StaleButtonError(pressed.verb)

    async def _take(self, turn: Turn[Incoming], read: SongList) -> None:
        if not read.songs:
            await turn.say(no_list_in_it())
            return
        joined = await self._collection.add(turn.listener_id, read.songs, source=SongSource.LIST)
        list_id = joined.kept.list_id if joined.kept else None
        moods = await self._collection.by_mood(turn.listener_id, list_id=list_id)
        counts = {name: len(rows) for name, rows in moods.items()}
        await turn.say(
            list_reply(
                read, joined.missing, joined.kept, counts, joined.left_out, asked=joined.asked
            )
        )

    async def _overview(self, turn: Turn[Incoming]) -> None:
        lists = await self._collection.lists(turn.listener_id)
        if not lists:
            await turn.say(how_to_bring())
            return
        moods = await self._collection.by_mood(turn.listener_id)
        counts = {name: len(rows) for name, rows in moods.items()}
        await turn.say(overview(lists, counts, settings=turn.settings))

    async def _without_a_pool(self, turn: Turn[Incoming], *, has_songs: bool) -> None:
        if has_songs or not turn.settings.only_own_songs:
            return
        settings = replace(turn.settings, only_own_songs=False)
        await self._listeners.change_settings(turn.listener_id, settings)


def _list_id(pressed: Action, position: int = 0) -> OwnListId:
    """Lists are numbered from 1, so 0 is nobody's."""
    return OwnListId(pressed.number(position) or 0)
