"""One try to answer: whether it was heard, and of a photo what may end badly before it is begun."""

from __future__ import annotations

from dataclasses import replace

from adapters.chat.message import (
    Address,
    Incoming,
    IncomingPhoto,
    MediaReference,
    Reply,
)
from adapters.errors import AdapterError, PerhapsShownError
from adapters.values import RequestState
from bot.chat_behind import ChatBehind
from bot.conversation.turn import Turn
from bot.ports import Requests


class PerhapsAnsweredError(PerhapsShownError):
    """The answer to a photo was sent off, and nobody knows whether it is there."""


class Attempt:
    """One try; `turn` is to be answered. A photo's is noted; nothing else is tried twice."""

    def __init__(self, turn: Turn[Incoming], requests: Requests) -> None:
        photo = isinstance(turn.incoming, IncomingPhoto)
        self._chat = _NotingChat(turn, requests) if photo else _ListeningChat(turn)
        self.turn = replace(turn, chat=self._chat)

    @property
    def heard(self) -> bool:
        """Whether something was said as the answer."""
        return self._chat.heard


class _ListeningChat(ChatBehind):
    """Knows whether the answer was heard."""

    def __init__(self, turn: Turn[Incoming]) -> None:
        super().__init__(turn.chat)
        self._event_id = turn.incoming.event_id
        self.heard = False

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Shows the reply."""
        message_id = await super().send(address, reply)
        self.heard = self.heard or reply.answers == self._event_id
        return message_id


class _NotingChat(_ListeningChat):
    """Counts the try before the picture is fetched; notes that the answer is sent off.

    A picture that kills the process, every time it is looked at, is so counted all the same; and
    where the process ends while an answer is on its way, the next one knows that it was.
    """

    def __init__(self, turn: Turn[Incoming], requests: Requests) -> None:
        super().__init__(turn)
        self._request_ids = turn.request_ids
        self._requests = requests
        self._counted = False

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Shows the reply."""
        if reply.answers != self._event_id or self.heard:
            return await super().send(address, reply)
        await self._move(RequestState.ACCEPTED, RequestState.TELLING)
        try:
            return await super().send(address, reply)
        except PerhapsShownError as error:
            # Nobody gets it twice unasked.
            await self._count()
            raise PerhapsAnsweredError(str(error)) from error
        except AdapterError:
            await self._move(RequestState.TELLING, RequestState.ACCEPTED)
            await self._count()
            raise

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        """What was sent."""
        await self._count()
        return await super().fetch(media, address, limit_bytes=limit_bytes)

    async def _count(self) -> None:
        if not self._counted:
            self._counted = True
            await self._requests.count_attempt(self._request_ids)

    async def _move(self, before: RequestState, after: RequestState) -> None:
        await self._requests.move(self._request_ids, before=before, after=after)
