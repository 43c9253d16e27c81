"""What a page said, as an event of its listener."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from adapters.chat.message import (
    Account,
    Address,
    Incoming,
    IncomingCommand,
    IncomingDocument,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    MediaReference,
    Platform,
)
from adapters.chat.web.protocol import (
    DocumentAnnounced,
    Hello,
    PageMessage,
    PhotosAnnounced,
    Pressed,
    Reacted,
    Words,
)

_COMMAND = re.compile(r"/([A-Za-z][A-Za-z0-9_]*)(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who said it, and in which language their browser is."""

    session_id: str
    locale: str | None = None


def event_id_of(session_id: str, request_id: str) -> str:
    """Unique over all pages. Pages make up their request ids, so the session is in it too."""
    return f"{sha256(session_id.encode()).hexdigest()[:16]}:{request_id}"


def request_id_of(event_id: str) -> str:
    """The page's own id of the event."""
    return event_id.rpartition(":")[2]


def incoming_from(message: PageMessage, sender: Sender, *, at: datetime) -> Incoming | None:
    """The event; None for what only the adapter cares about."""
    common: dict[str, Any] = {
        "event_id": event_id_of(sender.session_id, message.request_id),
        "account": Account(Platform.WEB, sender.session_id),
        "address": Address(Platform.WEB, sender.session_id),
        "received_at": at,
        "locale": sender.locale,
    }
    match message:
        case Hello(seen=seen):
            return IncomingOpened(**common, shows_nothing=seen is None)
        case PhotosAnnounced() | DocumentAnnounced():
            return _file(message, common)
        case Words(_, text):
            return _words(text, common)
        case Pressed(_, action, message_id):
            return IncomingPress(**common, action=action, message_id=message_id)
        case Reacted(_, message_id, emoji, added):
            return IncomingReaction(**common, message_id=message_id, emoji=emoji, added=added)
    return None


def _file(message: PhotosAnnounced | DocumentAnnounced, common: dict[str, Any]) -> Incoming:
    if isinstance(message, DocumentAnnounced):
        file = MediaReference(message.request_id, message.size_bytes)
        return IncomingDocument(**common, media=file, name=message.name)
    media, *others = (MediaReference(each.photo_id, each.size_bytes) for each in message.photos)
    return IncomingPhoto(**common, media=media, others=tuple(others))


def _words(text: str, common: dict[str, Any]) -> Incoming:
    """A command, known or not, or a mood in words."""
    command = _COMMAND.fullmatch(text)
    if command is None:
        return IncomingText(**common, text=text)
    name, argument = command.groups(default="")
    return IncomingCommand(**common, name=name.lower(), argument=argument.strip())
