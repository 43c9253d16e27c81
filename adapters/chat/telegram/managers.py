"""Who manages a group."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from adapters.chat.message import CommandSpec, Incoming, IncomingCommand

_MANAGERS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)

log = logging.getLogger(__name__)


class Managers:
    """Asks Telegram whether somebody may change a group, and only for commands that need it."""

    def __init__(self, bot: Bot, *, commands: Iterable[CommandSpec]) -> None:
        self._bot = bot
        self._names = frozenset(spec.name for spec in commands if spec.for_managers)

    async def marked(self, event: Incoming) -> Incoming:
        """The event, with `manages_place` where it matters."""
        if not isinstance(event, IncomingCommand) or event.name not in self._names:
            return event
        if event.address.place_id is None:
            return event
        return replace(event, manages_place=await self._manages(event))

    async def _manages(self, event: Incoming) -> bool:
        chat_id, user_id = event.address.chat_id, int(event.account.account_id)
        try:
            member = await self._bot.get_chat_member(chat_id, user_id)
        except TelegramError as error:
            log.warning("rights in a group are unknown: %s", type(error).__name__)
            return False
        return member.status in _MANAGERS
