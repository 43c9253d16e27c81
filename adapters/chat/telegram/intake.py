"""Hands updates to the conversation, whichever way they came."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence

from telegram import Update
from telegram.constants import UpdateType

from adapters.chat.message import (
    Address,
    Incoming,
    IncomingReaction,
    PlaceMoved,
    Platform,
    Receiver,
)
from adapters.chat.telegram.addressing import is_private
from adapters.chat.telegram.apologies import Apologies
from adapters.chat.telegram.identity import Identity
from adapters.chat.telegram.incoming import address_in, incoming_of
from adapters.chat.telegram.inline import InlineQueries
from adapters.chat.telegram.managers import Managers
from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.presses import Presses
from adapters.chat.telegram.reply_token import ReplyToken
from adapters.failures import whatever_fails

# Reactions are not among Telegram's defaults, and the server remembers the last list it was given.
# Edited messages stay away on purpose: the first version has been answered.
_WANTED = (UpdateType.MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.MESSAGE_REACTION)
# Enough for a database that restarts; more would let one bad update hold up everybody.
MOST_DELIVERIES = 3
_MOST_REMEMBERED = 1000

log = logging.getLogger(__name__)


class Intake:
    """Stores each update through the receiver; says sorry where somebody waits in vain."""

    def __init__(  # noqa: PLR0913 - each is a part of its own
        self,
        *,
        identity: Identity,
        managers: Managers,
        presses: Presses,
        apologies: Apologies,
        inline: InlineQueries | None,
        place_moved: PlaceMoved | None = None,
        pace: Pace,
    ) -> None:
        self._identity = identity
        self._managers = managers
        self._presses = presses
        self._apologies = apologies
        self._inline = inline
        self._place_moved = place_moved
        self._pace = pace
        self._failures: OrderedDict[int, int] = OrderedDict()

    @property
    def wanted_updates(self) -> tuple[str, ...]:
        """The kinds to ask Telegram for."""
        return _WANTED if self._inline is None else (*_WANTED, UpdateType.INLINE_QUERY)

    async def take(self, update: Update, receive: Receiver) -> bool:
        """True when Telegram need not deliver it again: it was stored, left alone or given up."""
        if update.callback_query is not None:
            self._presses.note(update.callback_query.id)
        if update.inline_query is not None and self._inline is not None:
            self._inline.take(update.inline_query)
            return True
        events: tuple[Incoming, ...] = ()
        with whatever_fails(log, "an update was not stored", update=update.update_id) as attempt:
            await self._followed(update)
            # A second try repeats the events that went well; their ids are the same.
            events = await self._heard(update)
            for event in events:
                await receive(await self._managers.marked(event))
        if attempt.failed:
            return await self._is_given_up(update, events)
        self._failures.pop(update.update_id, None)
        if not events:
            log.info("an update was left alone", extra={"update": update.update_id})
        return True

    async def _heard(self, update: Update) -> tuple[Incoming, ...]:
        me = await self._identity.me()
        events = incoming_of(update, me=me, received_at=self._pace.now())
        return tuple(event for event in events if not self._concerns_others(event))

    async def _followed(self, update: Update) -> None:
        """Carries over what was chosen for a group that has become a supergroup."""
        message = update.message
        moved_to = message.migrate_to_chat_id if message is not None else None
        if message is not None and moved_to is not None and self._place_moved is not None:
            await self._place_moved(Platform.TELEGRAM, str(message.chat.id), str(moved_to))

    def _concerns_others(self, event: Incoming) -> bool:
        if not isinstance(event, IncomingReaction) or event.address.private:
            return False
        return (event.address.chat_id, event.message_id) not in self._identity.messages

    async def _is_given_up(self, update: Update, events: Sequence[Incoming]) -> bool:
        failures = self._failures.pop(update.update_id, 0) + 1
        if failures < MOST_DELIVERIES:
            self._failures[update.update_id] = failures
            if len(self._failures) > _MOST_REMEMBERED:
                self._failures.popitem(last=False)
            return False
        if update.message_reaction is not None:
            # Nobody waits for an answer, and sorry would be said to all who read there.
            return True
        address = events[0].address if events else _private_address(update)
        if address is not None:
            await self._apologies.send(update, address)
        return True


def _private_address(update: Update) -> Address | None:
    # In a group it is not known whether this was for us.
    chat = update.effective_chat
    return address_in(chat, ReplyToken()) if chat is not None and is_private(chat) else None
