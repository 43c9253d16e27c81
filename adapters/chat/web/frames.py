"""What the page is told: replies, signs, completions and commands as JSON."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from adapters.chat.message import Button, Card, CommandSpec, Completion, File, Reply


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
