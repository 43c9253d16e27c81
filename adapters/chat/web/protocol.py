"""The words between page and server: JSON in, checked values out, and replies as JSON.

A photo or document comes as one binary frame: the 36 characters of its request id, then its bytes.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.chat.message import Button, Card, CommandSpec, Completion, File, Reply
from adapters.chat.web.limits import WebLimits

REQUEST_ID_BYTES = 36
LARGEST_TEXT_FRAME = 32 * 1024
MOST_HELD_PHOTOS = 32  # eight messages of four

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


def reply_json(
    reply: Reply,
    *,
    message_id: str | None,
    order: int,
    answers: str | None,
    settles: Sequence[str] = (),
) -> str:
    """The reply as the page reads it; `answers` and `settles` are the page's own request ids."""
    return json.dumps(
        {
            "type": "reply",
            "id": message_id,
            "order": order,
            "kind": reply.kind.value,
            "text": reply.text,
            "lang": reply.language,
            "heading": reply.heading,
            "cards": [_card(card) for card in reply.cards],
            "buttons": [[_button(button) for button in row] for row in reply.buttons],
            "pictures": [
                {"png": b64encode(picture.png).decode("ascii"), "alt": picture.alt_text}
                for picture in reply.pictures
            ],
            "files": [_file(file) for file in reply.files],
            "answers": answers,
            "clears": reply.clears,
            "settles": list(settles),
        },
        ensure_ascii=False,
    )


def sign_json(kind: str, request_id: str, *, reason: str | None = None) -> str:
    """A sign about one request: working, stored, refused or send_photo."""
    return json.dumps({"type": kind, "request_id": request_id, "reason": reason})


def completions_json(request_id: str, completions: Sequence[Completion]) -> str:
    """How what was typed may go on, the best first."""
    choices = [{"label": each.label, "value": each.value} for each in completions]
    return json.dumps(
        {"type": "completions", "request_id": request_id, "choices": choices}, ensure_ascii=False
    )


def command_json(command: CommandSpec, language: str) -> dict[str, Any]:
    """What the page needs to offer a command."""
    return {
        "name": command.name,
        "description": command.description.in_language(language),
        "argument": command.argument,
        "completes": command.completes,
    }


def _card(card: Card) -> dict[str, Any]:
    return {
        "title": card.title,
        "artists": list(card.artists),
        "reason": card.reason,
        "links": [{"label": link.label, "url": link.url} for link in card.links],
        "number": card.number,
        "similarity": card.similarity,
        "player_url": card.player_url,
        "buttons": [_button(button) for button in card.buttons],
    }


def _file(file: File) -> dict[str, Any]:
    return {
        "name": file.name,
        "media_type": file.media_type,
        "description": file.description,
        "size": len(file.data),
        "data": b64encode(file.data).decode("ascii"),
    }


def _button(button: Button) -> dict[str, Any]:
    return {
        "label": button.label,
        "action": button.action,
        "style": button.style.value,
        "pressed": button.pressed,
        "spoken": button.spoken,
    }


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
