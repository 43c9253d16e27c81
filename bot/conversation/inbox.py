"""The inbox: stores what arrives, then answers it in each listener's own order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from adapters.chat.message import Account, Incoming, IncomingPhoto, Platform, Reply
from adapters.errors import AdapterError
from adapters.values import ListenerId, PhotoRequest, RequestState
from bot.conversation.turn import Turn
from bot.ports import Chat, Storage
from bot.replies.errors import APOLOGY, too_busy

log = logging.getLogger(__name__)


class Answerer(Protocol):
    """What the inbox hands its events to."""

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        """Answers one event; the state its request is in afterwards."""


class Inbox:
    """Receives the events of all chats; `receive` returns once the event is stored.

    Events of one listener are answered one after another, those of different listeners side by
    side, at most `capacity` at a time; beyond that Mien says that it is busy.
    """

    def __init__(
        self,
        answerer: Answerer,
        *,
        chats: Mapping[Platform, Chat],
        storage: Storage,
        capacity: int = 256,
    ) -> None:
        self._answerer = answerer
        self._chats = chats
        self._listeners = storage.listeners
        self._requests = storage.requests
        self._capacity = capacity
        self._last_of: dict[ListenerId, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def receive(self, incoming: Incoming) -> None:
        """Stores the event; one that was delivered before is dropped."""
        chat = self._chats[incoming.account.platform]
        profile = await self._listeners.welcome(incoming.account)
        request_id = await self._requests.accept(profile.listener_id, incoming)
        if request_id is None:
            return
        turn = Turn(chat, incoming, profile, request_id)
        if len(self._tasks) >= self._capacity:
            await turn.say(too_busy())
            await self._requests.mark(request_id, RequestState.REFUSED)
            return
        self._answer_in_order(turn)

    async def resume(self) -> None:
        """Photos that were accepted and, because the process ended, never answered."""
        for request in await self._requests.photos(RequestState.ACCEPTED):
            chat = self._chats.get(request.address.platform)
            turn = await self._turn_of(chat, request) if chat else None
            if turn is not None:
                self._answer_in_order(turn)

    async def idle(self) -> None:
        """Returns when everything received so far is answered."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self, *, grace_s: float) -> None:
        """Lets running answers finish for so long, then ends them."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=grace_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _answer_in_order(self, turn: Turn[Incoming]) -> None:
        listener_id = turn.listener_id
        task = asyncio.create_task(self._answer_after(self._last_of.get(listener_id), turn))
        self._last_of[listener_id] = task
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._finished(listener_id, done))

    def _finished(self, listener_id: ListenerId, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._last_of.get(listener_id) is task:
            del self._last_of[listener_id]

    async def _answer_after(self, earlier: asyncio.Task[None] | None, turn: Turn[Incoming]) -> None:
        if earlier is not None:
            await asyncio.wait([earlier])
        try:
            state = await self._answerer.answer(await self._up_to_date(turn))
            await self._requests.mark(turn.request_id, state)
        except Exception:  # the one place where anything may be caught: nobody is left waiting
            log.exception("no answer", extra={"listener": turn.listener_id})
            await self._apologise(turn)

    async def _up_to_date(self, turn: Turn[Incoming]) -> Turn[Incoming]:
        """Settings and consent as they are now, not as they were when the event came."""
        profile = await self._listeners.profile(turn.listener_id)
        if profile is None:  # forgotten while this event waited: a new acquaintance
            profile = await self._listeners.welcome(turn.incoming.account)
        return replace(turn, profile=profile)

    async def _apologise(self, turn: Turn[Incoming]) -> None:
        try:
            await turn.say(Reply(APOLOGY))
            await self._requests.mark(turn.request_id, RequestState.REFUSED)
        except AdapterError:
            log.exception("no apology either", extra={"listener": turn.listener_id})

    async def _turn_of(self, chat: Chat, request: PhotoRequest) -> Turn[Incoming] | None:
        profile = await self._listeners.profile(request.listener_id)
        if profile is None:
            return None
        incoming = IncomingPhoto(
            event_id=request.event_id,
            # Who it was is kept only as a hash; the address is enough to answer.
            account=Account(request.address.platform, ""),
            address=request.address,
            received_at=request.received_at,
            media=request.media,
        )
        return Turn(chat, incoming, profile, request.request_id)
