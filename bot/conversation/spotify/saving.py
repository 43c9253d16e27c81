"""/save: the last set, into the listener's own playlist for its mood."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import Incoming, Reply
from bot.actions import Verb
from bot.conversation.disliked import last_songs
from bot.conversation.spotify.desk import SpotifyDesk
from bot.conversation.spotify.visits import Visit
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.replies.links import is_on_spotify
from bot.replies.spotify_songs import nothing_to_save, saved


class Saving:
    """Saves songs."""

    def __init__(self, desk: SpotifyDesk) -> None:
        self._desk = desk

    def commands(self) -> Mapping[str, CommandHandler]:
        """/save."""
        return {"save": lambda turn, _: self.save(turn)}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """None."""
        return {}

    async def save(self, turn: Turn[Incoming]) -> None:
        """The songs of the last answer, without what is disliked."""
        offered = await last_songs(self._desk.storage, turn.listener_id)
        ids = [track.track_id for track in offered.tracks] if offered else []
        there = [one for one in ids if is_on_spotify(one)]
        if offered is None or not there:
            await turn.say(nothing_to_save())
            return
        mood = offered.mood.name

        async def work(visit: Visit) -> Reply:
            by_mood = await self._desk.mood_playlists.save(visit, {mood: there})
            playlist_id, added = by_mood[mood]
            known, missing = len(there) - added, len(ids) - len(there)
            return saved(mood, playlist_id, added=added, known=known, missing=missing)

        await self._desk.begin(turn, work)
