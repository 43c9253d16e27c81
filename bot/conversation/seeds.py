"""Seed songs: found by title and artist, or by a link."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from adapters.chat.message import Incoming, IncomingPress, Reply
from bot.actions import Verb
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.errors import not_yours
from bot.replies.taste import (
    how_to_seed,
    seed_choice,
    seed_list,
    seeded,
    song_not_found,
    unseeded,
)
from engine.catalogue import Catalogue
from engine.taste import SeedSong

LONGEST_CHARACTERS = 200
CLOSE_ENOUGH = 0.5  # unrelated titles score up to .45, "bad mon risng" finds its moon at .71


class Seeds:
    """Adds, lists and takes away seed songs."""

    def __init__(
        self, catalogue: Catalogue, *, storage: Storage, clock: Callable[[], datetime]
    ) -> None:
        self._catalogue = catalogue
        self._feedback = storage.feedback
        self._clock = clock

    def commands(self) -> Mapping[str, CommandHandler]:
        """/seed and /seeds."""
        return {"seed": self.find, "seeds": lambda turn, _: self.list(turn)}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """Adding and taking away, and the pages of the list."""
        return {
            Verb.SEED: lambda turn, act: self.add(turn, act.word(0)),
            Verb.UNSEED: lambda turn, act: self.remove(turn, act.word(0)),
            Verb.SEEDS: lambda turn, act: self.turn_page(turn, act.number(0) or 0),
        }

    async def find(self, turn: Turn[Incoming], words: str) -> None:
        """/seed add <song>: a link is taken at once, words offer the closest songs."""
        wanted = words.strip().removeprefix("add ").strip()[:LONGEST_CHARACTERS]
        if not wanted:
            await turn.say(how_to_seed())
            return
        if self._catalogue.row_of(wanted) is not None:
            await self.add(turn, wanted)
            return
        # The first search builds an index: .4 s for a hundred thousand tracks.
        found = await asyncio.to_thread(self._catalogue.search, wanted)
        close = [track for track, score in found if score >= CLOSE_ENOUGH]
        await turn.say(seed_choice(close) if close else song_not_found(wanted))

    async def add(self, turn: Turn[Incoming], track_id: str) -> None:
        """A track of the catalogue becomes a seed song."""
        row = self._catalogue.row_of(track_id)
        if row is None:
            await turn.say(not_yours())
            return
        track = self._catalogue.track(row)
        seed = SeedSong(track.track_id, track.title, track.artists, self._clock())
        new = await self._feedback.add_seed(turn.listener_id, seed)
        await turn.say(seeded(track, new=new))

    async def remove(self, turn: Turn[Incoming], track_id: str) -> None:
        """No longer a seed song."""
        removed = await self._feedback.remove_seed(turn.listener_id, track_id)
        await turn.say(unseeded(removed=removed))

    async def list(self, turn: Turn[Incoming]) -> None:
        """The newest of them, and the way to the others."""
        await turn.say(await self._page(turn, 0))

    async def turn_page(self, turn: Turn[IncomingPress], page: int) -> None:
        """Another page of the list in the place of the one that was pressed on."""
        reply = await self._page(turn, page)
        message_id = turn.incoming.message_id
        await turn.say(reply if message_id is None else reply.replacing(message_id))

    async def _page(self, turn: Turn[Incoming], page: int) -> Reply:
        seeds = await self._feedback.seeds(turn.listener_id)
        return seed_list(seeds, settings=turn.settings, page=page)
