"""How each feature of a chat looks on Telegram."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from adapters.chat.features import Feature

NATIVE: Mapping[Feature, str] = MappingProxyType(
    {
        Feature.OPENED: "/start",
        Feature.TEXT: "a private message",
        Feature.COMMAND: "the bot's menu",
        Feature.PHOTO: "photo, animation, video, video note, document, still or video sticker",
        Feature.SEVERAL_PICTURES: "an album",
        Feature.PICTURE_MENU: "/selfie as a reply to one's own picture",
        Feature.DOCUMENT: "a document",
        Feature.UNREAD: "a kind sentence",
        Feature.IN_COMPANY: "a command, a mention, or a reply to the bot in a group",
        Feature.INLINE: "inline queries",
        Feature.PRESS: "inline keyboard",
        Feature.REACTION: "message reactions",
        Feature.WORKING: "“typing”, repeated",
        Feature.ONLY_FOR_SENDER: "a deep link into the private chat",
        Feature.SHARED: "in the group, where the sender's settings share",
        Feature.TOAST: "callback answer",
        Feature.REPLACED: "an edited message",
        Feature.PICTURE: "a photo with a caption",
        Feature.FILE: "a document",
        Feature.MANAGERS: "group administrators",
        Feature.LANGUAGE: "menu and profile by language code",
    }
)
