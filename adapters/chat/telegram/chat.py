"""Telegram as a chat: fits the port of the conversation by its shape."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Bot, BotCommand

from adapters.chat.message import (
    Address,
    CommandSpec,
    MediaReference,
    Platform,
    Receiver,
    Reply,
    Sentence,
)
from adapters.chat.telegram.calls import (
    DiscreetRequest,
    keep_token_out_of_logs,
    persistently,
    translated,
)
from adapters.chat.telegram.delivery import Delivery
from adapters.chat.telegram.downloads import Downloads
from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.polling import Polling
from adapters.chat.telegram.presses import Presses
from adapters.chat.telegram.working import WorkingSigns

BASE_URL = "https://api.telegram.org/bot"
BASE_FILE_URL = "https://api.telegram.org/file/bot"
MOST_CONNECTIONS = 64


class TelegramChat:
    """A bot on Telegram. The token is put at the end of both addresses, as Telegram wants it."""

    def __init__(
        self,
        token: str,
        *,
        commands: Sequence[CommandSpec],
        apology: Sentence,
        base_url: str | None = None,
        base_file_url: str | None = None,
        pace: Pace | None = None,
    ) -> None:
        keep_token_out_of_logs()
        pace = pace or Pace()
        with translated():
            bot = Bot(
                token,
                base_url or BASE_URL,
                base_file_url or BASE_FILE_URL,
                request=DiscreetRequest(token, connections=MOST_CONNECTIONS),
                # Polling has a connection of its own, or busy answers would hold it up.
                get_updates_request=DiscreetRequest(token, connections=1),
            )
        self._bot = bot
        self._pace = pace
        self._commands = tuple(BotCommand(spec.name, spec.description.english) for spec in commands)
        self._presses = Presses(bot, pace=pace)
        self._signs = WorkingSigns(bot, pace=pace)
        self._delivery = Delivery(bot, presses=self._presses, pace=pace)
        self._downloads = Downloads(bot, pace=pace)
        self._polling = Polling(bot, presses=self._presses, apology=apology, pace=pace)

    @property
    def platform(self) -> Platform:
        """Telegram."""
        return Platform.TELEGRAM

    async def run(self, receive: Receiver) -> None:
        """Hands over events until cancelled; TokenRefusedError, PollingConflictError."""
        try:
            with translated():
                await persistently(self._bot.initialize, pace=self._pace)
                await persistently(self._register_commands, pace=self._pace)
                await self._polling.run(receive)
        finally:
            self._signs.close()
            self._presses.close()
            await self._bot.shutdown()

    async def show_working(self, address: Address, event_id: str) -> None:
        """Shows "typing" until something is sent there, a minute at most."""
        self._signs.show(address.chat_id, event_id)

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Shows the reply; the message's id, None for a toast."""
        self._signs.stop(address.chat_id, reply.answers)
        with translated():
            return await self._delivery.deliver(address, reply)

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        """What was sent. A file id is all that Telegram needs, so the address is not used."""
        with translated():
            return await self._downloads.fetch(media, limit_bytes=limit_bytes)

    async def _register_commands(self) -> None:
        # Telegram counts changes of the menu strictly, so an unchanged one is not sent again.
        if await self._bot.get_my_commands() != self._commands:
            await self._bot.set_my_commands(self._commands)
