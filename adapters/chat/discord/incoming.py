"""Messages and reactions on Discord in the words of every platform."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

import discord

from adapters.chat.discord.pictures import (
    document_in,
    gifs_behind_links,
    is_only_a_link,
    pictures_in,
    reference_of,
    unread_in,
)
from adapters.chat.message import (
    Account,
    Address,
    Audience,
    Incoming,
    IncomingCommand,
    IncomingDocument,
    IncomingOpened,
    IncomingPhoto,
    IncomingReaction,
    IncomingText,
    IncomingUnread,
    Platform,
)

# What is pasted, or names no command that Discord knows, comes as a message.
_COMMAND = re.compile(r"/([A-Za-z][A-Za-z0-9_]*)(?:\s+(.*))?", re.DOTALL)


def is_for(message: discord.Message, *, me: int) -> bool:
    """Direct messages, and what names Mien: not a role of hers, not everyone, not a reply."""
    if message.author.bot or message.webhook_id is not None or message.is_system():
        return False
    if isinstance(message.channel, discord.DMChannel):
        return True
    named = me in message.raw_mentions and any(user.id == me for user in message.mentions)
    return named and place_of(message) is not None


def words_of(message: discord.Message, *, me: int) -> str:
    """What it says, without naming Mien."""
    return re.sub(rf"\s*<@!?{me}>\s*", " ", message.content).strip()


def address_of_message(message: discord.Message) -> Address:
    """Where its answer goes: in company for everyone to read."""
    place = place_of(message)
    audience = Audience.PRIVATE if place is None else Audience.EVERYONE
    return Address(Platform.DISCORD, str(message.channel.id), audience, place_id=place)


def place_of(message: discord.Message) -> str | None:
    """The server it was sent in, which may be one that the library has not met yet."""
    if message.guild is not None:
        return str(message.guild.id)
    place: int | None = getattr(message.channel, "guild_id", None)
    return None if place is None else str(place)


def of_message(
    message: discord.Message, *, address: Address, words: str, hosts: Collection[str]
) -> Incoming:
    """What somebody sent; `words` are what is left without naming Mien."""
    common: dict[str, Any] = {
        "event_id": str(message.id),
        "account": account_of(message.author.id),
        "address": address,
        "received_at": message.created_at,
    }
    pictures = pictures_in(message)
    if not pictures and is_only_a_link(words):
        pictures = gifs_behind_links(message, hosts)
    if pictures:
        return IncomingPhoto(**common, media=pictures[0], others=pictures[1:])
    document, unread = document_in(message), unread_in(message)
    if document is not None:
        media = reference_of(document, channel_id=message.channel.id, message_id=message.id)
        return IncomingDocument(**common, media=media, name=document.filename)
    if unread is not None:
        return IncomingUnread(**common, reason=unread)
    command = _COMMAND.fullmatch(words)
    if command is not None:
        name, argument = command.groups(default="")
        return IncomingCommand(**common, name=name.lower(), argument=argument.strip())
    return IncomingText(**common, text=words) if words else IncomingOpened(**common)


def of_reaction(
    payload: discord.RawReactionActionEvent, *, event_id: str, at: datetime
) -> IncomingReaction:
    """A reaction, set or taken back."""
    return IncomingReaction(
        event_id=event_id,
        account=account_of(payload.user_id),
        address=_address_of_reaction(payload),
        received_at=at,
        message_id=str(payload.message_id),
        emoji=str(payload.emoji),
        added=payload.event_type == "REACTION_ADD",
    )


def account_of(user_id: int) -> Account:
    """Somebody on Discord."""
    return Account(Platform.DISCORD, str(user_id))


def _address_of_reaction(payload: discord.RawReactionActionEvent) -> Address:
    place = None if payload.guild_id is None else str(payload.guild_id)
    audience = Audience.PRIVATE if place is None else Audience.EVERYONE
    return Address(Platform.DISCORD, str(payload.channel_id), audience, place_id=place)
