"""Discord's events in the words of every platform."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import discord

from adapters.chat.discord.downloads import AttachmentKey
from adapters.chat.discord.keyboard import action_of
from adapters.chat.discord.tokens import AnswerToken
from adapters.chat.message import (
    Account,
    Address,
    Audience,
    CommandSpec,
    Incoming,
    IncomingCommand,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    Platform,
)

# What is pasted, or names no command that Discord knows, comes as a message.
_COMMAND = re.compile(r"/([A-Za-z][A-Za-z0-9_]*)(?:\s+(.*))?", re.DOTALL)


def is_private(interaction: discord.Interaction) -> bool:
    """Whether it came from the direct messages with Mien, where nobody else reads."""
    return interaction.guild_id is None and interaction.context.dm_channel is True


def of_message(message: discord.Message) -> Incoming | None:
    """A direct message; None if there is neither an attachment nor a word in it."""
    common: dict[str, Any] = {
        "event_id": str(message.id),
        "account": _account(message.author.id),
        "address": _direct(message.channel.id),
        "received_at": message.created_at,
    }
    attachment = _to_look_at(message.attachments)
    if attachment is not None:
        key = AttachmentKey(attachment.url, attachment.id, message.channel.id, message.id)
        return IncomingPhoto(**common, media=key.reference(attachment.size))
    text = message.content.strip()
    command = _COMMAND.fullmatch(text)
    if command is not None:
        name, argument = command.groups(default="")
        return IncomingCommand(**common, name=name.lower(), argument=argument.strip())
    return IncomingText(**common, text=text) if text else None


def of_command(
    interaction: discord.Interaction,
    spec: CommandSpec,
    *,
    address: Address,
    photo: discord.Attachment | None,
    argument: str,
) -> Incoming:
    """A slash command; with a picture it is that picture."""
    if photo is not None:
        key = AttachmentKey(photo.url, photo.id, int(address.chat_id))
        return IncomingPhoto(
            event_id=str(interaction.id),
            account=_account(interaction.user.id),
            address=address,
            received_at=interaction.created_at,
            locale=str(interaction.locale),
            media=key.reference(photo.size),
        )
    return IncomingCommand(
        event_id=str(interaction.id),
        account=_account(interaction.user.id),
        address=address,
        received_at=interaction.created_at,
        locale=str(interaction.locale),
        name=spec.name,
        argument=argument.strip(),
    )


def of_press(interaction: discord.Interaction, *, address: Address) -> IncomingPress | None:
    """A press; None if the button is not of Mien's making."""
    data: Mapping[str, Any] = dict(interaction.data or {})
    action = action_of(data.get("custom_id", ""))
    if action is None:
        return None
    return IncomingPress(
        event_id=str(interaction.id),
        account=_account(interaction.user.id),
        address=address,
        received_at=interaction.created_at,
        locale=str(interaction.locale),
        action=action,
        message_id=_message_id(interaction),
    )


def of_reaction(
    payload: discord.RawReactionActionEvent, *, event_id: str, at: datetime
) -> IncomingReaction:
    """A reaction in direct messages, set or taken back."""
    return IncomingReaction(
        event_id=event_id,
        account=_account(payload.user_id),
        address=_direct(payload.channel_id),
        received_at=at,
        message_id=str(payload.message_id),
        emoji=str(payload.emoji),
        added=payload.event_type == "REACTION_ADD",
    )


def address_of(interaction: discord.Interaction, *, answerable: bool) -> Address:
    """Where its answer goes; `answerable` is False if Discord no longer takes the token."""
    token = AnswerToken(interaction.token, _message_id(interaction))
    return Address(
        Platform.DISCORD,
        str(interaction.channel_id),
        audience=Audience.PRIVATE if is_private(interaction) else Audience.SENDER,
        reply_token=token.encode() if answerable else None,
    )


def _to_look_at(attachments: Sequence[discord.Attachment]) -> discord.Attachment | None:
    """The first picture or clip; if there is none, whatever came first is told so."""
    for attachment in attachments:
        if (attachment.content_type or "").startswith(("image/", "video/")):
            return attachment
    return attachments[0] if attachments else None


def _account(user_id: int) -> Account:
    return Account(Platform.DISCORD, str(user_id))


def _direct(channel_id: int) -> Address:
    return Address(Platform.DISCORD, str(channel_id))


def _message_id(interaction: discord.Interaction) -> str | None:
    return str(interaction.message.id) if interaction.message else None
