"""What the page says: JSON in, checked values out.

A photo or document comes as one binary frame: the 36 characters of its request id, then its bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.chat.web.limits import WebLimits

REQUEST_ID_BYTES = 36
LARGEST_TEXT_FRAME = 32 * 1024
MOST_HELD_PHOTOS = 64  # sixteen messages of four

_REQUEST_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
_LONGEST_NAME = 64
_LONGEST_FILE_NAME = 255


@dataclass(frozen=True, slots=True)
class Hello:
    """A page is here, with these photos at hand; `seen` is the last reply order it has."""

    request_id: str
    holding: tuple[str, ...]
    seen: int | None
    locale: str | None


@dataclass(frozen=True, slots=True)
class AnnouncedPhoto:
    """A photo by the id under which it is asked for."""

    photo_id: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class PhotosAnnounced:
    """The listener chose photos; their bytes wait in the page. The first bears the request's id."""

    request_id: str
    photos: tuple[AnnouncedPhoto, ...]


@dataclass(frozen=True, slots=True)
class DocumentAnnounced:
    """The listener chose a file with text; it waits in the page under the request's id."""

    request_id: str
    size_bytes: int
    name: str


@dataclass(frozen=True, slots=True)
class PhotoGone:
    """The page was asked for a photo that it no longer has."""

    request_id: str


@dataclass(frozen=True, slots=True)
class Words:
    """Typed text or command."""

    request_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button."""

    request_id: str
    action: str
    message_id: str | None


@dataclass(frozen=True, slots=True)
class Reacted:
    """An emoji put on a message, or taken off."""

    request_id: str
    message_id: str
    emoji: str
    added: bool


@dataclass(frozen=True, slots=True)
class Typing:
    """So much of a command's argument is typed; the page asks how it may go on."""

    request_id: str
    command: str
    typed: str


PageMessage = (
    Hello | PhotosAnnounced | DocumentAnnounced | PhotoGone | Words | Pressed | Reacted | Typing
)


def page_message(frame: str, *, limits: WebLimits) -> PageMessage | None:
    """What the page said; None if it is nothing that a page of ours would say."""
    try:
        data = json.loads(frame)
        message = _READERS[data["type"]](data)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return message if _fits(message, limits) else None


def _fits(message: PageMessage, limits: WebLimits) -> bool:
    match message:
        case Words(text=text) | Typing(typed=text):
            return len(text) <= limits.text_characters
        case PhotosAnnounced(photos=photos):
            return len(photos) <= limits.photos_at_once
        case _:
            return True


def _hello(data: Mapping[str, Any]) -> Hello:
    seen, locale = data.get("seen"), data.get("locale")
    held = data.get("holding", [])[:MOST_HELD_PHOTOS]
    return Hello(
        _request_id(data["request_id"]),
        tuple(_request_id(each) for each in held),
        None if seen is None else _count(seen),
        locale if isinstance(locale, str) and _LOCALE.fullmatch(locale) else None,
    )


def _photos(data: Mapping[str, Any]) -> PhotosAnnounced:
    request_id = _request_id(data["request_id"])
    others = [
        AnnouncedPhoto(_request_id(each["id"]), _count(each["size"]))
        for each in data.get("others", [])
    ]
    return PhotosAnnounced(request_id, (AnnouncedPhoto(request_id, _count(data["size"])), *others))


def _document(data: Mapping[str, Any]) -> DocumentAnnounced:
    name = _text(data["name"])[:_LONGEST_FILE_NAME]
    return DocumentAnnounced(_request_id(data["request_id"]), _count(data["size"]), name)


def _photo_gone(data: Mapping[str, Any]) -> PhotoGone:
    return PhotoGone(_request_id(data["request_id"]))


def _words(data: Mapping[str, Any]) -> Words:
    text = _text(data["text"]).strip()
    if not text:
        raise ValueError(text)
    return Words(_request_id(data["request_id"]), text)


def _pressed(data: Mapping[str, Any]) -> Pressed:
    message_id = data.get("message_id")
    return Pressed(
        _request_id(data["request_id"]),
        _name(data["action"]),
        None if message_id is None else _name(message_id),
    )


def _reacted(data: Mapping[str, Any]) -> Reacted:
    if not isinstance(data["added"], bool):
        raise TypeError(data["added"])
    return Reacted(
        _request_id(data["request_id"]),
        _name(data["message_id"]),
        _name(data["emoji"]),
        data["added"],
    )


def _typing(data: Mapping[str, Any]) -> Typing:
    typed = _text(data["typed"])
    return Typing(_request_id(data["request_id"]), _name(data["command"]), typed)


_READERS: Mapping[str, Callable[[Mapping[str, Any]], PageMessage]] = {
    "hello": _hello,
    "photo": _photos,
    "document": _document,
    "photo_gone": _photo_gone,
    "text": _words,
    "press": _pressed,
    "reaction": _reacted,
    "typing": _typing,
}


def _request_id(value: object) -> str:
    if not isinstance(value, str) or not _REQUEST_ID.fullmatch(value):
        raise ValueError(value)
    return value


def _name(value: object) -> str:
    name = _text(value)
    if not 0 < len(name) <= _LONGEST_NAME:
        raise ValueError(value)
    return name


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    # Half of an emoji is valid in JSON, but nothing that could be searched for or sent back.
    return value.encode(errors="replace").decode()


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(value)
    return value
