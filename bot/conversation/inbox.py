"""The inbox: stores what arrives, then answers it in each listener's own order."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Protocol
from weakref import WeakValueDictionary

from adapters.chat.message import (
    Account,
    Incoming,
    IncomingPhoto,
    IncomingReaction,
    Platform,
    Reply,
)
from adapters.errors import AdapterError, StorageError
from adapters.values import ListenerId, PhotoRequest, RequestState
from bot.conversation.albums import Albums
from bot.conversation.consent import may_look
from bot.conversation.turn import Turn
from bot.pace import Pace
from bot.ports import Chat, Storage
from bot.replies.company import still_on_the_last
from bot.replies.errors import apology, too_busy
from bot.replies.language import speaking

log = logging.getLogger(__name__)

CAPACITY = 2000  # events, some kilobytes each: waiting photos are ids


class Answerer(Protocol):
    """What the inbox hands its events to."""

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        """Answers one event; the state its request is in afterwards."""


class Inbox:
    """Receives the events of all chats; `receive` returns once the event is stored.

    Events of one listener are answered one after another, those of different listeners side by
    side, at most `capacity` at a time; beyond that Mien says that it is busy, and by `pace` for
    how long. Pieces of an album are answered as one. `on_repeat` hears of what came twice.
    """

    def __init__(  # noqa: PLR0913 - each is a choice of its own, and most have a default
        self,
        answerer: Answerer,
        *,
        chats: Mapping[Platform, Chat],
        storage: Storage,
        capacity: int = CAPACITY,
        albums: Albums | None = None,
        pace: Pace | None = None,
        on_repeat: Callable[[Platform], None] | None = None,
    ) -> None:
        self._answerer = answerer
        self._chats = chats
        self._listeners = storage.listeners
        self._requests = storage.requests
        self._capacity = capacity
        self._albums = albums or Albums()
        self._pace = pace or Pace()
        self._closing = False
        self._doors: WeakValueDictionary[Account, asyncio.Lock] = WeakValueDictionary()
        self._last_of: dict[ListenerId, asyncio.Task[None]] = {}
        self._photos_of: Counter[ListenerId] = Counter()
        self._in_hand: Counter[Account] = Counter()
        # Each with the time when it came, the oldest first.
        self._tasks: dict[asyncio.Task[None], float] = {}
        self._on_repeat = on_repeat

    async def receive(self, incoming: Incoming) -> None:
        """Stores the event; one that was delivered before is dropped.

        While the inbox closes, photos are stored for the next process; anything else is held
        back, so that the platform does not take it for delivered.
        """
        if self._closing and not isinstance(incoming, IncomingPhoto):
            await asyncio.Event().wait()
        # Platforms hand over side by side: what came later must not be stored first.
        async with self._doors.setdefault(incoming.account, asyncio.Lock()):
            # Only what they did themselves changes what is known of a listener.
            known = not self._in_hand[incoming.account]
            turn = await self._stored(incoming)
            if turn is None or self._albums.joined(turn):
                return
            told_before = self._albums.was_refused(turn)
            if len(self._tasks) < self._capacity and not told_before:
                self._answer_in_order(turn, known=known)
                return
            self._albums.refuse(turn)
        # Marked first: it must not be answered after a restart, even if this is not heard.
        await self._settle(turn, RequestState.REFUSED)
        if not told_before and not isinstance(incoming, IncomingReaction):
            wait_s = self._pace.wait_s(len(self._tasks))
            await self._told(turn, lambda: too_busy(wait_s))

    async def resume(self) -> None:
        """Photos that were accepted and, because the process ended, never answered.

        Call it before anything is received, or a photo may be answered twice.
        """
        for request in await self._requests.photos(RequestState.ACCEPTED):
            await self._resume(request)
        for request in await self._requests.photos(RequestState.AWAITING_CONSENT):
            await self._resume(request, if_agreed=True)

    def depth(self) -> int:
        """Events that are being answered, or wait for it."""
        return len(self._tasks)

    def oldest_s(self) -> float:
        """How long the oldest of them is here; 0 where there is none."""
        came = next(iter(self._tasks.values()), None)
        return 0.0 if came is None else time.monotonic() - came

    async def idle(self) -> None:
        """Returns when everything received so far is answered."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self, *, grace_s: float) -> None:
        """Lets running answers finish for so long, then ends them; they stay accepted."""
        self._closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(grace_s):
                await self.idle()
        late = tuple(self._tasks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _answer_in_order(
        self, turn: Turn[Incoming], *, resumed: bool = False, known: bool = False
    ) -> None:
        if self._closing:
            return
        self._albums.begin(turn)
        told = not resumed and self._is_behind_a_photo(turn)
        earlier = self._last_of.get(turn.listener_id)
        answering = self._answer_after(earlier, turn, told=told, known=known)
        task = asyncio.create_task(answering)
        self._last_of[turn.listener_id] = task
        self._tasks[task] = time.monotonic()
        self._in_hand[turn.incoming.account] += 1
        self._photos_of[turn.listener_id] += isinstance(turn.incoming, IncomingPhoto)
        task.add_done_callback(lambda done: self._finished(turn, done))

    def _finished(self, turn: Turn[Incoming], task: asyncio.Task[None]) -> None:
        listener_id, account = turn.listener_id, turn.incoming.account
        del self._tasks[task]
        self._in_hand[account] -= 1
        if not self._in_hand[account]:
            del self._in_hand[account]
        self._photos_of[listener_id] -= isinstance(turn.incoming, IncomingPhoto)
        if self._last_of.get(listener_id) is task:
            del self._last_of[listener_id], self._photos_of[listener_id]

    def _is_behind_a_photo(self, turn: Turn[Incoming]) -> bool:
        return self._photos_of[turn.listener_id] > 0 and _is_looked_at(turn)

    async def _answer_after(
        self,
        earlier: asyncio.Task[None] | None,
        turn: Turn[Incoming],
        *,
        told: bool,
        known: bool,
    ) -> None:
        if earlier is not None:
            if told:
                await self._remarked(turn, still_on_the_last)
            await asyncio.wait([earlier])
        await self._answer(await self._gathered(turn), known=known)

    async def _gathered(self, turn: Turn[Incoming]) -> Turn[Incoming]:
        if self._albums.begun_by(turn) and _is_looked_at(turn):
            with suppress(AdapterError):
                await turn.show_working()
        return await self._albums.whole(turn)

    async def _answer(self, turn: Turn[Incoming], *, known: bool = False) -> None:
        try:
            current = turn if known else await self._up_to_date(turn)
            if current is None:
                return
            turn = current
            with speaking(turn.language):
                state = await self._answerer.answer(turn)
        except Exception:  # the one place where anything may be caught: nobody is left waiting
            log.exception("no answer", extra={"listener": turn.listener_id})
            # Who hears nothing is answered after the next start.
            if await self._told(turn, apology):
                await self._settle(turn, RequestState.REFUSED)
            return
        await self._settle(turn, state)

    async def _up_to_date(self, turn: Turn[Incoming]) -> Turn[Incoming] | None:
        """Settings and consent as they are now, not as they were when the event came."""
        profile = await self._listeners.profile(turn.listener_id)
        if profile is not None:
            return replace(turn, profile=profile)
        # Forgotten while this event waited, and its row as well: a new acquaintance.
        return await self._stored(turn.incoming) if turn.incoming.account.account_id else None

    async def _stored(self, incoming: Incoming) -> Turn[Incoming] | None:
        profile = await self._listeners.welcome(incoming.account)
        try:
            request_id = await self._requests.accept(profile.listener_id, incoming)
        except StorageError:
            if await self._listeners.profile(profile.listener_id) is not None:
                raise
            # Forgotten between the two: an earlier event of theirs asked for it.
            profile = await self._listeners.welcome(incoming.account)
            request_id = await self._requests.accept(profile.listener_id, incoming)
        if request_id is None:
            if self._on_repeat is not None:
                self._on_repeat(incoming.account.platform)
            return None
        chat = self._chats[incoming.account.platform]
        return Turn(chat, incoming, profile, request_id, self._answer)

    async def _told(self, turn: Turn[Incoming], reply: Callable[[], Reply]) -> bool:
        try:
            with speaking(turn.language):
                await turn.say(reply())
        except AdapterError:
            log.exception("could not be told", extra={"listener": turn.listener_id})
            return False
        return True

    async def _remarked(self, turn: Turn[Incoming], reply: Callable[[], Reply]) -> None:
        try:
            with speaking(turn.language):
                await turn.remark(reply())
        except AdapterError:
            log.exception("could not be told", extra={"listener": turn.listener_id})

    async def _settle(self, turn: Turn[Incoming], state: RequestState) -> None:
        for request_id in turn.request_ids:
            try:
                await self._requests.mark(request_id, state)
            except AdapterError:
                log.exception("not marked as %s", state, extra={"listener": turn.listener_id})

    async def _resume(self, request: PhotoRequest, *, if_agreed: bool = False) -> None:
        chat = self._chats.get(request.address.platform)
        profile = await self._listeners.profile(request.listener_id)
        if chat is None or profile is None:
            return
        # Agreed, but ended before the photos that waited for it were taken up.
        if if_agreed and not may_look(profile.consent):
            return
        incoming = IncomingPhoto(
            event_id=request.event_id,
            # Who it was is kept only as a hash; the address is enough to answer.
            account=Account(request.address.platform, ""),
            address=request.address,
            received_at=request.received_at,
            media=request.media,
            others=request.others,
            album_id=request.album_id,
            locale=request.locale,
        )
        turn = Turn(chat, incoming, profile, request.request_id, self._answer)
        if not self._albums.joined(turn):
            self._answer_in_order(turn, resumed=True)


def _is_looked_at(turn: Turn[Incoming]) -> bool:
    """Whether it is a photo that its sender alone reads about, and that may be read."""
    photo = isinstance(turn.incoming, IncomingPhoto)
    return photo and not turn.in_company and may_look(turn.profile.consent)
