"""How words and presses come in by each chat, and how an answer goes out again.

Everything between the wire and the conversation is real; only the wires are missing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from telegram import Update
from telegram.constants import MessageLimit

from adapters.chat.discord import incoming as on_discord
from adapters.chat.discord.keyboard import action_of, view_of
from adapters.chat.discord.rendering import CONTENT_LENGTH, EMBEDS_LENGTH, render
from adapters.chat.message import Account, Address, Incoming, IncomingPress, Platform, Reply
from adapters.chat.telegram.addressing import Me
from adapters.chat.telegram.deep_links import DeepLinks
from adapters.chat.telegram.incoming import incoming_of
from adapters.chat.telegram.keyboard import keyboard_of
from adapters.chat.telegram.rendering import html_of
from adapters.chat.web.frames import reply_json
from adapters.chat.web.incoming import Sender, incoming_from
from adapters.chat.web.limits import WebLimits
from adapters.chat.web.protocol import page_message

NOW = datetime(2026, 5, 1, tzinfo=UTC)
_ME = Me(1, "MienBot", frozenset({"mood", "taste", "song", "settings"}), DeepLinks("1:token"))
_PERSON = 11


def by_page(text: str, number: int = 1) -> Incoming | None:
    """As the page's websocket brings it."""
    return _of_page({"type": "text", "text": text}, number)


def by_telegram(text: str, number: int = 1) -> Incoming | None:
    """As an update brings it."""
    return _of_update({"message": _message(text=text)}, number)


def by_discord(text: str, number: int = 1) -> Incoming | None:
    """As a direct message brings it; Discord sends no more than 4000 characters."""
    message: Any = SimpleNamespace(
        id=number,
        author=SimpleNamespace(id=_PERSON),
        channel=SimpleNamespace(id=7),
        content=text,
        created_at=NOW,
        attachments=[],
        stickers=[],
        embeds=[],
        poll=None,
        flags=SimpleNamespace(voice=False),
        message_snapshots=[],
    )
    address = Address(Platform.DISCORD, "7")
    words = on_discord.words_of(message, me=1)
    return on_discord.of_message(message, address=address, words=words, hosts=())


def pressed_on_page(action: str, number: int = 1) -> Incoming | None:
    """As the page's websocket brings it."""
    return _of_page({"type": "press", "action": action, "message_id": "x"}, number)


def pressed_on_telegram(action: str, number: int = 1) -> Incoming | None:
    """As an update brings it."""
    person = {"id": _PERSON, "is_bot": False, "first_name": "Ada"}
    query = {"id": "q", "from": person, "chat_instance": "c", "data": action}
    return _of_update({"callback_query": {**query, "message": _message(text="songs")}}, number)


def pressed_on_discord(action: str, number: int = 1) -> Incoming | None:
    """As an interaction brings it, behind the mark of a button of ours."""
    found = action_of(f"m0:{action}")
    if found is None:
        return None
    return IncomingPress(
        event_id=str(number),
        account=Account(Platform.DISCORD, str(_PERSON)),
        address=Address(Platform.DISCORD, "7"),
        received_at=NOW,
        action=found,
        message_id="1",
    )


Door = Callable[[str, int], Incoming | None]
DOORS: dict[Platform, tuple[Door, Door]] = {
    Platform.WEB: (by_page, pressed_on_page),
    Platform.TELEGRAM: (by_telegram, pressed_on_telegram),
    Platform.DISCORD: (by_discord, pressed_on_discord),
}


def check_shown(reply: Reply) -> None:
    """AssertionError if a chat would refuse the reply, or show what nobody of us wrote."""
    json.loads(reply_json(reply, message_id="1", order=1, answers="1")).pop("text").encode()
    reply.plain_text().encode()
    _check_on_telegram(reply)
    _check_on_discord(reply)


def _check_on_telegram(reply: Reply) -> None:
    markup = html_of(reply, limit=MessageLimit.MAX_TEXT_LENGTH)
    reader = _Tags()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    assert len(reader.shown.encode("utf-16-le")) // 2 <= MessageLimit.MAX_TEXT_LENGTH
    keys = keyboard_of(reply)
    for row in keys.inline_keyboard if keys else ():
        for key in row:
            assert 0 < len(str(key.callback_data or key.url).encode()) <= 64 or key.url


def _check_on_discord(reply: Reply) -> None:
    shown = render(reply)
    content = shown.content or ""
    described = [embed.description or "" for embed in shown.embeds]
    assert len(content) <= CONTENT_LENGTH
    assert sum(map(len, described)) <= EMBEDS_LENGTH
    for text in (content, *described):
        text.encode()
        # Escaped, or it would be shown as a person, a role or a command.
        assert not any(f"<{sign}" in text.replace("\\<", "") for sign in "@#:/t")
    view_of(reply)


class _Tags(HTMLParser):
    """Fails for a tag that is not ours."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.shown = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "a"}
        assert all(name == "href" and str(url).startswith("https://") for name, url in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.shown += data


def _of_page(said: dict[str, object], number: int) -> Incoming | None:
    request_id = str(UUID(int=number))
    frame = json.dumps({"request_id": request_id, **said})
    message = page_message(frame, limits=WebLimits())
    return message and incoming_from(message, Sender("a session", "en"), at=NOW)


def _of_update(content: dict[str, object], number: int) -> Incoming | None:
    wire = json.loads(json.dumps({"update_id": number, **content}))
    events = incoming_of(Update.de_json(wire, None), me=_ME, received_at=NOW)
    return events[0] if events else None


def _message(**content: object) -> dict[str, object]:
    person = {"id": _PERSON, "is_bot": False, "first_name": "Ada"}
    chat = {"id": _PERSON, "type": "private", "first_name": "Ada"}
    return {"message_id": 5, "date": int(NOW.timestamp()), "chat": chat, "from": person, **content}
