"""/play, /pause and /next: the listener's own player."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import Incoming, Reply
from adapters.errors import SpotifyNoDeviceError
from adapters.streaming import Device
from adapters.values import OfferedSet
from bot.actions import Action, Verb
from bot.conversation.disliked import last_songs, without_disliked
from bot.conversation.spotify.desk import SpotifyDesk
from bot.conversation.spotify.visits import Visit
from bot.conversation.turn import CommandHandler, PressHandler, Turn, say_not_yours, set_id
from bot.replies.links import is_on_spotify
from bot.replies.spotify_songs import (
    device_gone,
    device_mark,
    nothing_to_save,
    paused,
    playing,
    skipped,
    which_device,
)


class Playing:
    """Plays sets, and steers what plays."""

    def __init__(self, desk: SpotifyDesk) -> None:
        self._desk = desk
        self._storage = desk.storage

    def commands(self) -> Mapping[str, CommandHandler]:
        """/play, /pause and /next."""
        return {
            "play": lambda turn, _: self.play(turn),
            "pause": lambda turn, _: self._desk.begin(turn, _pause),
            "next": lambda turn, _: self._desk.begin(turn, _skip),
        }

    def presses(self) -> Mapping[Verb, PressHandler]:
        """Where to play."""
        return {Verb.PLAY_ON: self.play_on}

    async def play(self, turn: Turn[Incoming]) -> None:
        """The songs of the last answer, without what is disliked.

        Asks where, if several things could play.
        """
        offered = await last_songs(self._storage, turn.listener_id)
        if offered is None or not _on_spotify(offered):
            await turn.say(nothing_to_save())
            return

        async def work(visit: Visit) -> Reply:
            devices = await visit.ask(visit.spotify.devices)
            if not devices:
                raise SpotifyNoDeviceError("no device")
            if len(devices) > 1:
                songs = len(_on_spotify(offered))
                return which_device(offered.set_id, devices, songs=songs)
            return await _played(visit, offered, devices[0])

        await self._desk.begin(turn, work)

    async def play_on(self, turn: Turn[Incoming], chosen: Action) -> None:
        """There, if it is still open."""
        found = await self._storage.history.offered_set(turn.listener_id, set_id(chosen))
        if found is None:
            await say_not_yours(turn)
            return
        given = await self._storage.feedback.given(turn.listener_id)
        offered = without_disliked(found, given)
        if not _on_spotify(offered):
            await turn.say(nothing_to_save())
            return

        async def work(visit: Visit) -> Reply:
            devices = await visit.ask(visit.spotify.devices)
            there = [one for one in devices if device_mark(one) == chosen.word(1)]
            return await _played(visit, offered, there[0]) if there else device_gone()

        await self._desk.begin(turn, work)


async def _played(visit: Visit, offered: OfferedSet, device: Device) -> Reply:
    songs = _on_spotify(offered)
    await visit.ask(lambda access: visit.spotify.play(access, songs, device))
    return playing(device, songs=len(songs), missing=len(offered.tracks) - len(songs))


async def _pause(visit: Visit) -> Reply:
    await visit.ask(visit.spotify.pause)
    return paused()


async def _skip(visit: Visit) -> Reply:
    await visit.ask(visit.spotify.skip)
    return skipped()


def _on_spotify(offered: OfferedSet) -> list[str]:
    return [track.track_id for track in offered.tracks if is_on_spotify(track.track_id)]
