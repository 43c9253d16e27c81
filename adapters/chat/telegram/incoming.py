"""Telegram updates in the words of every platform."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from telegram import (
    CallbackQuery,
    Chat,
    Message,
    MessageReactionUpdated,
    ReactionType,
    ReactionTypeEmoji,
    Update,
    User,
)
from telegram.constants import ChatType, UpdateType

from adapters.chat.message import (
    Account,
    Address,
    Incoming,
    IncomingCommand,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    MediaReference,
    Platform,
)

# Reactions are not among Telegram's defaults, and the server remembers the last list it was given.
# Edited messages stay away on purpose: the first version has been answered.
WANTED_UPDATES = (UpdateType.MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.MESSAGE_REACTION)


class _Origin(TypedDict):
    event_id: str
    account: Account
    address: Address
    received_at: datetime
    locale: str | None


def incoming_of(update: Update, *, received_at: datetime) -> tuple[Incoming, ...]:
    """What the listener did: mostly one event, none if Mien has no answer to such a thing."""
    if update.message is not None:
        return _of_message(update.update_id, update.message, received_at)
    if update.callback_query is not None:
        return _of_press(update.update_id, update.callback_query, received_at)
    if update.message_reaction is not None:
        return _of_reaction(update.update_id, update.message_reaction, received_at)
    return ()


def is_answered(chat: Chat | None) -> bool:
    """Private chats only: a mood is private, and groups need rules of their own."""
    return chat is not None and chat.type == ChatType.PRIVATE


def _of_message(update_id: int, message: Message, received_at: datetime) -> tuple[Incoming, ...]:
    if not is_answered(message.chat) or message.from_user is None:
        return ()
    origin = _origin(update_id, message.from_user, message.chat, received_at)
    media = _media(message)
    if media is not None:
        return (IncomingPhoto(**origin, media=media),)
    if message.text:
        return (_of_words(message.text, origin),)
    return ()


def _of_words(text: str, origin: _Origin) -> Incoming:
    if not text.startswith("/"):
        return IncomingText(**origin, text=text)
    head, argument = (*text.split(maxsplit=1), "")[:2]
    # "/mood@MienBot" is what Telegram's own menus write where there are several bots.
    name = head[1:].partition("@")[0].lower()
    if name == "start":
        return IncomingOpened(**origin)
    return IncomingCommand(**origin, name=name, argument=argument.strip())


def _of_press(update_id: int, query: CallbackQuery, received_at: datetime) -> tuple[Incoming, ...]:
    # A message too old to be shown again still has its chat and its id.
    message = query.message
    if message is None or query.data is None or not is_answered(message.chat):
        return ()
    origin = _origin(update_id, query.from_user, message.chat, received_at, reply_token=query.id)
    return (IncomingPress(**origin, action=query.data, message_id=str(message.message_id)),)


def _of_reaction(
    update_id: int, reaction: MessageReactionUpdated, received_at: datetime
) -> tuple[Incoming, ...]:
    if not is_answered(reaction.chat) or reaction.user is None:
        return ()
    origin = _origin(update_id, reaction.user, reaction.chat, received_at)
    old, new = _emoji(reaction.old_reaction), _emoji(reaction.new_reaction)
    changes = [(emoji, False) for emoji in old if emoji not in new]
    changes += [(emoji, True) for emoji in new if emoji not in old]
    return tuple(
        IncomingReaction(
            **_numbered(origin, number),
            message_id=str(reaction.message_id),
            emoji=emoji,
            added=added,
        )
        for number, (emoji, added) in enumerate(changes)
    )


def _emoji(reactions: Sequence[ReactionType]) -> list[str]:
    return [reaction.emoji for reaction in reactions if isinstance(reaction, ReactionTypeEmoji)]


def _numbered(origin: _Origin, number: int) -> _Origin:
    # One update can take 👍 back and add 👎: two events, and each needs its own id.
    if number == 0:
        return origin
    return {**origin, "event_id": f"{origin['event_id']}.{number}"}


def _origin(
    update_id: int, user: User, chat: Chat, received_at: datetime, *, reply_token: str | None = None
) -> _Origin:
    return {
        "event_id": str(update_id),
        "account": Account(Platform.TELEGRAM, str(user.id)),
        "address": Address(Platform.TELEGRAM, str(chat.id), reply_token=reply_token),
        "received_at": received_at,
        "locale": user.language_code,
    }


def _media(message: Message) -> MediaReference | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return MediaReference(largest.file_id, largest.file_size)
    # A GIF has its document set too; it is one thing, so the animation goes first.
    clip = message.animation or message.video or message.video_note
    if clip is not None:
        return MediaReference(clip.file_id, clip.file_size)
    return _pictured_document(message)


def _pictured_document(message: Message) -> MediaReference | None:
    document = message.document
    if document is None or not (document.mime_type or "").startswith(("image/", "video/")):
        return None
    return MediaReference(document.file_id, document.file_size)
