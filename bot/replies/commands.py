"""What menus say of each command."""

from __future__ import annotations

DESCRIPTIONS = {
    "selfie": "Show me a face and get songs that fit",
    "mood": "Songs for a mood in words or emoji",
    "goal": "What the music should do: match, lift, calm, release, surprise",
    "seed": "Add a song of yours: title and artist, or a Spotify link",
    "seeds": "Your seed songs",
    "settings": "Explicit songs, and where titles link to",
    "privacy": "What is kept of you, and what is not",
    "forget": "Delete everything about you",
    "help": "What I can do",
}
ARGUMENTS = {
    "mood": ("mood", "A mood, an emoji, or how you feel"),
    "goal": ("goal", "One of the goals"),
    "seed": ("song", "Title and artist, or a Spotify link"),
}


def send_a_picture() -> str:
    """/selfie where a picture is simply sent."""
    return "Just send me a picture: a selfie, a photo or a short GIF."
