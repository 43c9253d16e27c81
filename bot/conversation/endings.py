"""How turns end: something is said, and what was accepted is marked."""

from __future__ import annotations

import logging
from collections.abc import Callable

from adapters.chat.message import Incoming, Reply
from adapters.errors import AdapterError
from adapters.values import RequestId, RequestState
from bot.conversation.turn import Turn
from bot.ports import Requests
from bot.replies.language import speaking

log = logging.getLogger(__name__)


class Endings:
    """Says and marks; what could not be marked is kept for later.

    Whoever answers a turn long after its end puts that off: its requests stay accepted until then,
    so that they are known after a restart.
    """

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._unmarked: dict[RequestId, RequestState] = {}
        self._put_off: set[RequestId] = set()

    async def told(self, turn: Turn[Incoming], reply: Callable[[], Reply]) -> bool:
        """Whether the listener could be told this, as the answer."""
        try:
            with speaking(turn.language):
                await turn.say(reply())
        except AdapterError:
            log.exception("could not be told", extra={"listener": turn.listener_id})
            return False
        return True

    async def remarked(self, turn: Turn[Incoming], reply: Callable[[], Reply]) -> None:
        """Says this beside the answer, if it can be said."""
        try:
            with speaking(turn.language):
                await turn.remark(reply())
        except AdapterError:
            log.exception("could not be told", extra={"listener": turn.listener_id})

    async def settle(self, turn: Turn[Incoming], state: RequestState) -> None:
        """Marks all that this turn answers, but for what is put off."""
        for request_id in turn.request_ids:
            if request_id in self._put_off:
                continue
            try:
                await self._requests.mark(request_id, state)
            except AdapterError:
                log.exception("not marked as %s", state, extra={"listener": turn.listener_id})
                self._unmarked[request_id] = state

    def put_off(self, turn: Turn[Incoming]) -> None:
        """Its end is `settle_put_off`, and no other."""
        self._put_off.update(turn.request_ids)

    async def settle_put_off(self, turn: Turn[Incoming], state: RequestState) -> None:
        """Marks all that this turn answers at last."""
        self._put_off.difference_update(turn.request_ids)
        await self.settle(turn, state)

    async def settle_late(self) -> None:
        """Marks what could not be marked before; StorageError where that is still so."""
        for request_id, state in tuple(self._unmarked.items()):
            await self._requests.mark(request_id, state)
            self._unmarked.pop(request_id, None)
