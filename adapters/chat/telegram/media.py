"""What a message shows, and what in it Mien does not look at."""

from __future__ import annotations

from telegram import Audio, Document, Message, Sticker

from adapters.chat.documents import may_hold_text
from adapters.chat.message import MediaReference, Unread

_PICTURED = ("image/", "video/")


def media_of(message: Message) -> MediaReference | None:
    """The picture, GIF or clip of a message; None if it has none."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return MediaReference(largest.file_id, largest.file_size)
    # A GIF has its document set too; it is one thing, so the animation goes first.
    clip = message.animation or message.video or message.video_note or _pictured(message.sticker)
    if clip is not None:
        return MediaReference(clip.file_id, clip.file_size)
    document = message.document
    if document is None or not (document.mime_type or "").startswith(_PICTURED):
        return None
    return MediaReference(document.file_id, document.file_size)


def document_of(message: Message) -> Document | Audio | None:
    """The file of a message that may hold text; None if it has none."""
    # By its type, a list of songs may count as music.
    file = message.document or message.audio
    if file is None or not may_hold_text(file.file_name or "", file.mime_type or ""):
        return None
    return file


def unread_in(message: Message) -> Unread | None:
    """Why what it holds beside those two is not looked at; None for words and service messages."""
    if message.sticker is not None:
        return Unread.STICKER
    if message.voice is not None or message.audio is not None:
        return Unread.VOICE
    return Unread.OTHER_FILE if any(_others(message)) else None


def _pictured(sticker: Sticker | None) -> Sticker | None:
    # Still ones are WebP and moving ones WebM; only the vector drawings (.tgs) are no pictures.
    return None if sticker is None or sticker.is_animated else sticker


def _others(message: Message) -> tuple[object, ...]:
    return (
        message.document,
        message.poll,
        message.location,
        message.venue,
        message.contact,
        message.dice,
        message.story,
        message.checklist,
        message.paid_media,
    )
