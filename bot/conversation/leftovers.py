"""What was accepted and not answered: the process ended, or nobody could be reached."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial

from adapters.chat.message import (
    Account,
    Incoming,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    Platform,
    Reply,
)
from adapters.errors import StorageError
from adapters.values import PhotoRequest, RequestState, UnansweredEvent
from bot.actions import FEEDBACK, Action, Verb
from bot.conversation.consent import may_look
from bot.conversation.endings import Endings
from bot.conversation.turn import Piece, Turn
from bot.ports import Chat, Storage
from bot.replies.company import perhaps_unheard
from bot.replies.errors import apology, restarted

MOST_ATTEMPTS = 3
# And twice as long after each: a platform that is away for an hour is not asked every minute.
TRIED_AGAIN_AFTER = timedelta(minutes=5)
_MOST_DOUBLINGS = 12  # two weeks
_NOT_FINISHED = (RequestState.ACCEPTED, RequestState.TELLING)
# Agreed, but ended before the photos that waited for it were taken up; asked whether the answer
# came, but a browser's page may not have been there to see the question.
_LEFT_OVER = (*_NOT_FINISHED, RequestState.AWAITING_CONSENT, RequestState.AWAITING_TAP)

log = logging.getLogger(__name__)


class Leftovers:
    """Finds them, and ends them one way or the other; `answer` is how anything is answered."""

    def __init__(
        self,
        *,
        chats: Mapping[Platform, Chat],
        storage: Storage,
        endings: Endings,
        answer: Callable[[Turn[Incoming]], Awaitable[None]],
    ) -> None:
        self._chats = chats
        self._listeners = storage.listeners
        self._requests = storage.requests
        self._endings = endings
        self._answer = answer
        self._alone = asyncio.Lock()

    async def photos(self, *, due: datetime | None = None) -> list[Turn[IncomingPhoto]]:
        """Photos, the oldest first; with `due` only those that are to be tried again by then.

        What waits for consent or a tap is then left alone: there may be a week of it.
        """
        before = None if due is None else due - TRIED_AGAIN_AFTER
        found = [
            (state, photo)
            for state in (_LEFT_OVER if due is None else _NOT_FINISHED)
            for photo in await self._requests.photos(state, before=before)
        ]
        found.sort(key=lambda pair: (pair[1].received_at, pair[1].request_id))
        turns = [
            await self._photo_turn(photo, if_agreed=state is RequestState.AWAITING_CONSENT)
            for state, photo in found
            if (due is None or _next_try(photo) < due) and _may_be_unasked(state, photo)
        ]
        return [turn for turn in turns if turn is not None]

    async def events(self, *, told_since: datetime | None) -> list[Turn[Incoming]]:
        """All else: feedback, and one turn for whatever else a listener did since then.

        Only feedback can be answered later: what was typed is not kept. What was done with it
        already is not done again.
        """
        said: dict[object, list[UnansweredEvent]] = {}
        for event in await self._requests.unanswered():
            alone = event.state is RequestState.ACCEPTED and _is_feedback(event.incoming)
            late = told_since is not None and event.incoming.received_at < told_since
            if not alone and (late or _shows_by_itself(event.incoming)):
                done = event.state is RequestState.TELLING
                state = RequestState.ANSWERED if done else RequestState.REFUSED
                await self._requests.mark(event.request_id, state)
                continue
            said.setdefault(event.request_id if alone else (event.listener_id,), []).append(event)
        turns = [await self._event_turn(events) for events in said.values()]
        return [turn for turn in turns if turn is not None]

    async def take_up(self, turn: Turn[Incoming]) -> None:
        """Answers it, asks whether it was heard, or says sorry; in the listener's own order."""
        try:
            if isinstance(turn.incoming, IncomingPhoto):
                await self._take_up_photo(turn)
            elif _is_feedback(turn.incoming):
                await self._answer(turn)
            else:
                # Marked first: it is said once at most.
                await self._endings.settle(turn, RequestState.REFUSED)
                await self._endings.told(turn, restarted)
        except StorageError:
            log.exception("still not answered", extra={"listener": turn.listener_id})

    async def ask(self, turn: Turn[Incoming]) -> None:
        """Asks whether the answer to a photo came: a tap brings what may never have been heard."""
        asking = partial(perhaps_unheard, turn.request_id)
        await self._end(turn, asking, RequestState.AWAITING_TAP)

    async def _take_up_photo(self, turn: Turn[Incoming]) -> None:
        state, attempts = await self._as_it_is(turn)
        if state in (RequestState.TELLING, RequestState.AWAITING_TAP):
            await self.ask(turn)
        elif state is not None and attempts >= MOST_ATTEMPTS:
            await self._end(turn, apology, RequestState.REFUSED)
        elif state is not None:
            await self._requests.move(
                turn.request_ids,
                before=RequestState.AWAITING_CONSENT,
                after=RequestState.ACCEPTED,
            )
            # One of those in hand may have ended the process: none pays for its neighbour again.
            async with self._alone if attempts else nullcontext():
                await self._answer(turn)

    async def _as_it_is(self, turn: Turn[Incoming]) -> tuple[RequestState | None, int]:
        """State and tries; None where it was answered meanwhile."""
        for state in _LEFT_OVER:
            photos = await self._requests.photos(state, listener_id=turn.listener_id)
            tries = [photo.attempts for photo in photos if photo.request_id in turn.request_ids]
            if tries:
                return state, max(tries)
        return None, 0

    async def _end(
        self, turn: Turn[Incoming], reply: Callable[[], Reply], state: RequestState
    ) -> None:
        if await self._endings.told(turn, reply) or turn.address.dies_soon:
            await self._endings.settle(turn, state)
        else:
            await self._requests.count_attempt(turn.request_ids)

    async def _photo_turn(
        self, request: PhotoRequest, *, if_agreed: bool
    ) -> Turn[IncomingPhoto] | None:
        chat = self._chats.get(request.address.platform)
        profile = await self._listeners.profile(request.listener_id)
        if chat is None or profile is None or (if_agreed and not may_look(profile.consent)):
            return None
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
        return Turn(chat, incoming, profile, request.request_id, self._answer)

    async def _event_turn(self, events: list[UnansweredEvent]) -> Turn[Incoming] | None:
        *earlier, last = events
        chat = self._chats.get(last.incoming.address.platform)
        profile = await self._listeners.profile(last.listener_id)
        if chat is None or profile is None:
            return None
        also = tuple(Piece(one.request_id, one.incoming.event_id) for one in earlier)
        done = last.state is RequestState.TELLING
        incoming = _that_it_happened(last.incoming) if done or also else last.incoming
        return Turn(chat, incoming, profile, last.request_id, self._answer, also)


def _may_be_unasked(state: RequestState, photo: PhotoRequest) -> bool:
    """What waits for a tap was asked about, unless the question is lost with us."""
    return photo.address.forgets_messages or state is not RequestState.AWAITING_TAP


def _is_feedback(incoming: Incoming) -> bool:
    return isinstance(incoming, IncomingReaction) or _verb_of(incoming) in FEEDBACK


def _shows_by_itself(incoming: Incoming) -> bool:
    """Whether only a word of thanks is missing; a thumb pressed again would be taken back."""
    thumb = _verb_of(incoming) in (Verb.LIKE, Verb.DISLIKE)
    return thumb or isinstance(incoming, IncomingReaction)


def _verb_of(incoming: Incoming) -> Verb | None:
    action = Action.parse(incoming.action) if isinstance(incoming, IncomingPress) else None
    return action.verb if action else None


def _that_it_happened(event: Incoming) -> Incoming:
    names = ("event_id", "account", "address", "received_at", "locale")
    return Incoming(**{name: getattr(event, name) for name in names})


def _next_try(photo: PhotoRequest) -> datetime:
    doublings = min(max(photo.attempts - 1, 0), _MOST_DOUBLINGS)
    return photo.received_at + TRIED_AGAIN_AFTER * (1 << doublings)
