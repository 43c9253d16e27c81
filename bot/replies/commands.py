"""What menus say of each command."""

from __future__ import annotations

from adapters.chat.message import LocalizedText
from bot.replies.language import everywhere, marked, translated

_DESCRIPTIONS = {
    "selfie": marked("Show me a face and get songs that fit"),
    "mood": marked("Songs for a mood in words or emoji"),
    "goal": marked("What the music should do: match, lift, calm, release, surprise"),
    "seed": marked("Add a song of yours: title and artist, or a Spotify link"),
    "seeds": marked("Your seed songs"),
    "songs": marked("Songs that you brought, by mood; send a playlist file or paste a list"),
    "taste": marked("What I have learned of your taste"),
    "history": marked("Your moods and songs over time"),
    "playlist": marked("Your last songs as links and files"),
    "link": marked("Link your Spotify account"),
    "unlink": marked("Unlink your Spotify account"),
    "save": marked("Your last songs into your Spotify playlist for that mood"),
    "play": marked("Play your last songs on Spotify"),
    "pause": marked("Pause Spotify"),
    "next": marked("Skip to the next song on Spotify"),
    "library": marked("Your own songs from Spotify: bring them in, sort them by mood"),
    "settings": marked("Language, links, discovery, sharing, history, explicit songs"),
    "privacy": marked("What is kept of you, and what is not"),
    "export": marked("All that is kept of you, as a file"),
    "forget": marked("Delete everything about you, or a part of it"),
    "help": marked("What I can do"),
    "server": marked("For those who manage this server or group: photos on or off"),
}
_ARGUMENTS = {
    "mood": ("mood", marked("A mood, an emoji, or how you feel")),
    "goal": ("goal", marked("One of the goals")),
    "seed": ("song", marked("Title and artist, or a Spotify link")),
    "songs": ("mood", marked("A mood, for the songs of it; all moods without")),
    "playlist": ("mood", marked("A mood, for the best of it so far; your last songs without")),
    "forget": ("part", marked("The last answer, the last hour, today, or days as 2026-11-01")),
    "server": ("photos", marked("on or off")),
}
PICTURE_MENU = marked("Find my song")

_PROFILE_LINE = marked("Songs that fit the look on your face. No face needed: words do, too.")
_PROFILE = marked(
    "Send me a selfie or a short GIF and I answer with five songs that fit the moment. I estimate "
    "emotions from faces by machine, ask before the first photo, and keep no pictures. Or just "
    "write how you feel."
)


def description_of(command: str) -> LocalizedText:
    """What the command does, in a few words."""
    return everywhere(_DESCRIPTIONS[command])


def argument_of(command: str) -> tuple[str, LocalizedText]:
    """Name and description of its argument."""
    name, description = _ARGUMENTS[command]
    return name, everywhere(description)


def picture_menu() -> LocalizedText:
    """The entry in the menu of a message that has a picture."""
    return everywhere(PICTURE_MENU)


def send_a_picture() -> str:
    """/selfie where a picture is simply sent."""
    return translated("Just send me a picture: a selfie, a photo or a short GIF.")


def profile_description() -> LocalizedText:
    """What an empty chat with Mien says before the first word."""
    return everywhere(_PROFILE)


def profile_line() -> LocalizedText:
    """What stands on the profile, and under a shared link to it."""
    return everywhere(_PROFILE_LINE)
