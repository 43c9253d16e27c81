"""Who the bot is."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Bot, User

from adapters.chat.telegram.addressing import Me
from adapters.chat.telegram.deep_links import DeepLinks
from adapters.chat.telegram.own_messages import OwnMessages


class Identity:
    """Name and number of the bot, which only Telegram can tell, and what it sent to groups."""

    def __init__(self, bot: Bot, *, commands: Iterable[str]) -> None:
        self.messages = OwnMessages()
        self._bot = bot
        self._commands = frozenset(commands)
        self._links = DeepLinks(bot.token)
        self._me: Me | None = None

    async def me(self) -> Me:
        """Asks Telegram where the library has not."""
        if self._me is None:
            user = await self._user()
            self._me = Me(user.id, user.username or "", self._commands, self._links)
        return self._me

    async def _user(self) -> User:
        try:
            return self._bot.bot
        except RuntimeError:  # answers of an earlier process may go out before the bot has started
            return await self._bot.get_me()
