"""Commands, menus and presses on Discord in the words of every platform."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypedDict

import discord

from adapters.chat.discord.incoming import account_of
from adapters.chat.discord.keyboard import action_of
from adapters.chat.discord.pictures import (
    gifs_behind_links,
    is_document,
    is_picture,
    pictures_in,
    reference_of,
)
from adapters.chat.discord.tokens import AnswerToken
from adapters.chat.message import (
    Account,
    Address,
    Audience,
    CommandSpec,
    Incoming,
    IncomingCommand,
    IncomingDocument,
    IncomingPhoto,
    IncomingPress,
    IncomingUnread,
    Platform,
    Unread,
)


class _Common(TypedDict):
    event_id: str
    account: Account
    address: Address
    received_at: datetime
    locale: str | None
    manages_place: bool


def is_private(interaction: discord.Interaction) -> bool:
    """Whether it came from the direct messages with Mien, where nobody else reads."""
    return interaction.guild_id is None and interaction.context.dm_channel is True


def address_of(interaction: discord.Interaction) -> Address:
    """Where its answer goes."""
    chat_id = str(interaction.channel_id)
    reply_token = AnswerToken(interaction.token, _message_id(interaction)).encode()
    if is_private(interaction):
        return Address(Platform.DISCORD, chat_id, reply_token=reply_token)
    # A conversation of people who installed Mien for themselves is a place of its own.
    place = chat_id if interaction.guild_id is None else str(interaction.guild_id)
    return Address(Platform.DISCORD, chat_id, Audience.SENDER, reply_token, place)


def of_command(
    interaction: discord.Interaction,
    spec: CommandSpec,
    *,
    address: Address,
    photo: discord.Attachment | None,
    argument: str,
) -> Incoming:
    """A slash command; with a picture it is that picture."""
    if photo is None:
        return of_name(interaction, spec.name, address=address, argument=argument)
    if is_document(photo):
        document = reference_of(photo)
        return IncomingDocument(
            **_common(interaction, address), media=document, name=photo.filename
        )
    if not is_picture(photo):
        return IncomingUnread(**_common(interaction, address), reason=Unread.OTHER_FILE)
    return IncomingPhoto(**_common(interaction, address), media=reference_of(photo))


def of_name(
    interaction: discord.Interaction, name: str, *, address: Address, argument: str = ""
) -> IncomingCommand:
    """A slash command, which may be one that no longer exists."""
    common = _common(interaction, address)
    return IncomingCommand(**common, name=name, argument=argument.strip())


def of_picture_menu(
    interaction: discord.Interaction,
    message: discord.Message,
    *,
    address: Address,
    hosts: Collection[str],
) -> Incoming:
    """A message that somebody asked about: looked at only if it is their own."""
    common = _common(interaction, address)
    if message.author.id != interaction.user.id:
        return IncomingUnread(**common, reason=Unread.NOT_YOUR_PICTURE)
    pictures = pictures_in(message) or gifs_behind_links(message, hosts)
    if not pictures:
        return IncomingUnread(**common, reason=Unread.NO_PICTURE)
    return IncomingPhoto(**common, media=pictures[0], others=pictures[1:])


def of_press(interaction: discord.Interaction, *, address: Address) -> IncomingPress | None:
    """A press; None if the button is not of Mien's making."""
    action = action_of(custom_id_of(interaction))
    if action is None:
        return None
    common = _common(interaction, address)
    return IncomingPress(**common, action=action, message_id=_message_id(interaction))


def custom_id_of(interaction: discord.Interaction) -> str:
    """What the pressed button carries."""
    return str(_data(interaction).get("custom_id", ""))


def name_of(interaction: discord.Interaction) -> str:
    """The command it asks for."""
    return str(_data(interaction).get("name", ""))


def _data(interaction: discord.Interaction) -> Mapping[str, Any]:
    return dict(interaction.data or {})


def _common(interaction: discord.Interaction, address: Address) -> _Common:
    in_server = interaction.guild_id is not None
    return {
        "event_id": str(interaction.id),
        "account": account_of(interaction.user.id),
        "address": address,
        "received_at": interaction.created_at,
        "locale": str(interaction.locale),
        "manages_place": in_server and interaction.permissions.manage_guild,
    }


def _message_id(interaction: discord.Interaction) -> str | None:
    return str(interaction.message.id) if interaction.message else None
