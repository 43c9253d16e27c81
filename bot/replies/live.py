"""What is said beside a camera's picture."""

from __future__ import annotations

from bot.replies.language import translated
from bot.replies.mood_words import look_word
from bot.replies.moods import MOOD_EMOJI
from engine.moods import best_guesses
from engine.readings import MoodReading


def agree_first() -> str:
    """No face is looked at before its owner agreed."""
    return translated("Once you have agreed in the chat, I show here live how you look.")


def live_label(reading: MoodReading) -> str:
    """How the most prominent face looks; where that is not sure, the two best guesses."""
    (first, _), (second, _) = best_guesses(reading.emotions)[:2]
    if reading.sure:
        return f"{MOOD_EMOJI[first]} {look_word(first)}"
    return translated("{first} or {second}?").format(
        first=look_word(first), second=look_word(second)
    )
