"""Privacy and being forgotten."""

from __future__ import annotations

from adapters.chat.message import Button, ButtonStyle, Reply
from bot.actions import Verb, action


def privacy_reply() -> Reply:
    """What is kept, and what is not."""
    return Reply(
        "What I keep: your answers to the notice, when you wrote, the emotion numbers of your "
        "pictures and how you corrected them, the songs I offered and what you said of them, your "
        "seed songs and your settings. Your account, our messages and events are known only by "
        "keyed hashes; where to find a picture that waits for an answer is kept encrypted, until "
        "it has one. On my own page such a picture stays in your browser.\n"
        "What I never keep: your pictures, face measurements that could recognise you, your name.\n"
        "/forget deletes all of it at once."
    )


def forget_question() -> Reply:
    """Asks once more, since it cannot be undone."""
    return Reply(
        "Shall I forget everything about you: moods, songs, likes, seed songs, settings? "
        "This cannot be undone.",
        buttons=(
            (
                Button("Forget me", action(Verb.FORGET, "yes"), ButtonStyle.DANGER),
                Button("Keep it", action(Verb.FORGET, "no")),
            ),
        ),
    )


def forgotten() -> Reply:
    """Nothing is left."""
    return Reply(
        "Done. I have forgotten everything about you. If you write again, we start anew.",
        clears=True,
    )


def kept() -> Reply:
    """The listener changed their mind."""
    return Reply("Good, everything stays.")
