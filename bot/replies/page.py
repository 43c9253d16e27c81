"""Every sentence that the browser page itself says; the adapter fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.replies.language import LANGUAGES, marked, speaking, translated

_TEXTS = {
    "tagline": marked("Songs for the look on your face"),
    "description": marked("Show Mien a selfie and it answers with songs that fit the moment."),
    "needs_script": marked("This page needs JavaScript to talk with Mien."),
    "conversation": marked("Conversation with Mien"),
    "composer": marked("Write to Mien"),
    "choose_photo": marked("Choose a photo, a clip or a list of songs"),
    "take_photo": marked("Take a photo"),
    "text": marked("Your message"),
    "text_placeholder": marked("How do you feel?"),
    "send": marked("Send"),
    "commands": marked("Commands"),
    "suggestions": marked("Suggestions"),
    # Translators: read aloud while a command is typed; {count} is a number
    "suggestion_count": marked("Suggestions: {count}"),
    "drop_here": marked("Drop your photo or list of songs anywhere"),
    "camera": marked("Camera"),
    "camera_preview": marked("What your camera sees"),
    "camera_note": marked(
        "What the camera sees goes only to the Mien you are talking with, and is not stored."
    ),
    "capture": marked("Take the picture"),
    "cancel": marked("Cancel"),
    "camera_refused": marked("No camera could be opened. You can choose a photo instead."),
    "working": marked("Mien is on it"),
    "looking": marked("Mien is looking at your picture"),
    "looking_at_several": marked("Mien is looking at your pictures"),
    "too_many_photos": marked("Mien looks at {count} pictures at once at most: the first {count}."),
    "connection_lost": marked("The connection is gone. Trying again…"),
    "connected_again": marked("Connected again."),
    "too_fast": marked("That was a bit fast. Give it a moment, then try again."),
    "failed": marked("Something went wrong on this side. Please try again."),
    "your_photo": marked("The picture you sent"),
    # Translators: the speaker of a message, read aloud before what the listener wrote
    "you": marked("You"),
    "play_here": marked("Play here"),
    "play_here_spoken": marked("Play {title} here, with Spotify"),
    "player": marked("Spotify player: {title}"),
    # Translators: opens the links to the song at other music services
    "other_services": marked("Elsewhere"),
    "other_services_spoken": marked("Other services for {title}"),
    # Translators: read aloud after the name of a link
    "opens_new_tab": marked("opens in a new tab"),
    # Translators: how much a song resembles another one
    "kin": marked("{percent} % alike"),
    "react": marked("React"),
    "react_with": marked("React with {emoji}"),
    # Translators: {emoji} is the reaction that the listener chose
    "reacted": marked("Your {emoji} is noted."),
    "reaction_taken_back": marked("Your {emoji} is taken back."),
    "sign_in": marked("Sign in"),
    "sign_in_note": marked("This Mien is for those who know its secret. Ask whoever runs it."),
    # Translators: the label of a field, for something like a password
    "sign_in_secret": marked("Secret"),
    "sign_in_wrong": marked("That is not it. Look at it once more."),
    "sign_in_slower": marked("Those were many tries. Wait a minute, then try again."),
    "files": marked("Files"),
    # Translators: read aloud before the name of a file
    "download": marked("Download"),
}


def page_texts() -> Mapping[str, Mapping[str, str]]:
    """By language; {percent} and the like are filled in by the page."""
    return MappingProxyType({language: _texts_in(language) for language in LANGUAGES})


def _texts_in(language: str) -> Mapping[str, str]:
    with speaking(language):
        texts = {name: translated(text) for name, text in _TEXTS.items()}
    return MappingProxyType({"language": language, "name": "Mien", **texts})
