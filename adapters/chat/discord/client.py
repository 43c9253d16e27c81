"""Our Discord client: hands events over and knows how interactions are answered."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord
from discord import app_commands
from yarl import URL

from adapters.chat.discord import incoming, interactions
from adapters.chat.discord.commands import Commands, Handlers
from adapters.chat.discord.deferral import Deferrals
from adapters.chat.discord.keyboard import opens_private
from adapters.chat.discord.own_messages import OwnMessages
from adapters.chat.discord.pictures import gifs_behind_links, is_only_a_link
from adapters.chat.discord.previews import LinkPreviews
from adapters.chat.discord.reactions import ReactionIds
from adapters.chat.discord.registration import register
from adapters.chat.discord.suggestions import Suggesting
from adapters.chat.message import (
    Address,
    CommandSpec,
    Completer,
    Incoming,
    LocalizedText,
    Receiver,
)
from adapters.errors import PlatformError
from adapters.failures import whatever_fails

CONNECT_WITHIN_S = 30.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Menus:
    """What Discord shows before anything is said."""

    commands: Sequence[CommandSpec]
    picture_menu: LocalizedText
    complete: Completer


@dataclass(frozen=True, slots=True)
class Callbacks:
    """Who hears of what happens. `apologise` is told where, and in which locale."""

    receive: Receiver
    apologise: Callable[[Address, str | None], Awaitable[None]]
    on_login: Callable[[], None]


class MienClient(discord.AutoShardedClient):
    """Sees direct messages, mentions, reactions and interactions. No privileged intent."""

    def __init__(
        self,
        menus: Menus,
        callbacks: Callbacks,
        *,
        own_messages: OwnMessages,
        media_hosts: Collection[str],
        previews: LinkPreviews,
        gateway_url: str | None = None,
    ) -> None:
        super().__init__(
            intents=discord.Intents(
                guilds=True,
                guild_messages=True,
                dm_messages=True,
                guild_reactions=True,
                dm_reactions=True,
            ),
            allowed_mentions=discord.AllowedMentions.none(),
            # Nobody's messages are kept in memory.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_connect_timeout=CONNECT_WITHIN_S,
        )
        self.was_ready = False
        self.own_messages = own_messages
        self.deferrals = Deferrals()
        self._callbacks = callbacks
        self._media_hosts = media_hosts
        self._gateway_url = gateway_url
        self._reaction_ids = ReactionIds()
        self._previews = previews
        self._connecting: set[int] = set()
        handlers = Handlers(
            command=self._on_command,
            picture_menu=self._on_picture_menu,
            suggest=Suggesting(menus.complete),
            failed=self._on_failed_command,
        )
        self.tree = Commands(
            self, menus.commands, picture_menu=menus.picture_menu, handlers=handlers
        )

    async def setup_hook(self) -> None:
        """Once for each login, before the first event."""
        self._callbacks.on_login()
        try:
            await register(self.tree)
        except discord.HTTPException:
            # Direct messages work without commands, and so do commands registered before.
            log.exception("commands were not registered")

    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:
        """Connects once. The library itself would try every five seconds for ever."""
        if shard_id in self._connecting:
            raise PlatformError("Discord's gateway did not answer")
        self._connecting.add(shard_id)
        # What Discord names as its gateway is not what the host may have set.
        address = URL(self._gateway_url) if self._gateway_url is not None else gateway
        await super().launch_shard(address, shard_id, initial=initial)

    def answers_to(self, interaction_token: str) -> discord.Webhook:
        """Where messages go that answer this interaction."""
        # The library makes it only from a living interaction; ours may be older than this process.
        # Type 3 is the application's own webhook, which alone may answer for one person's eyes.
        return discord.Webhook.from_state(
            {"id": self.application_id or 0, "type": 3, "token": interaction_token},
            self._connection,
        )

    @property
    def _me(self) -> int:
        return self.user.id if self.user else 0

    async def on_ready(self) -> None:
        """Connected."""
        self.was_ready = True
        log.info("connected to Discord")

    async def on_message(self, message: discord.Message) -> None:
        """Direct messages, and mentions in servers."""
        me = self._me
        if not incoming.is_for(message, me=me):
            return
        is_bare_link = is_only_a_link(incoming.words_of(message, me=me))
        has_its_clip = bool(gifs_behind_links(message, self._media_hosts))
        if not is_bare_link or has_its_clip or await self._previews.is_missing(message.id):
            await self._on_message_for_us(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Of no interest but for previews: what was answered stays answered."""
        message = payload.message
        has_its_clip = bool(gifs_behind_links(message, self._media_hosts))
        if has_its_clip and self._previews.came_for(message.id):
            await self._on_message_for_us(message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Presses; commands reach `_on_command` through the tree."""
        if interaction.type is not discord.InteractionType.component:
            return
        address = interactions.address_of(interaction)
        event = interactions.of_press(interaction, address=address)
        thinking = opens_private(interactions.custom_id_of(interaction))
        await self._take(interaction, event, thinking=thinking)

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """An emoji under a message."""
        await self._on_reaction(payload)

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """It is taken back."""
        await self._on_reaction(payload)

    async def _on_message_for_us(self, message: discord.Message) -> None:
        address = incoming.address_of_message(message)
        async with self._answering(address, message.id):
            words = incoming.words_of(message, me=self._me)
            event = incoming.of_message(
                message, address=address, words=words, hosts=self._media_hosts
            )
            await self._callbacks.receive(event)

    async def _on_command(
        self,
        interaction: discord.Interaction,
        spec: CommandSpec,
        photo: discord.Attachment | None,
        argument: str,
    ) -> None:
        address = interactions.address_of(interaction)
        event = interactions.of_command(
            interaction, spec, address=address, photo=photo, argument=argument
        )
        await self._take(interaction, event)

    async def _on_picture_menu(
        self, interaction: discord.Interaction, message: discord.Message
    ) -> None:
        address = interactions.address_of(interaction)
        event = interactions.of_picture_menu(
            interaction, message, address=address, hosts=self._media_hosts
        )
        await self._take(interaction, event)

    async def _on_failed_command(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError
    ) -> None:
        log.warning("a command that is not known: %s", type(error).__name__, exc_info=error)
        if interaction.type is discord.InteractionType.autocomplete:
            return
        address, name = interactions.address_of(interaction), interactions.name_of(interaction)
        await self._take(interaction, interactions.of_name(interaction, name, address=address))

    async def _on_reaction(self, payload: discord.RawReactionActionEvent) -> None:
        is_bot = payload.member is not None and payload.member.bot
        if payload.user_id == self._me or is_bot or not await self._is_under_ours(payload):
            return
        at = discord.utils.utcnow()
        event_id = self._reaction_ids.id_of(payload, at=at)
        event = incoming.of_reaction(payload, event_id=event_id, at=at)
        # Nobody waits for an answer, and sorry would be said to all who read there. The
        # event's own id would tell the log who it was.
        with whatever_fails(log, "an event was not accepted", message_id=payload.message_id):
            await self._callbacks.receive(event)

    async def _is_under_ours(self, payload: discord.RawReactionActionEvent) -> bool:
        # The author is told when an emoji is added, not when it is removed.
        author = payload.message_author_id
        if author is not None:
            self.own_messages.note(payload.message_id, ours=author == self._me)
            return author == self._me
        if payload.guild_id is None:
            return True
        return await self.own_messages.has(
            self, channel_id=payload.channel_id, message_id=payload.message_id
        )

    async def _take(
        self,
        interaction: discord.Interaction,
        event: Incoming | None,
        *,
        thinking: bool = False,
    ) -> None:
        storing = self._callbacks.receive(event) if event is not None else _nothing()
        address = interactions.address_of(interaction)
        async with self._answering(address, interaction.id, str(interaction.locale)):
            await self.deferrals.after(storing, interaction, thinking=thinking)

    @asynccontextmanager
    async def _answering(
        self, address: Address, event_id: int, locale: str | None = None
    ) -> AsyncIterator[None]:
        """Whatever fails inside, whoever waits hears of it."""
        with whatever_fails(log, "an event was not accepted", event_id=event_id) as attempt:
            yield
        if attempt.failed:
            await self._callbacks.apologise(address, locale)


async def _nothing() -> None:
    """What is done for a button that is not of Mien's making."""
