"""How each feature of a chat looks on the page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from adapters.chat.features import Feature

NATIVE: Mapping[Feature, str] = MappingProxyType(
    {
        Feature.OPENED: "the page loads; the last sets come back",
        Feature.TEXT: "the composer",
        Feature.COMMAND: "typed with a slash, or from the list of commands",
        Feature.COMPLETION: "a list under the composer",
        Feature.PHOTO: "chosen, dropped, pasted, or taken with the camera",
        Feature.SEVERAL_PICTURES: "up to four at once",
        Feature.DOCUMENT: "chosen, dropped or pasted",
        Feature.UNREAD: "any file may be sent; the answer says what can be read",
        Feature.PRESS: "buttons",
        Feature.REACTION: "a picker beside each set and card",
        Feature.WORKING: "moving dots",
        Feature.TOAST: "a toast",
        Feature.REPLACED: "in place",
        Feature.PICTURE: "shown in the message",
        Feature.FILE: "a download button",
        Feature.LANGUAGE: "the language chosen in `/settings`, or the browser's",
    }
)
