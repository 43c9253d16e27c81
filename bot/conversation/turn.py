"""One thing a listener did, and the means to answer it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from adapters.chat.message import Address, Incoming, Reply
from adapters.values import ListenerId, ListenerProfile, ListenerSettings, RequestId
from bot.ports import Chat

Event = TypeVar("Event", bound=Incoming, covariant=True)
Other = TypeVar("Other", bound=Incoming)


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
