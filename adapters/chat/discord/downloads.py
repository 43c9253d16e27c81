"""Attachments: what is remembered of one, and how its bytes are fetched later."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Self
from urllib.parse import urlsplit

import discord

from adapters.chat.message import MediaReference
from adapters.errors import MediaGoneError, PlatformError
from engine.errors import MediaTooLargeError

MEDIA_HOSTS = ("cdn.discordapp.com", "media.discordapp.net")


@dataclass(frozen=True, slots=True)
class AttachmentKey:
    """Links are signed and expire; with the message's ids a new one can be had.

    The attachment of a command belongs to no message: `message_id` is None.
    """

    url: str
    attachment_id: int
    channel_id: int
    message_id: int | None = None

    @classmethod
    def of(cls, media: MediaReference) -> Self:
        """The key in this reference."""
        return cls(**json.loads(media.key))

    def reference(self, size_bytes: int) -> MediaReference:
        """The reference with this key."""
        return MediaReference(json.dumps(asdict(self)), size_bytes)


async def fetch_attachment(
    client: discord.Client,
    media: MediaReference,
    *,
    limit_bytes: int,
    hosts: Collection[str],
) -> bytes:
    """Its bytes. MediaTooLargeError before anything is loaded; MediaGoneError."""
    _check_size(media.size_bytes or 0, limit_bytes)
    key = AttachmentKey.of(media)
    try:
        data = await _download(client, key.url, hosts)
    except (discord.NotFound, discord.Forbidden):
        data = await _download_again(client, key, hosts)
    _check_size(len(data), limit_bytes)
    return data


async def _download_again(
    client: discord.Client, key: AttachmentKey, hosts: Collection[str]
) -> bytes:
    try:
        return await _download(client, await _fresh_url(client, key), hosts)
    except (discord.NotFound, discord.Forbidden) as error:
        raise MediaGoneError(f"attachment {key.attachment_id}") from error


async def _fresh_url(client: discord.Client, key: AttachmentKey) -> str:
    if key.message_id is None:
        raise MediaGoneError(f"attachment {key.attachment_id}")
    channel = client.get_partial_messageable(key.channel_id)
    message = await channel.fetch_message(key.message_id)
    for attachment in message.attachments:
        if attachment.id == key.attachment_id:
            return attachment.url
    raise MediaGoneError(f"attachment {key.attachment_id}")


async def _download(client: discord.Client, url: str, hosts: Collection[str]) -> bytes:
    host = urlsplit(url).hostname
    if host not in hosts:
        raise PlatformError(f"{host} is not a media host")
    return await client.http.get_from_cdn(url)


def _check_size(size_bytes: int, limit_bytes: int) -> None:
    if size_bytes > limit_bytes:
        raise MediaTooLargeError(size_bytes, limit=limit_bytes, unit="bytes")
