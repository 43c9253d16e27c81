"""What there is to see in a message: attachments, stickers, and GIFs behind links."""

from __future__ import annotations

import re
from collections.abc import Collection

import discord

from adapters.chat.discord.downloads import PictureKey, is_media_host
from adapters.chat.documents import may_hold_text
from adapters.chat.message import MediaReference, Unread

_SEEN = ("image/", "video/")
# Discord names no type, or none that says anything: whoever decodes the file will know.
_UNKNOWN = ("", "application/octet-stream")
_ONLY_A_LINK = re.compile(r"<?https?://[^\s<>]+>?")


def is_picture(attachment: discord.Attachment) -> bool:
    """Whether it is, or may be, a picture or clip."""
    kind = attachment.content_type or ""
    if kind in _UNKNOWN:
        return not is_document(attachment)
    return kind.startswith(_SEEN)


def is_document(attachment: discord.Attachment) -> bool:
    """Whether it is a file that may hold text."""
    return may_hold_text(attachment.filename, attachment.content_type or "")


def reference_of(
    attachment: discord.Attachment, *, channel_id: int | None = None, message_id: int | None = None
) -> MediaReference:
    """How to fetch it; again, if the message is named that it belongs to."""
    key = PictureKey(attachment.url, attachment.id, channel_id, message_id)
    return key.reference(attachment.size)


def pictures_in(message: discord.Message) -> tuple[MediaReference, ...]:
    """Attached pictures and clips, those that surely are some first; then stickers."""
    attached = sorted(
        filter(is_picture, message.attachments),
        key=lambda attachment: (attachment.content_type or "") in _UNKNOWN,
    )
    return (
        *(
            reference_of(attachment, channel_id=message.channel.id, message_id=message.id)
            for attachment in attached
        ),
        *(
            PictureKey(sticker.url).reference(None)
            for sticker in message.stickers
            if sticker.format is not discord.StickerFormatType.lottie
        ),
    )


def document_in(message: discord.Message) -> discord.Attachment | None:
    """The first attached file that may hold text; None if there is none."""
    return next(filter(is_document, message.attachments), None)


def gifs_behind_links(
    message: discord.Message, hosts: Collection[str]
) -> tuple[MediaReference, ...]:
    """The clips of links to Tenor, Giphy and the like, from where Discord keeps its copies."""
    addresses = (embed.video.proxy_url for embed in message.embeds if embed.type == "gifv")
    return tuple(
        PictureKey(address).reference(None)
        for address in addresses
        if address is not None and is_media_host(address, hosts)
    )


def is_only_a_link(text: str) -> bool:
    """Whether nothing is said but an address."""
    return _ONLY_A_LINK.fullmatch(text) is not None


def unread_in(message: discord.Message) -> Unread | None:
    """Why nothing in it is looked at; None if it holds nothing but words."""
    if message.flags.voice:
        return Unread.VOICE
    if message.stickers:
        return Unread.STICKER
    if message.attachments or message.poll is not None:
        return Unread.OTHER_FILE
    # What is passed on tells nobody whose it was.
    return Unread.NOT_YOUR_PICTURE if message.message_snapshots else None
