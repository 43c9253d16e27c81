"""What a chat can carry: the rows of the parity matrix."""

from __future__ import annotations

from enum import StrEnum


class Feature(StrEnum):
    """One thing a person can do or see; each adapter says in its `native.py` how it looks there."""

    OPENED = "the chat is opened"
    TEXT = "plain words"
    COMMAND = "a command"
    COMPLETION = "suggestions while typing"
    PHOTO = "a photo, GIF or clip"
    SEVERAL_PICTURES = "several pictures, one answer"
    PICTURE_MENU = "a picture sent earlier"
    DOCUMENT = "a file with a list of songs"
    UNREAD = "stickers, voices and other files"
    IN_COMPANY = "being addressed where others read"
    INLINE = "songs asked for in any other chat"
    PRESS = "a button"
    REACTION = "an emoji added or taken back"
    WORKING = "a sign of work"
    ONLY_FOR_SENDER = "an answer in company that only its sender reads"
    SHARED = "a set shown to everyone"
    TOAST = "a short acknowledgement"
    REPLACED = "a message changed in place"
    PICTURE = "a picture with alternative text"
    FILE = "a file to take away"
    MANAGERS = "a command for those who manage the place"
    LANGUAGE = "menus in the reader's language"
