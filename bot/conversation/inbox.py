"""The inbox: stores what arrives, then answers it in each listener's own order."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol
from weakref import WeakValueDictionary

from adapters.chat.message import (
    Account,
    Incoming,
    IncomingPhoto,
    IncomingReaction,
    Platform,
)
from adapters.errors import AdapterError, StorageError
from adapters.values import ListenerId, RequestState
from bot.conversation.albums import Albums
from bot.conversation.attempts import Attempt, PerhapsAnsweredError
from bot.conversation.consent import may_look
from bot.conversation.endings import Endings
from bot.conversation.leftovers import Leftovers
from bot.conversation.refusals import Refusals
from bot.conversation.room import CAPACITY, Room
from bot.conversation.turn import Turn
from bot.ports import Chat, Storage
from bot.replies.company import still_on_the_last
from bot.replies.errors import apology, too_busy
from bot.replies.language import language_of, speaking

log = logging.getLogger(__name__)


class Answerer(Protocol):
    """What the inbox hands its events to."""

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        """Answers one event; the state its request is in afterwards."""


class Inbox:
    """Receives the events of all chats; `receive` returns once the event is stored.

    Events of one listener are answered one after another, those of different listeners side by
    side, as many as there is `room` for; beyond that Mien says that it is busy, and for how long,
    without anything else having to wait for that. Pieces of an album are answered as one.
    `endings` are shared with whoever answers a turn after its end. `on_repeat` hears of what came
    twice.
    """

    def __init__(  # noqa: PLR0913 - the parts of a process, and most have a default
        self,
        answerer: Answerer,
        *,
        chats: Mapping[Platform, Chat],
        storage: Storage,
        endings: Endings | None = None,
        room: Room | None = None,
        albums: Albums | None = None,
        on_repeat: Callable[[Platform], None] | None = None,
    ) -> None:
        self._answerer = answerer
        self._chats = chats
        self._listeners = storage.listeners
        self._requests = storage.requests
        self._endings = endings or Endings(storage.requests)
        self._leftovers = Leftovers(
            chats=chats, storage=storage, endings=self._endings, answer=self._answer
        )
        self._room = room or Room()
        self._albums = albums or Albums()
        self._refusals = Refusals(most=CAPACITY)
        self._closing = False
        self._doors: WeakValueDictionary[Account, asyncio.Lock] = WeakValueDictionary()
        self._last_of: dict[ListenerId, asyncio.Task[None]] = {}
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
            known = not self._room.holds(incoming.account)
            turn = await self._stored(incoming)
            if turn is None or self._albums.joined(turn):
                return
            told_before = self._albums.was_refused(turn)
            if self._has_room_for(turn) and not told_before:
                self._answer_in_order(turn, answer=partial(self._answer, known=known))
                return
            told_before = told_before or self._room.was_told(turn)
            self._albums.refuse(turn)
        # Marked first: it must not be answered after a restart, even if this is not heard.
        await self._endings.settle(turn, RequestState.REFUSED)
        if not told_before and not isinstance(incoming, IncomingReaction):
            busy = partial(too_busy, self._room.wait_s())
            self._refusals.say(incoming.account, partial(self._endings.told, turn, busy))

    async def resume(self, *, told_since: datetime | None = None) -> None:
        """Takes up what was accepted and, because the process ended, never answered.

        Call it before anything is received, or something may be answered twice. Whoever wrote or
        pressed something since then is told that it may be lost.
        """
        photos = await self._leftovers.photos()
        events = await self._leftovers.events(told_since=told_since)
        self._take_up(photos)
        for event in events:
            self._answer_in_order(event, answer=self._leftovers.take_up, told=False)

    async def sweep(self, *, now: datetime) -> None:
        """Takes up photos that were not answered although nothing ended; StorageError."""
        await self._endings.settle_late()
        self._take_up(await self._leftovers.photos(due=now))

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
        await self._refusals.idle()

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
        await self._refusals.close(grace_s=0)

    def _take_up(self, photos: list[Turn[IncomingPhoto]]) -> None:
        # What is in hand is not left over; it was before any of these was taken up.
        busy = frozenset(self._last_of)
        for turn in photos:
            if turn.listener_id not in busy and not self._albums.joined(turn):
                self._answer_in_order(turn, answer=self._leftovers.take_up, told=False)

    def _has_room_for(self, turn: Turn[Incoming]) -> bool:
        # A piece that found its album open and did not join it is one too many.
        return not self._albums.begun_by(turn) and self._room.has_for(turn)

    def _answer_in_order(
        self,
        turn: Turn[Incoming],
        *,
        answer: Callable[[Turn[Incoming]], Awaitable[None]],
        told: bool = True,
    ) -> None:
        if self._closing:
            return
        self._albums.begin(turn)
        told = told and self._is_behind_a_photo(turn)
        earlier = self._last_of.get(turn.listener_id)
        task = asyncio.create_task(self._answer_after(earlier, turn, answer=answer, told=told))
        self._last_of[turn.listener_id] = task
        self._tasks[task] = time.monotonic()
        self._room.take(turn)
        task.add_done_callback(lambda done: self._finished(turn, done))

    def _finished(self, turn: Turn[Incoming], task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        last = self._last_of.get(turn.listener_id) is task
        if last:
            del self._last_of[turn.listener_id]
        self._room.leave(turn, last=last)

    def _is_behind_a_photo(self, turn: Turn[Incoming]) -> bool:
        return self._room.holds_photo_of(turn.listener_id) and _is_looked_at(turn)

    async def _answer_after(
        self,
        earlier: asyncio.Task[None] | None,
        turn: Turn[Incoming],
        *,
        answer: Callable[[Turn[Incoming]], Awaitable[None]],
        told: bool,
    ) -> None:
        if earlier is not None:
            if told:
                await self._endings.remarked(turn, still_on_the_last)
            await asyncio.wait([earlier])
        await answer(await self._gathered(turn))

    async def _gathered(self, turn: Turn[Incoming]) -> Turn[Incoming]:
        if self._albums.begun_by(turn) and _is_looked_at(turn):
            with suppress(AdapterError):
                await turn.show_working()
        return await self._albums.whole(turn)

    async def _answer(self, turn: Turn[Incoming], *, known: bool = False) -> None:
        attempt = None
        try:
            current = turn if known else await self._up_to_date(turn)
            if current is None:
                return
            turn = current
            attempt = Attempt(turn, self._requests)
            with speaking(turn.language):
                state = await self._answerer.answer(attempt.turn)
        except PerhapsAnsweredError:
            log.exception("perhaps not heard", extra={"listener": turn.listener_id})
            await self._leftovers.ask(turn)
            return
        except Exception:  # the one place where anything may be caught: nobody is left waiting
            heard = attempt is not None and attempt.heard
            what = "failed behind its answer" if heard else "no answer"
            log.exception(what, extra={"listener": turn.listener_id})
            # Who hears nothing is answered later; who was answered needs no apology.
            if not heard and not await self._endings.told(turn, apology):
                return
            state = RequestState.ANSWERED if heard else RequestState.REFUSED
        await self._endings.settle(turn, state)

    async def _up_to_date(self, turn: Turn[Incoming]) -> Turn[Incoming] | None:
        """Settings and consent as they are now, not as they were when the event came."""
        profile = await self._listeners.profile(turn.listener_id)
        if profile is not None:
            return replace(turn, profile=profile)
        # Forgotten while this event waited, and its row as well: a new acquaintance.
        return await self._stored(turn.incoming) if turn.incoming.account.account_id else None

    async def _stored(self, incoming: Incoming) -> Turn[Incoming] | None:
        language = language_of(incoming.locale) if incoming.locale else None
        profile = await self._listeners.welcome(incoming.account, language=language)
        try:
            request_id = await self._requests.accept(profile.listener_id, incoming)
        except StorageError:
            if await self._listeners.profile(profile.listener_id) is not None:
                raise
            # Forgotten between the two: an earlier event of theirs asked for it.
            profile = await self._listeners.welcome(incoming.account, language=language)
            request_id = await self._requests.accept(profile.listener_id, incoming)
        if request_id is None:
            if self._on_repeat is not None:
                self._on_repeat(incoming.account.platform)
            return None
        chat = self._chats[incoming.account.platform]
        return Turn(chat, incoming, profile, request_id, self._answer)


def _is_looked_at(turn: Turn[Incoming]) -> bool:
    """Whether it is a photo that its sender alone reads about, and that may be read."""
    photo = isinstance(turn.incoming, IncomingPhoto)
    return photo and not turn.in_company and may_look(turn.profile.consent)
