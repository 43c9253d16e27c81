"""Every sentence that the browser page itself says; the adapter fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# {percent} and the like are filled in by the page.
PAGE_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "language": "en",
        "name": "Mien",
        "tagline": "Songs for the look on your face",
        "description": "Show Mien a selfie and it answers with songs that fit the moment.",
        "needs_script": "This page needs JavaScript to talk with Mien.",
        "conversation": "Conversation with Mien",
        "composer": "Write to Mien",
        "choose_photo": "Choose a photo or clip",
        "take_photo": "Take a photo",
        "text": "Your message",
        "text_placeholder": "How do you feel?",
        "send": "Send",
        "commands": "Commands",
        "drop_here": "Drop your photo anywhere",
        "camera": "Camera",
        "camera_preview": "What your camera sees",
        "camera_note": "The picture goes only to the Mien you are talking with.",
        "capture": "Take the picture",
        "cancel": "Cancel",
        "camera_refused": "No camera could be opened. You can choose a photo instead.",
        "working": "Mien is on it",
        "looking": "Mien is looking at your picture",
        "connection_lost": "The connection is gone. Trying again…",
        "connected_again": "Connected again.",
        "too_fast": "That was a bit fast. Give it a moment, then try again.",
        "failed": "Something went wrong on this side. Please try again.",
        "your_photo": "The picture you sent",
        "you": "You",
        "play_here": "Play here",
        "play_here_spoken": "Play {title} here, with Spotify",
        "player": "Spotify player: {title}",
        "other_services": "Elsewhere",
        "other_services_spoken": "Other services for {title}",
        "opens_new_tab": "opens in a new tab",
        "kin": "{percent} % alike",
        "react": "React",
        "react_with": "React with {emoji}",
    }
)
