"""/forget: everything, a stretch of time, or the last answer; asked once more before it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from adapters.chat.message import Incoming, Reply
from adapters.values import ListenerId, RequestState, Span
from bot.actions import Action, StaleButtonError, Verb
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.ports.spotify import SpotifyAccounts
from bot.replies.forgetting import (
    forget_question,
    forget_usage,
    forgotten,
    kept,
    last_question,
    nothing_to_forget,
    part_forgotten,
    part_labels,
    span_question,
)
from bot.spans import Part, days_in, span_of
from engine.lexicons.lexicon import folded_words

_LAST_MOMENT_S = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
_WAITING = (RequestState.AWAITING_CONSENT, RequestState.AWAITING_TAP)


class Forgetting:
    """Forgets what a listener wants forgotten."""

    def __init__(
        self,
        storage: Storage,
        *,
        clock: Callable[[], datetime],
        accounts: SpotifyAccounts | None = None,
    ) -> None:
        self._listeners = storage.listeners
        self._requests = storage.requests
        self._clock = clock
        self._accounts = accounts

    def commands(self) -> Mapping[str, CommandHandler]:
        """/forget, alone or with the part that is meant."""
        return {"forget": self.ask}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """Which part, and whether it shall really go."""
        return {Verb.FORGET: self.pressed}

    async def ask(self, turn: Turn[Incoming], words: str) -> None:
        """Asks once more, about what the words name."""
        wanted = words.strip()
        part = _part_in(wanted) if wanted else Part.EVERYTHING
        if part is not None:
            await turn.say(self._question(part))
            return
        span = days_in(wanted)
        await turn.say(forget_usage() if span is None else span_question(span))

    async def pressed(self, turn: Turn[Incoming], action: Action) -> None:
        """Asks, forgets or keeps."""
        match action.word(0):
            case "ask":
                await turn.say(self._question(_part_named(action)))
            case "yes":
                await self.forget(turn)
            case "last":
                await self.forget_last(turn)
            case "span":
                await self.forget_span(turn, _span_named(action))
            case "no":
                await turn.say(kept())
            case _:
                raise StaleButtonError(action.verb)

    async def forget(self, turn: Turn[Incoming]) -> None:
        """Leaves no row, this request's included."""
        had_spotify = await self._has_spotify(turn.listener_id)
        await self._listeners.forget(turn.listener_id)
        await turn.say(forgotten(had_spotify=had_spotify))

    async def forget_last(self, turn: Turn[Incoming]) -> None:
        """Leaves nothing of the newest answer."""
        found = await self._listeners.forget_last(turn.listener_id)
        await turn.say(part_forgotten(asks_again=False) if found else nothing_to_forget())

    async def forget_span(self, turn: Turn[Incoming], span: Span) -> None:
        """Leaves no row from then; pictures of then that wait are let go."""
        let_go = [
            photo.event_id
            for state in _WAITING
            for photo in await self._requests.photos(state, listener_id=turn.listener_id)
            if span.holds(photo.received_at)
        ]
        await self._listeners.forget_span(turn.listener_id, span)
        left = await self._listeners.profile(turn.listener_id)
        had_agreed = turn.profile.consent is not None and turn.profile.consent.faces
        asks_again = had_agreed and (left is None or left.consent is None)
        await turn.say(replace(part_forgotten(asks_again=asks_again), settles=tuple(let_go)))

    async def _has_spotify(self, listener_id: ListenerId) -> bool:
        if self._accounts is None:
            return False
        return await self._accounts.account(listener_id) is not None

    def _question(self, part: Part) -> Reply:
        span = span_of(part, now=self._clock())
        if span is not None:
            return span_question(span)
        return last_question() if part is Part.LAST else forget_question()


def _part_in(words: str) -> Part | None:
    """The part of this name, in English or the listener's language."""
    wanted = folded_words(words)
    names = {folded_words(part.value): part for part in Part}
    names |= {folded_words(label): part for part, label in part_labels().items()}
    return names.get(wanted)


def _part_named(action: Action) -> Part:
    found = Part.__members__.get(action.word(1).upper())
    if found is None:
        raise StaleButtonError(action.verb)
    return found


def _span_named(action: Action) -> Span:
    start = _moment(action, 1)
    return Span(start, _moment(action, 2) if action.word(2) else None)


def _moment(action: Action, position: int) -> datetime:
    seconds = action.number(position)
    if seconds is None or seconds > _LAST_MOMENT_S:
        raise StaleButtonError(action.verb)
    return datetime.fromtimestamp(seconds, UTC)
