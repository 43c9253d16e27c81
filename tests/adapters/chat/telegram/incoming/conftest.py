"""Updates as the Bot API writes them, and what the conversation hears."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import Update

from adapters.chat.telegram.addressing import Me
from adapters.chat.telegram.deep_links import DeepLinks
from adapters.chat.telegram.incoming import incoming_of
from tests.adapters.chat.telegram.fake_telegram import GROUP, PRIVATE, USER, entities_of

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FRIEND = {"id": 1002, "is_bot": False, "first_name": "Bea"}
LINKS = DeepLinks("4242:secret")
ME = Me(4242, "MienBot", frozenset({"mood", "selfie"}), LINKS)


def message(chat=PRIVATE, sender=USER, **content):
    return {"message_id": 77, "date": 1795262400, "chat": chat, "from": sender, **content}


def heard(**content):
    update = Update.de_json({"update_id": 31, **content}, None)
    return incoming_of(update, me=ME, received_at=NOW)


def in_group(text="", **content):
    """What is heard of a message in a group, with the words marked as Telegram marks them."""
    if text:
        content |= {"text": text, "entities": entities_of(text)}
    return heard(message=message(GROUP, **content))


def photo(file_id="it"):
    return [media(file_id, width=640, height=480)]


def media(file_id, **more):
    return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": 900, **more}


def press(**changes):
    return {
        "id": "q1",
        "from": USER,
        "chat_instance": "c",
        "data": "like:3:2",
        "message": message(text="five songs"),
        **changes,
    }
