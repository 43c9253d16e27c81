"""Playlists: the last set, or the best of a mood so far."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from adapters.chat.message import Incoming
from adapters.values import OfferedSet
from bot.actions import Verb
from bot.conversation.disliked import disliked_songs, last_songs
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.care import kind_line
from bot.replies.playlists import (
    MoodSong,
    Standing,
    last_playlist,
    mood_playlist,
    no_songs_for,
    no_songs_yet,
    playlist_usage,
)
from engine.distress import sounds_desperate
from engine.mood_words import MAX_CHARACTERS, mood_from_words
from engine.moods import MoodName
from engine.signs import FULL_WEIGHT
from engine.taste import Feedback, FeedbackKind
from engine.tracks import song_key

MOST_SONGS = 10  # two sets: what a message still shows
SETS_LOOKED_AT = 30

_STANDINGS = {FeedbackKind.LIKE: Standing.LIKED, FeedbackKind.PICK: Standing.PICKED}


class Playlists:
    """/playlist."""

    def __init__(self, storage: Storage, *, help_url: str) -> None:
        self._storage = storage
        self._history = storage.history
        self._feedback = storage.feedback
        self._help_url = help_url

    def commands(self) -> Mapping[str, CommandHandler]:
        """/playlist, alone or with a mood."""
        return {"playlist": self.answer}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """None."""
        return {}

    async def answer(self, turn: Turn[Incoming], words: str) -> None:
        """The last set, or the best of the mood that the words name."""
        wanted = words.strip()[:MAX_CHARACTERS]
        if not wanted:
            await self.last(turn)
        elif sounds_desperate(wanted):
            await turn.say(kind_line(self._help_url))
        else:
            await self._of_words(turn, wanted)

    async def last(self, turn: Turn[Incoming]) -> None:
        """The last set, without what is disliked."""
        offered = await last_songs(self._storage, turn.listener_id)
        if offered is None:
            await turn.say(no_songs_yet())
            return
        await turn.say(last_playlist(offered, settings=turn.settings))

    async def best_of(self, turn: Turn[Incoming], mood: MoodName) -> None:
        """What was liked and picked in this mood, then what was offered for it."""
        given = await self._feedback.given(turn.listener_id)
        sets = await self._history.latest_sets(turn.listener_id, SETS_LOOKED_AT)
        songs = best_songs(mood, given, sets)
        if not songs:
            await turn.say(no_songs_for(mood))
            return
        await turn.say(mood_playlist(mood, songs, settings=turn.settings))

    async def _of_words(self, turn: Turn[Incoming], words: str) -> None:
        mood = mood_from_words(words, language=turn.language)
        if mood is None:
            await turn.say(playlist_usage())
            return
        await self.best_of(turn, mood.name)


def best_songs(
    mood: MoodName, given: Sequence[Feedback], sets: Sequence[OfferedSet]
) -> list[MoodSong]:
    """The liked first, then the picked, each the newest first; then what else was offered.

    No song that was disliked or passed over, and none twice. `given` oldest first, `sets` newest
    first.
    """
    signs = [sign for sign in given if sign.mood is mood and sign.weight >= FULL_WEIGHT]
    passed_over = {_key(sign) for sign in signs if sign.kind is FeedbackKind.SKIP}
    told = [
        MoodSong(sign.track_id, sign.title, sign.artists, _STANDINGS[kind])
        for kind in _STANDINGS
        for sign in reversed(signs)
        if sign.kind is kind
    ]
    offered = [
        MoodSong(track.track_id, track.title, track.artists, Standing.OFFERED)
        for one in sets
        if one.mood.name is mood
        for track in one.tracks
    ]
    rest = [song for song in offered if _key(song) not in passed_over]
    return list(islice(_each_once([*told, *rest], disliked_songs(given)), MOST_SONGS))


def _each_once(songs: Sequence[MoodSong], against: Collection[str]) -> Iterator[MoodSong]:
    seen = set(against)
    for song in songs:
        if _key(song) not in seen:
            seen.add(_key(song))
            yield song


def _key(song: MoodSong | Feedback) -> str:
    return song_key(song.title, song.artists[0])
