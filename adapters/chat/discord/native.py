"""How each feature of a chat looks on Discord."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from adapters.chat.features import Feature

NATIVE: Mapping[Feature, str] = MappingProxyType(
    {
        Feature.OPENED: "a mention without words",
        Feature.TEXT: "a direct message",
        Feature.COMMAND: "slash commands",
        Feature.COMPLETION: "autocomplete",
        Feature.PHOTO: "/selfie with an attachment, a direct message, a GIF link",
        Feature.SEVERAL_PICTURES: "several attachments",
        Feature.PICTURE_MENU: "message command on one's own message",
        Feature.DOCUMENT: "an attachment",
        Feature.UNREAD: "a kind sentence",
        Feature.IN_COMPANY: "a mention in a server or thread",
        Feature.PRESS: "message components, alive after a restart",
        Feature.REACTION: "reactions",
        Feature.WORKING: "deferred answer, or “typing”",
        Feature.ONLY_FOR_SENDER: "ephemeral messages",
        Feature.SHARED: "“share here” under an ephemeral set",
        Feature.TOAST: "an ephemeral line",
        Feature.REPLACED: "an edited message",
        Feature.PICTURE: "an attachment with a description",
        Feature.FILE: "an attachment",
        Feature.MANAGERS: "members who may manage the server",
        Feature.LANGUAGE: "descriptions by locale",
    }
)
