"""The hello, and the notice that comes before the first photo is looked at."""

from __future__ import annotations

from adapters.chat.message import Button, ButtonStyle, Reply
from bot.actions import Verb, action
from bot.replies.moods import mood_choice

NOTICE_VERSION = 1  # raise it when the notice says something new: everyone is asked again

_HELLO = (
    "Hello, I'm Mien. Send me a selfie or a short GIF, or tell me your mood in words, "
    "and I answer with five songs that fit the moment."
)
_NOTICE = (
    "Before I look at a face, you should know: a machine estimates emotions from the face in your "
    "picture. It can be wrong, and it knows how you look, not how you are. Your picture stays in "
    "memory while I read it and is never stored; I keep the numbers it gave, your songs and what "
    "you said of them, until you say /forget. Please send only pictures of people who agree."
)
_BUTTONS = (
    (
        Button("👍 I agree", action(Verb.AGREE), ButtonStyle.PRIMARY),
        Button("✍️ Words only", action(Verb.WORDS_ONLY)),
    ),
)


def hello() -> Reply:
    """First contact: who this is, and the notice."""
    return Reply(f"{_HELLO}\n\n{_NOTICE}", buttons=_BUTTONS)


def notice(*, waiting: int) -> Reply:
    """Asks before the first photo; it is answered after the tap."""
    pictures = "Your picture waits" if waiting == 1 else f"Your {waiting} pictures wait"
    return Reply(f"{_NOTICE}\n\n{pictures} for your answer.", buttons=_BUTTONS)


def agreed(*, waiting: int) -> Reply:
    """Thanks; and what comes now."""
    if waiting:
        return Reply("Thank you. Looking now …")
    return Reply("Thank you. Now send me a selfie, or tell me how you feel.")


def words_only(*, waiting: int) -> Reply:
    """Faces are left alone; pictures that waited were not looked at."""
    left = " I did not look at your picture." if waiting else ""
    return Reply(
        f"Fine, words only.{left} How do you feel? A word, an emoji or a sentence will do. "
        "If you change your mind, just send a picture.",
        buttons=mood_choice(),
    )


def welcome_back() -> Reply:
    """An opened chat of someone who was here before."""
    return Reply("Good to see you. Send me a picture, or tell me your mood.", buttons=mood_choice())
