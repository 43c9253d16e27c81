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

from adapters.chat.message import (
    Account,
    Address,
    Audience,
    Incoming,
    IncomingCommand,
    IncomingDocument,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    IncomingUnread,
    MediaReference,
    Platform,
    Unread,
)
from adapters.chat.telegram.addressing import (
    Command,
    Me,
    command_in,
    is_addressed,
    is_group,
    is_private,
    words_of,
)
from adapters.chat.telegram.media import document_of, media_of, unread_in
from adapters.chat.telegram.reply_token import ReplyToken

_SELFIE = "selfie"
_START = "start"


class _Origin(TypedDict):
    event_id: str
    account: Account
    address: Address
    received_at: datetime
    locale: str | None


def incoming_of(update: Update, *, me: Me, received_at: datetime) -> tuple[Incoming, ...]:
    """What the listener did: mostly one event, none if Mien has no answer to such a thing.

    An edited message is none: its first version has been answered.
    """
    if update.message is not None:
        event = _of_message(update.update_id, update.message, me, received_at)
        return () if event is None else (event,)
    if update.callback_query is not None:
        return _of_press(update.update_id, update.callback_query, received_at)
    if update.message_reaction is not None:
        return _of_reaction(update.update_id, update.message_reaction, received_at)
    return ()


def address_in(chat: Chat, token: ReplyToken) -> Address:
    """The chat, and who reads there."""
    encoded = token.encode()
    if is_private(chat):
        return Address(Platform.TELEGRAM, str(chat.id), reply_token=encoded)
    place_id = str(chat.id)
    return Address(Platform.TELEGRAM, place_id, Audience.EVERYONE, encoded, place_id)


def _of_message(update_id: int, message: Message, me: Me, received_at: datetime) -> Incoming | None:
    sender = message.from_user
    if sender is None or not _is_person(message, me) or not _is_for_us(message, me):
        return None
    address = address_in(message.chat, _token_of(message))
    origin = _origin(update_id, sender, address, received_at)
    media = media_of(message)
    if media is not None:
        return IncomingPhoto(**origin, media=media, album_id=message.media_group_id)
    document = document_of(message)
    if document is not None:
        file = MediaReference(document.file_id, document.file_size)
        return IncomingDocument(**origin, media=file, name=document.file_name or "")
    reason = unread_in(message)
    if reason is not None:
        return _of_unread(reason, message, origin)
    return _of_words(message, me, origin) if message.text else None


def _is_person(message: Message, me: Me) -> bool:
    # A channel, or an admin without a name, speaks as a chat: nobody to answer in private.
    if message.sender_chat is not None or message.from_user is None or message.from_user.is_bot:
        return False
    # Songs that our own inline answer put into the chat are no question.
    return message.via_bot is None or message.via_bot.id != me.user_id


def _is_for_us(message: Message, me: Me) -> bool:
    return is_private(message.chat) or (is_group(message.chat) and is_addressed(message, me))


def _token_of(message: Message) -> ReplyToken:
    # Outside of forums a thread is only a chain of replies, and cannot be sent to.
    topic_id = message.message_thread_id if message.is_topic_message else None
    # In company it must be seen who is meant.
    message_id = None if is_private(message.chat) else message.message_id
    return ReplyToken(message_id=message_id, topic_id=topic_id)


def _of_unread(reason: Unread, message: Message, origin: _Origin) -> Incoming | None:
    quiet = message.media_group_id is not None or is_group(message.chat)
    if reason is Unread.OTHER_FILE and quiet:
        return None
    return IncomingUnread(**origin, reason=reason)


def _of_words(message: Message, me: Me, origin: _Origin) -> Incoming:
    words = words_of(message, me)
    command = command_in(words)
    if command is not None:
        return _of_command(command, message, me, origin)
    if words:
        return IncomingText(**origin, text=words)
    # Nothing but our name: under a picture it asks about the picture.
    replied = message.reply_to_message
    if replied is not None and media_of(replied) is not None:
        return _of_replied(replied, origin)
    return IncomingOpened(**origin)


def _of_command(command: Command, message: Message, me: Me, origin: _Origin) -> Incoming:
    if command.name == _START:
        return _of_start(command.argument, message, me, origin)
    replied = message.reply_to_message
    if command.name == _SELFIE and replied is not None:
        return _of_replied(replied, origin)
    if command.name == _SELFIE and is_group(message.chat):
        return IncomingUnread(**origin, reason=Unread.NO_PICTURE)
    return IncomingCommand(**origin, name=command.name, argument=command.argument)


def _of_start(payload: str, message: Message, me: Me, origin: _Origin) -> Incoming:
    action = me.links.action_of(payload) if is_private(message.chat) else None
    if action is None:
        return IncomingOpened(**origin)
    return IncomingPress(**origin, action=action)


def _of_replied(replied: Message, origin: _Origin) -> Incoming:
    media, sender = media_of(replied), replied.from_user
    if media is None:
        return IncomingUnread(**origin, reason=Unread.NO_PICTURE)
    own = sender is not None and str(sender.id) == origin["account"].account_id
    if not own or replied.sender_chat is not None:
        return IncomingUnread(**origin, reason=Unread.NOT_YOUR_PICTURE)
    return IncomingPhoto(**origin, media=media)


def _of_press(update_id: int, query: CallbackQuery, received_at: datetime) -> tuple[Incoming, ...]:
    # A message too old to be shown again still has its chat and its id.
    message = query.message
    if message is None or query.data is None or not _has_listeners(message.chat):
        return ()
    topic_id = _token_of(message).topic_id if isinstance(message, Message) else None
    address = address_in(message.chat, ReplyToken(query.id, topic_id=topic_id))
    origin = _origin(update_id, query.from_user, address, received_at)
    return (IncomingPress(**origin, action=query.data, message_id=str(message.message_id)),)


def _of_reaction(
    update_id: int, reaction: MessageReactionUpdated, received_at: datetime
) -> tuple[Incoming, ...]:
    if reaction.user is None or not _has_listeners(reaction.chat):
        return ()
    # It does not tell the topic; a reply finds its way there.
    message_id = None if is_private(reaction.chat) else reaction.message_id
    address = address_in(reaction.chat, ReplyToken(message_id=message_id))
    origin = _origin(update_id, reaction.user, address, received_at)
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


def _has_listeners(chat: Chat) -> bool:
    return is_private(chat) or is_group(chat)


def _emoji(reactions: Sequence[ReactionType]) -> list[str]:
    return [reaction.emoji for reaction in reactions if isinstance(reaction, ReactionTypeEmoji)]


def _numbered(origin: _Origin, number: int) -> _Origin:
    # One update can take 👍 back and add 👎: two events, and each needs its own id.
    if number == 0:
        return origin
    return {**origin, "event_id": f"{origin['event_id']}.{number}"}


def _origin(update_id: int, user: User, address: Address, received_at: datetime) -> _Origin:
    return {
        "event_id": str(update_id),
        "account": Account(Platform.TELEGRAM, str(user.id)),
        "address": address,
        "received_at": received_at,
        "locale": user.language_code,
    }
