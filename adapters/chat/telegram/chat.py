"""Telegram as a chat: fits the port of the conversation by its shape."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aiohttp import web
from telegram import Bot

from adapters.chat.message import (
    Account,
    Address,
    Admits,
    CommandSpec,
    InlineAnswerer,
    LocalizedText,
    MediaReference,
    PlaceMoved,
    Platform,
    Receiver,
    Reply,
    Sentence,
)
from adapters.chat.telegram.apologies import Apologies
from adapters.chat.telegram.calls import (
    DiscreetRequest,
    keep_token_out_of_logs,
    persistently,
    translated,
)
from adapters.chat.telegram.delivery import Delivery
from adapters.chat.telegram.downloads import Downloads
from adapters.chat.telegram.identity import Identity
from adapters.chat.telegram.inline import InlineQueries
from adapters.chat.telegram.intake import Intake
from adapters.chat.telegram.managers import Managers
from adapters.chat.telegram.members import is_member
from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.polling import Polling
from adapters.chat.telegram.presses import Presses
from adapters.chat.telegram.profile import Profile
from adapters.chat.telegram.updates import UpdatesRequest
from adapters.chat.telegram.webhook import Webhook, WebhookUpdates
from adapters.chat.telegram.working import WorkingSigns

BASE_URL = "https://api.telegram.org/bot"
BASE_FILE_URL = "https://api.telegram.org/file/bot"
MOST_CONNECTIONS = 64


class TelegramChat:
    """A bot on Telegram. The token is put at the end of both addresses, as Telegram wants it.

    With a `webhook` Telegram brings the updates to `routes`; without one they are fetched.
    """

    def __init__(  # noqa: PLR0913 - each is a choice of its own, and most have a default
        self,
        token: str,
        *,
        commands: Sequence[CommandSpec],
        apology: Sentence,
        answer_inline: InlineAnswerer | None = None,
        admits_inline: Admits | None = None,
        place_moved: PlaceMoved | None = None,
        description: LocalizedText | None = None,
        short_description: LocalizedText | None = None,
        base_url: str | None = None,
        base_file_url: str | None = None,
        webhook: Webhook | None = None,
        pace: Pace | None = None,
    ) -> None:
        keep_token_out_of_logs()
        pace = pace or Pace()
        with translated():
            bot = _bot(token, base_url or BASE_URL, base_file_url or BASE_FILE_URL)
        identity = Identity(bot, commands=[spec.name for spec in commands])
        self._bot = bot
        self._pace = pace
        self._profile = Profile(
            bot,
            commands=commands,
            description=description,
            short_description=short_description,
            pace=pace,
        )
        self._presses = Presses(bot, pace=pace)
        self._signs = WorkingSigns(bot, pace=pace)
        self._delivery = Delivery(bot, identity=identity, presses=self._presses, pace=pace)
        self._downloads = Downloads(bot, pace=pace)
        self._inline = (
            InlineQueries(bot, answer=answer_inline, admits=admits_inline or _everyone)
            if answer_inline
            else None
        )
        intake = Intake(
            identity=identity,
            managers=Managers(bot, commands=commands),
            presses=self._presses,
            apologies=Apologies(self._delivery, sentence=apology),
            inline=self._inline,
            place_moved=place_moved,
            pace=pace,
        )
        self._polling = Polling(bot, intake=intake, pace=pace)
        self._webhook = WebhookUpdates(bot, webhook, intake=intake, pace=pace) if webhook else None

    @property
    def platform(self) -> Platform:
        """Telegram."""
        return Platform.TELEGRAM

    def routes(self) -> Sequence[web.RouteDef]:
        """Where Telegram brings updates; none while they are fetched."""
        return self._webhook.routes() if self._webhook else ()

    async def run(self, receive: Receiver) -> None:
        """Hands over events until cancelled; TokenRefusedError, PollingConflictError."""
        updates = self._webhook or self._polling
        registering: asyncio.Task[None] | None = None
        try:
            with translated():
                await persistently(self._bot.initialize, pace=self._pace)
                # Beside the updates: Telegram may let changes of a profile wait for long.
                registering = asyncio.create_task(self._profile.register())
                await updates.run(receive)
        finally:
            if registering is not None:
                registering.cancel()
            self._close_tasks()
            await self._bot.shutdown()

    async def is_connected(self) -> bool:
        """Whether updates were fetched the last time, or Telegram knows where to bring them."""
        return (self._webhook or self._polling).is_connected

    async def is_member(self, account: Account, place_id: str) -> bool:
        """Whether they are in this group now; False where Telegram will not say."""
        with translated():
            return await is_member(self._bot, group_id=place_id, user_id=int(account.account_id))

    async def show_working(self, address: Address, event_id: str) -> None:
        """Shows "typing" until something is sent there, a minute at most."""
        self._signs.show(address, event_id)

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Shows the reply; the message's id, None for a toast."""
        self._signs.stop(address.chat_id, reply.answers)
        with translated():
            return await self._delivery.deliver(address, reply)

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        """What was sent. A file id is all that Telegram needs, so the address is not used."""
        with translated():
            return await self._downloads.fetch(media, limit_bytes=limit_bytes)

    def _close_tasks(self) -> None:
        self._signs.close()
        self._presses.close()
        if self._inline is not None:
            self._inline.close()


def _everyone(_: Account) -> bool:
    return True


def _bot(token: str, base_url: str, base_file_url: str) -> Bot:
    return Bot(
        token,
        base_url,
        base_file_url,
        request=DiscreetRequest(token, connections=MOST_CONNECTIONS),
        # Polling has a connection of its own, or busy answers would hold it up.
        get_updates_request=UpdatesRequest(token, connections=1),
    )
