"""Pictures behind links: how one is fetched, and again when its link has expired."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection
from dataclasses import asdict, dataclass
from typing import Self

import aiohttp
import discord
from yarl import URL

from adapters.chat.message import MediaReference
from adapters.errors import MediaGoneError, PlatformError
from engine.errors import MediaTooLargeError

# The last two hand out what Discord has fetched from elsewhere, such as GIFs behind links.
MEDIA_HOSTS = (
    "cdn.discordapp.com",
    "media.discordapp.net",
    "images-ext-1.discordapp.net",
    "images-ext-2.discordapp.net",
)
# A stand-in for them, on this machine, has no certificate.
_LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")
TIMEOUT_S = 60.0
_CHUNK_BYTES = 2**16
_DEAD = (403, 404, 410)

# (address, most bytes) to the bytes; DeadLinkError, MediaTooLargeError, PlatformError.
Download = Callable[[str, int], Awaitable[bytes]]


class DeadLinkError(Exception):
    """There is nothing behind this link any more."""


@dataclass(frozen=True, slots=True)
class PictureKey:
    """Links are signed and expire; with the ids of an attachment a new one can be had.

    What belongs to no message, such as the option of a command, has only its link.
    """

    url: str
    attachment_id: int | None = None
    channel_id: int | None = None
    message_id: int | None = None

    @classmethod
    def of(cls, media: MediaReference) -> Self:
        """The key in this reference."""
        return cls(**json.loads(media.key))

    def reference(self, size_bytes: int | None) -> MediaReference:
        """The reference with this key."""
        return MediaReference(json.dumps(asdict(self)), size_bytes)


class HttpDownload:
    """Reads links over one connection pool, never more than is allowed."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, url: str, limit_bytes: int) -> bytes:
        """The bytes behind the link."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=TIMEOUT_S),
                # What is counted is what arrives.
                auto_decompress=False,
                headers={"Accept-Encoding": "identity"},
            )
        async with self._session.get(url, allow_redirects=False) as response:
            if response.status in _DEAD:
                raise DeadLinkError
            if response.status != 200:
                raise PlatformError(f"the media host answered {response.status}")
            return await _read(response, limit_bytes)

    async def close(self) -> None:
        """Ends the connections; another download opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()


def is_media_host(url: str, hosts: Collection[str]) -> bool:
    """Whether pictures may be fetched from there: over https, unless it is this machine."""
    place = URL(url)
    if place.host not in hosts:
        return False
    return place.scheme == "https" or (place.scheme == "http" and place.host in _LOOPBACK_HOSTS)


async def fetch_picture(
    client: discord.Client,
    media: MediaReference,
    *,
    limit_bytes: int,
    hosts: Collection[str],
    download: Download,
) -> bytes:
    """Its bytes. MediaTooLargeError before more than the limit is read; MediaGoneError."""
    check_size(media.size_bytes or 0, limit_bytes)
    key = PictureKey.of(media)

    async def read(url: str) -> bytes:
        if not is_media_host(url, hosts):
            place = URL(url)
            raise PlatformError(f"{place.scheme}://{place.host} is not a media host")
        return await download(url, limit_bytes)

    try:
        return await read(key.url)
    except DeadLinkError:
        pass
    try:
        return await read(await _fresh_url(client, key))
    except (DeadLinkError, discord.NotFound, discord.Forbidden) as error:
        raise MediaGoneError(f"attachment {key.attachment_id}") from error


def check_size(size_bytes: int, limit_bytes: int) -> None:
    """MediaTooLargeError beyond the limit."""
    if size_bytes > limit_bytes:
        raise MediaTooLargeError(size_bytes, limit=limit_bytes, unit="bytes")


async def _read(response: aiohttp.ClientResponse, limit_bytes: int) -> bytes:
    check_size(response.content_length or 0, limit_bytes)
    data = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        data += chunk
        check_size(len(data), limit_bytes)
    return bytes(data)


async def _fresh_url(client: discord.Client, key: PictureKey) -> str:
    if key.channel_id is None or key.message_id is None:
        raise DeadLinkError
    channel = client.get_partial_messageable(key.channel_id)
    message = await channel.fetch_message(key.message_id)
    for attachment in message.attachments:
        if attachment.id == key.attachment_id:
            return attachment.url
    raise DeadLinkError
