"""One thing a listener did, and the means to answer it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from adapters.chat.message import (
    Address,
    Audience,
    Incoming,
    IncomingCommand,
    IncomingPress,
    Reply,
    ReplyKind,
)
from adapters.values import (
    ListenerId,
    ListenerProfile,
    ListenerSettings,
    ReadingId,
    RequestId,
    SetId,
)
from bot.actions import Action, Verb
from bot.ports import Chat
from bot.replies.errors import not_yours
from bot.replies.language import language_of, spoken_language

Event = TypeVar("Event", bound=Incoming, covariant=True)
Other = TypeVar("Other", bound=Incoming)

CommandHandler = Callable[["Turn[IncomingCommand]", str], Awaitable[None]]
PressHandler = Callable[["Turn[IncomingPress]", Action], Awaitable[None]]


class UseCase(Protocol):
    """One thing that can be talked about: the commands and buttons that belong to it."""

    def commands(self) -> Mapping[str, CommandHandler]:
        """By name, without the slash."""

    def presses(self) -> Mapping[Verb, PressHandler]:
        """By what the button asks for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One more photo of an album: an event of its own, answered together with the first."""

    request_id: RequestId
    event_id: str


@dataclass(frozen=True, slots=True)
class Turn(Generic[Event]):
    """Who did what, where, and the chat that carries the answer.

    `answer` answers another turn within this one: whatever fails there is told there. `also` are
    the other pieces of an album: their media stand in the event.
    """

    chat: Chat
    incoming: Event
    profile: ListenerProfile
    request_id: RequestId
    answer: Callable[[Turn[Incoming]], Awaitable[None]]
    also: tuple[Piece, ...] = ()

    @property
    def listener_id(self) -> ListenerId:
        """The listener's key in storage."""
        return self.profile.listener_id

    @property
    def settings(self) -> ListenerSettings:
        """What the listener chose."""
        return self.profile.settings

    @property
    def language(self) -> str:
        """The listener's choice, or else what the platform says, or said last."""
        return language_with(self.profile, self.incoming.locale)

    @property
    def address(self) -> Address:
        """Where answers go."""
        return self.incoming.address

    @property
    def in_company(self) -> bool:
        """Whether others read what is answered."""
        return self.address.audience is Audience.EVERYONE

    @property
    def request_ids(self) -> tuple[RequestId, ...]:
        """All that is answered by this turn's answer."""
        return (self.request_id, *(piece.request_id for piece in self.also))

    async def say(self, reply: Reply) -> str | None:
        """Sends it as the answer to this event; the new message's id, None for a toast."""
        settled = (*reply.settles, *(piece.event_id for piece in self.also))
        answer = replace(reply, answers=self.incoming.event_id, settles=settled)
        return await self.chat.send(self.address, _in_its_language(answer))

    async def remark(self, reply: Reply) -> None:
        """Sends it beside the answer, which still comes."""
        await self.chat.send(self.address, _in_its_language(reply))

    async def show_working(self) -> None:
        """A sign of life."""
        await self.chat.show_working(self.address, self.incoming.event_id)

    def about(self, event: Other) -> Turn[Other]:
        """The same listener and chat, another event (or the same, its kind known)."""
        return Turn(self.chat, event, self.profile, self.request_id, self.answer, self.also)


def language_with(profile: ListenerProfile, locale: str | None) -> str:
    """The one to speak with this listener after an event with this locale."""
    return profile.settings.language or language_of(locale or profile.app_language)


async def say_not_yours(turn: Turn[Incoming]) -> None:
    """A button of another listener; where others are, only the one who pressed it is told."""
    pressed = isinstance(turn.incoming, IncomingPress)
    kind = ReplyKind.MESSAGE if turn.address.private or not pressed else ReplyKind.TOAST
    await turn.say(replace(not_yours(), kind=kind))


def _in_its_language(reply: Reply) -> Reply:
    # Not the listener's: after a change of the setting the two may differ for a moment.
    return replace(reply, language=spoken_language())


def set_id(action: Action) -> SetId:
    """The set that a button names first; sets are numbered from 1, so 0 is nobody's."""
    return SetId(action.number(0) or 0)


def reading_id(action: Action) -> ReadingId:
    """The reading that a button names first."""
    return ReadingId(action.number(0) or 0)
