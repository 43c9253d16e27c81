"""Our Discord client: hands events over and knows how interactions are answered."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence

import discord

from adapters.chat.discord import incoming
from adapters.chat.discord.commands import command_tree, register
from adapters.chat.discord.reactions import ReactionIds
from adapters.chat.message import Address, CommandSpec, Incoming, Receiver

log = logging.getLogger(__name__)

Apologise = Callable[[Address], Awaitable[None]]


class MienClient(discord.Client):
    """Sees direct messages, reactions to them, and interactions. No privileged intent."""

    def __init__(
        self,
        *,
        commands: Sequence[CommandSpec],
        receive: Receiver,
        apologise: Apologise,
        on_login: Callable[[], None],
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, dm_messages=True, dm_reactions=True),
            allowed_mentions=discord.AllowedMentions.none(),
            # Nobody's messages are kept in memory.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.tree = command_tree(self, commands, handle=self._on_command)
        self.was_ready = False
        self._receive = receive
        self._apologise = apologise
        self._on_login = on_login
        self._reaction_ids = ReactionIds()

    async def setup_hook(self) -> None:
        """Once for each login, before the first event."""
        self._on_login()
        try:
            await register(self.tree)
        except discord.HTTPException:
            # Direct messages work without commands, and so do commands registered before.
            log.exception("commands were not registered")

    def answers_to(self, interaction_token: str) -> discord.Webhook:
        """Where messages go that answer this interaction."""
        # The library makes it only from a living interaction; ours may be older than this process.
        # Type 3 is the application's own webhook, which alone may answer for one person's eyes.
        return discord.Webhook.from_state(
            {"id": self.application_id or 0, "type": 3, "token": interaction_token},
            self._connection,
        )

    async def on_ready(self) -> None:
        """Connected."""
        self.was_ready = True
        log.info("connected to Discord")

    async def on_message(self, message: discord.Message) -> None:
        """Direct messages only: in company a mood is private."""
        if message.guild is not None or message.author.bot or message.is_system():
            return
        event = incoming.of_message(message)
        if event is not None:
            await self._hand_over(event)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Presses; commands reach `_on_command` through the tree."""
        if interaction.type is not discord.InteractionType.component:
            return
        address = await self._deferred(interaction)
        event = incoming.of_press(interaction, address=address)
        if event is not None and _can_answer(address):
            await self._hand_over(event)

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """An emoji under a message."""
        await self._on_reaction(payload)

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """It is taken back."""
        await self._on_reaction(payload)

    async def _on_command(
        self,
        interaction: discord.Interaction,
        spec: CommandSpec,
        photo: discord.Attachment | None,
        argument: str,
    ) -> None:
        address = await self._deferred(interaction)
        if _can_answer(address):
            await self._hand_over(
                incoming.of_command(
                    interaction, spec, address=address, photo=photo, argument=argument
                )
            )

    async def _on_reaction(self, payload: discord.RawReactionActionEvent) -> None:
        me = self.user.id if self.user else None
        # The author is told when an emoji is added, not when it is removed.
        if payload.user_id == me or payload.message_author_id not in (None, me):
            return
        at = discord.utils.utcnow()
        event_id = self._reaction_ids.id_of(payload, at=at)
        await self._hand_over(incoming.of_reaction(payload, event_id=event_id, at=at))

    async def _deferred(self, interaction: discord.Interaction) -> Address:
        """Its address, once Discord knows that the answer will take longer than 3 s."""
        try:
            await interaction.response.defer(ephemeral=not incoming.is_private(interaction))
        except discord.HTTPException as error:
            log.warning(
                "an interaction came too late",
                extra={"event_id": interaction.id, "status": error.status, "code": error.code},
            )
            return incoming.address_of(interaction, answerable=False)
        return incoming.address_of(interaction, answerable=True)

    async def _hand_over(self, event: Incoming) -> None:
        try:
            await self._receive(event)
        except Exception:
            log.exception("an event was not accepted", extra={"event_id": event.event_id})
            await self._apologise(event.address)


def _can_answer(address: Address) -> bool:
    # In company only the interaction's own token gives an answer that nobody else sees.
    return address.private or address.reply_token is not None
