"""Whether a message in a group is meant for Mien, and the words that are left for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Chat, Message, MessageEntity
from telegram.constants import ChatType

from adapters.chat.telegram.deep_links import DeepLinks

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Me:
    """The bot as Telegram knows it; `commands` are those that it answers."""

    user_id: int
    username: str
    commands: frozenset[str]
    links: DeepLinks


@dataclass(frozen=True, slots=True)
class Command:
    """`/name@bot argument`; `bot` is empty where none is named."""

    name: str
    bot: str
    argument: str


def is_private(chat: Chat) -> bool:
    """Whether nobody but the listener is there."""
    return chat.type == ChatType.PRIVATE


def is_group(chat: Chat) -> bool:
    """Whether others are there, too. Channels are neither."""
    return chat.type in _GROUPS


def is_addressed(message: Message, me: Me) -> bool:
    """By a command, by a mention in text or caption, or as a reply to one of our messages."""
    return _commands(message, me) or any(_mentions(message, me)) or _replies(message, me)


def words_of(message: Message, me: Me) -> str:
    """Text or caption without the mentions of the bot."""
    # Telegram counts UTF-16 units. Half of an emoji is valid in JSON, and cannot be sent back.
    units = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    for entity in sorted(_mentions(message, me), key=lambda one: one.offset, reverse=True):
        units = units[: entity.offset * 2] + units[(entity.offset + entity.length) * 2 :]
    return units.decode("utf-16-le", "replace").strip()


def command_in(words: str) -> Command | None:
    """None for words without a slash in front."""
    if not words.startswith("/"):
        return None
    head, argument = (*words.split(maxsplit=1), "")[:2]
    # "/mood@MienBot" is what Telegram's own menus write where there are several bots.
    name, _, bot = head[1:].partition("@")
    return Command(name.lower(), bot.lower(), argument.strip())


def _commands(message: Message, me: Me) -> bool:
    command = command_in(words_of(message, me))
    if command is None:
        return False
    # What another bot may know as well is ours only if we know it.
    return command.bot == me.username.lower() or (not command.bot and command.name in me.commands)


def _mentions(message: Message, me: Me) -> Iterator[MessageEntity]:
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    for entity, text in entities.items():
        if entity.type == MessageEntity.MENTION and text.lower() == f"@{me.username}".lower():
            yield entity
        if entity.user is not None and entity.user.id == me.user_id:
            yield entity


def _replies(message: Message, me: Me) -> bool:
    replied = message.reply_to_message
    if replied is None or replied.from_user is None:
        return False
    # In a topic, everything replies to the message that opened it.
    return replied.from_user.id == me.user_id and replied.forum_topic_created is None
