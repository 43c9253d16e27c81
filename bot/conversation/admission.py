"""Who may talk to this Mien, where the host invited only some."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace

from adapters.chat.message import (
    Audience,
    Incoming,
    IncomingPress,
    IncomingReaction,
    Platform,
    Receiver,
    Reply,
    ReplyKind,
)
from adapters.errors import AdapterError
from bot.ports import Chat
from bot.replies.company import invited_only
from bot.replies.language import language_of, speaking

log = logging.getLogger(__name__)


class Admission:
    """Hands on what comes from the people and places that are listed as `platform:id`.

    A place is a server, a group or a chat. Where nothing is listed everyone may come; the page is
    not concerned, it has its own door. Of anybody else nothing is stored.
    """

    def __init__(
        self,
        receive: Receiver,
        *,
        chats: Mapping[Platform, Chat],
        people: Collection[str] = (),
        places: Collection[str] = (),
    ) -> None:
        self._receive = receive
        self._chats = chats
        self._people = frozenset(people)
        self._places = frozenset(places)

    async def receive(self, incoming: Incoming) -> None:
        """Hands it on, or says that this Mien is for invited people."""
        if self._admits(incoming):
            await self._receive(incoming)
            return
        with speaking(language_of(incoming.locale)):
            refusal = _refusal(incoming)
        if refusal is None:
            return
        try:
            await self._chats[incoming.account.platform].send(incoming.address, refusal)
        except AdapterError:
            log.exception("somebody who is not invited could not be told")

    def _admits(self, incoming: Incoming) -> bool:
        account, address = incoming.account, incoming.address
        open_to_all = not self._people and not self._places
        if open_to_all or account.platform is Platform.WEB:
            return True
        places = {f"{account.platform}:{place}" for place in (address.place_id, address.chat_id)}
        known = f"{account.platform}:{account.account_id}" in self._people
        return known or not places.isdisjoint(self._places)


def _refusal(incoming: Incoming) -> Reply | None:
    """None where others would read it: there, only a press is answered, to whoever pressed."""
    pressed = isinstance(incoming, IncomingPress)
    in_company = incoming.address.audience is Audience.EVERYONE
    if isinstance(incoming, IncomingReaction) or (in_company and not pressed):
        return None
    kind = ReplyKind.TOAST if pressed else ReplyKind.MESSAGE
    return replace(invited_only(), kind=kind, answers=incoming.event_id)
