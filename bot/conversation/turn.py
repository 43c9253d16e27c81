"""One thing a listener did, and the means to answer it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from adapters.chat.message import Address, Incoming, IncomingCommand, IncomingPress, Reply
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
from bot.replies.language import language_of

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
class Turn(Generic[Event]):
    """Who did what, where, and the chat that carries the answer.

    `answer` answers another turn within this one: whatever fails there is told there.
    """

    chat: Chat
    incoming: Event
    profile: ListenerProfile
    request_id: RequestId
    answer: Callable[[Turn[Incoming]], Awaitable[None]]

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
        """The listener's choice, or else what the platform says."""
        return self.settings.language or language_of(self.incoming.locale)

    @property
    def address(self) -> Address:
        """Where answers go."""
        return self.incoming.address

    async def say(self, reply: Reply) -> str | None:
        """Sends it as the answer to this event; the new message's id, None for a toast."""
        return await self.chat.send(self.address, replace(reply, answers=self.incoming.event_id))

    async def show_working(self) -> None:
        """A sign of life."""
        await self.chat.show_working(self.address, self.incoming.event_id)

    def about(self, event: Other) -> Turn[Other]:
        """The same listener and chat, another event (or the same, its kind known)."""
        return Turn(self.chat, event, self.profile, self.request_id, self.answer)


def set_id(action: Action) -> SetId:
    """The set that a button names first; sets are numbered from 1, so 0 is nobody's."""
    return SetId(action.number(0) or 0)


def reading_id(action: Action) -> ReadingId:
    """The reading that a button names first."""
    return ReadingId(action.number(0) or 0)
