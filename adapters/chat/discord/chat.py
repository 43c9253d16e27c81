"""Discord as a chat: fits the port of the conversation by its shape."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Sequence

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.chat.discord.calls import keep_chats_out_of_logs, translated
from adapters.chat.discord.client import Callbacks, Menus, MienClient
from adapters.chat.discord.delivery import deliver
from adapters.chat.discord.downloads import MEDIA_HOSTS, Download, HttpDownload, fetch_picture
from adapters.chat.discord.members import is_member
from adapters.chat.discord.own_messages import OwnMessages
from adapters.chat.discord.previews import LinkPreviews
from adapters.chat.discord.supervision import stay_connected
from adapters.chat.discord.tokens import AnswerToken
from adapters.chat.discord.working import WorkingSigns
from adapters.chat.message import (
    Account,
    Address,
    Audience,
    CommandSpec,
    Completer,
    Completion,
    LocalizedText,
    MediaReference,
    Platform,
    Receiver,
    Reply,
    ReplyKind,
    Sentence,
)
from adapters.errors import PlatformError


class DiscordChat:
    """A bot on Discord. The library knows one REST address and one gateway for each process.

    What is said before the login, or between two of them, waits `login_within_s` for it: photos
    that a former process left behind are answered while this one still connects.
    """

    login_within_s = 30.0
    answered_within_s = 90.0  # the library tries five times within half of it, and heeds "slower"

    def __init__(  # noqa: PLR0913 - what the host sets, and what the conversation words
        self,
        token: str,
        *,
        commands: Sequence[CommandSpec],
        picture_menu: LocalizedText,
        apology: Sentence,
        complete: Completer | None = None,
        api_url: str | None = None,
        gateway_url: str | None = None,
        media_hosts: Collection[str] = MEDIA_HOSTS,
        download: Download | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        keep_chats_out_of_logs()
        self._token = token
        self._menus = Menus(tuple(commands), picture_menu, complete or _nothing)
        self._api_url = api_url
        self._gateway_url = gateway_url
        self._media_hosts = frozenset(media_hosts)
        self._http_download = HttpDownload()
        self._download = download or self._http_download
        self._sleep = sleep
        self._apology = apology
        self._own_messages = OwnMessages(since=discord.utils.utcnow())
        self._signs = WorkingSigns()
        self._login = asyncio.Event()
        self._client: MienClient | None = None

    @property
    def platform(self) -> Platform:
        """Discord."""
        return Platform.DISCORD

    async def run(self, receive: Receiver) -> None:
        """Hands over events until cancelled, whatever the network does; TokenRefusedError."""
        await stay_connected(
            lambda: self.session(receive), was_ready=self._was_ready, sleep=self._sleep
        )

    async def is_connected(self) -> bool:
        """Whether every shard has its gateway."""
        client = self._client
        if client is None or client.is_closed() or not client.is_ready():
            return False
        return not any(shard.is_closed() for shard in client.shards.values())

    async def session(self, receive: Receiver) -> None:
        """One client from its login to its end; PlatformError if that was not our wish."""
        client = self.new_client(receive)
        try:
            with translated():
                async with client:
                    await client.start(self._token)
        finally:
            self._login.clear()
            self._signs.close()
            await self._http_download.close()

    def new_client(self, receive: Receiver) -> discord.Client:
        """A client that is not connected yet, in the place of the one before."""
        if self._api_url is not None:
            Route.BASE = self._api_url
        if self._gateway_url is not None:
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self._gateway_url)
        self._client = MienClient(
            self._menus,
            Callbacks(receive, self._apologise, self._login.set),
            own_messages=self._own_messages,
            media_hosts=self._media_hosts,
            previews=LinkPreviews(sleep=self._sleep),
            gateway_url=self._gateway_url,
        )
        return self._client

    async def is_member(self, account: Account, place_id: str) -> bool:
        """Whether they are in this server now; False where Mien is not."""
        client = await self._connected()
        with translated():
            return await is_member(client, server_id=int(place_id), user_id=int(account.account_id))

    async def show_working(self, address: Address, event_id: str) -> None:
        """Shows "typing" after a message, and after a press in direct messages.

        After a command Discord itself shows that Mien thinks, to whom the answer is for.
        """
        token = AnswerToken.decode(address.reply_token)
        is_thinking = token is not None and token.pressed_message_id is None
        if is_thinking or address.audience is Audience.SENDER:
            return
        client = await self._connected()
        channel = client.get_partial_messageable(int(address.chat_id))
        self._signs.show(channel, event_id)

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Shows the reply; the message's id, None for a toast."""
        self._signs.stop(address.chat_id, reply.answers)
        client = await self._connected()
        with translated():
            # The library would wait for five minutes, and whoever is next with it.
            async with asyncio.timeout(self.answered_within_s):
                return await deliver(client, address, reply)

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        """What was sent; the link says where, so the address is not used."""
        client = await self._connected()
        with translated():
            return await fetch_picture(
                client,
                media,
                limit_bytes=limit_bytes,
                hosts=self._media_hosts,
                download=self._download,
            )

    async def _apologise(self, address: Address, locale: str | None) -> None:
        kind = ReplyKind.MESSAGE if address.reply_token is None else ReplyKind.TOAST
        with contextlib.suppress(PlatformError):
            await self.send(address, Reply(self._apology(locale), kind=kind))

    async def _connected(self) -> MienClient:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.login_within_s):
                await self._login.wait()
        client = self._client
        if client is None or client.application_id is None or client.is_closed():
            raise PlatformError("not connected to Discord")
        return client

    def _was_ready(self) -> bool:
        return self._client is not None and self._client.was_ready


async def _nothing(command: str, typed: str, locale: str | None) -> Sequence[Completion]:
    return ()
