"""Where Spotify is waited for: beside the conversation, so that no other answer waits with it."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from adapters.chat.message import Incoming, Reply
from adapters.errors import SpotifyError, SpotifyRevokedError
from adapters.failures import whatever_fails
from adapters.values import ListenerId, RequestId, RequestState, SongSource
from bot.conversation.endings import Endings
from bot.conversation.spotify.mood_playlists import MoodPlaylists
from bot.conversation.spotify.visits import UnlinkedError, Visit
from bot.conversation.turn import Turn
from bot.ports import Storage
from bot.ports.spotify import Spotify, SpotifyAccounts
from bot.replies.errors import apology
from bot.replies.spotify import (
    interrupted,
    link_ran_out,
    link_taken_back,
    not_linked,
    refused_reply,
    still_with_spotify,
)

log = logging.getLogger(__name__)

MOST_OF_ONE = 5
MOST_IN_HAND = 50
FAREWELL_S = 2.0
# Spotify ends every link half a year after the yes; some days less than that are a different end.
A_LINK_LASTS = timedelta(days=175)

Work = Callable[[Visit], Awaitable[Reply]]


class Line(StrEnum):
    """What waits for what: of one listener and line, one thing is done after the other."""

    COMMANDS = "commands"
    LIBRARY = "library"  # takes minutes; the player must not wait for it


class SpotifyDesk:
    """Does what needs Spotify once a turn is over, and answers it then.

    `endings` are those of the inbox: what is in hand here stays accepted there.
    """

    def __init__(
        self,
        spotify: Spotify,
        accounts: SpotifyAccounts,
        *,
        storage: Storage,
        endings: Endings,
        clock: Callable[[], datetime],
    ) -> None:
        self.spotify = spotify
        self.accounts = accounts
        self.storage = storage
        self.clock = clock
        self._endings = endings
        self.mood_playlists = MoodPlaylists()
        self._jobs: dict[asyncio.Task[None], Turn[Incoming]] = {}
        self._last: dict[tuple[ListenerId, Line], asyncio.Task[None]] = {}
        self._in_hand: Counter[ListenerId] = Counter()
        # Answered, and only to be marked so.
        self._told: set[RequestId] = set()

    async def begin(self, turn: Turn[Incoming], work: Work, *, line: Line = Line.COMMANDS) -> None:
        """Returns at once; what `work` returns is said when Spotify has answered."""
        if await self.accounts.account(turn.listener_id) is None:
            await turn.say(not_linked())
            return
        if self._in_hand[turn.listener_id] >= MOST_OF_ONE or len(self._jobs) >= MOST_IN_HAND:
            await turn.say(still_with_spotify())
            return
        await turn.show_working()
        self._endings.put_off(turn)
        key = (turn.listener_id, line)
        job = self._done_after(self._last.get(key), turn, work)
        task = asyncio.create_task(job)
        self._last[key] = task
        self._jobs[task] = turn
        self._in_hand[turn.listener_id] += 1
        task.add_done_callback(lambda done: self._finished(key, done))

    async def unlink(self, listener_id: ListenerId) -> bool:
        """Forgets the account and the songs that came from it; False if there was neither."""
        found = await self.accounts.unlink(listener_id)
        own_songs, listeners = self.storage.own_songs, self.storage.listeners
        found |= await own_songs.forget(listener_id, source=SongSource.SPOTIFY)
        profile = await listeners.profile(listener_id)
        if profile is None or not profile.settings.only_own_songs:
            return found
        if not await own_songs.lists(listener_id):
            settings = replace(profile.settings, only_own_songs=False)
            await listeners.change_settings(listener_id, settings)
        return found

    async def idle(self) -> None:
        """Returns when everything begun so far is done."""
        while self._jobs:
            await asyncio.wait(self._jobs)

    async def close(self, *, grace_s: float) -> None:
        """Lets what runs finish for so long; whoever still waits is told that it ends."""
        with suppress(TimeoutError):
            async with asyncio.timeout(grace_s):
                await self.idle()
        late = dict(self._jobs)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL_S):
                await asyncio.gather(*(self._broken_off(turn) for turn in late.values()))

    async def _done_after(
        self,
        earlier: asyncio.Task[None] | None,
        turn: Turn[Incoming],
        work: Work,
    ) -> None:
        if earlier is not None:
            await asyncio.wait([earlier])
        with whatever_fails(log, "Spotify's part failed", listener=turn.listener_id) as attempt:
            await turn.say(await self._answer(turn.listener_id, work))
            self._told.update(turn.request_ids)
        if attempt.failed:
            await self._refuse(turn, apology)
        else:
            await self._settle_told(turn)

    async def _broken_off(self, turn: Turn[Incoming]) -> None:
        if self._told.issuperset(turn.request_ids):
            await self._settle_told(turn)
        else:
            await self._refuse(turn, interrupted)

    async def _settle_told(self, turn: Turn[Incoming]) -> None:
        await self._endings.settle_put_off(turn, RequestState.ANSWERED)
        self._told.difference_update(turn.request_ids)

    async def _refuse(self, turn: Turn[Incoming], reply: Callable[[], Reply]) -> None:
        # Who hears nothing is told after the restart.
        if await self._endings.told(turn, reply):
            await self._endings.settle_put_off(turn, RequestState.REFUSED)

    async def _answer(self, listener_id: ListenerId, work: Work) -> Reply:
        # Read only now: what was waited for may have taken minutes.
        account = await self.accounts.account(listener_id)
        if account is None:
            return not_linked()
        visit = Visit(
            listener_id,
            account.user,
            spotify=self.spotify,
            accounts=self.accounts,
            clock=self.clock,
        )
        try:
            return await work(visit)
        except UnlinkedError:
            return not_linked()
        except SpotifyRevokedError:
            await self.unlink(listener_id)
            ran_out = self.clock() - account.linked_at >= A_LINK_LASTS
            return link_ran_out() if ran_out else link_taken_back()
        except SpotifyError as error:
            log.warning("Spotify: %s", error, extra={"listener": listener_id})
            return refused_reply(error)

    def _finished(self, key: tuple[ListenerId, Line], task: asyncio.Task[None]) -> None:
        listener_id, _ = key
        del self._jobs[task]
        self._in_hand[listener_id] -= 1
        if not self._in_hand[listener_id]:
            del self._in_hand[listener_id]
        if self._last.get(key) is task:
            del self._last[key]
