"""What a face seems to show, and the buttons that ask for or correct a mood."""

from __future__ import annotations

import re

from adapters.chat.message import Button, ButtonRow, Reply
from adapters.values import SavedReading
from bot.actions import Verb, action
from bot.replies.language import marked, translated
from bot.replies.mood_words import look_sentence, look_sentence_with, look_word, mood_word
from engine.emotions import EmotionDistribution
from engine.lexicons.lexicon import folded_words
from engine.moods import MOOD_NAMES, Goal, MoodName, mood_distribution

MOOD_EMOJI = {
    MoodName.HAPPY: "😊",
    MoodName.SURPRISED: "😮",
    MoodName.ANGRY: "😠",
    MoodName.FEARFUL: "😨",
    MoodName.SAD: "😔",
    MoodName.CALM: "😌",
}
_A_TOUCH = 0.18  # a second mood weaker than this is not worth a word
_GOAL_LABELS = {
    Goal.MATCH: marked("🪞 Match it"),
    Goal.LIFT: marked("🌤 Lift me"),
    Goal.CALM: marked("🍃 Calm me"),
    Goal.RELEASE: marked("🔥 Let it out"),
    Goal.SURPRISE: marked("🎲 Surprise me"),
    Goal.AUTO: marked("✨ You choose"),
}
_BUTTONS_A_ROW = 3


def goal_label(goal: Goal) -> str:
    """What a button says of the goal."""
    return translated(_GOAL_LABELS[goal])


def goal_named(words: str) -> Goal | None:
    """The goal of this name, or of this label in English or the spoken language."""
    wanted = _bare(words)
    for goal in Goal:
        if wanted in (goal.value, _bare(_GOAL_LABELS[goal]), _bare(goal_label(goal))):
            return goal
    return None


def looks(emotions: EmotionDistribution, name: MoodName) -> str:
    """`You look happy, with a touch of surprise.` for a reading that was named `name`."""
    shares = mood_distribution(emotions)
    others = [(share, mood) for mood, share in shares.items() if mood is not name]
    share, second = max(others)
    return look_sentence_with(name, second) if share >= _A_TOUCH else look_sentence(name)


def lead_for_reading(reading: SavedReading, name: MoodName) -> str:
    """The first sentence above a set that a photo asked for."""
    if name is reading.meant:
        said = translated("Taken as {mood}, as you told me.").format(mood=mood_word(name))
    elif name is reading.mood.name:
        said = looks(reading.emotions, name)
    else:
        said = translated("Taken as {mood}, as you taught me; by itself it looks {look}.").format(
            mood=mood_word(name), look=look_word(reading.mood.name)
        )
    return f"{said} {_others_in_picture(reading.faces)}".strip()


def _others_in_picture(faces: int) -> str:
    if faces <= 1:
        return ""
    # Translators: {count} is 2 or more
    return translated(
        "I found {count} faces and read only the most prominent one; nobody else was looked at. "
        "For another face, send a picture that shows it alone."
    ).format(count=faces)


def unsure(reading: SavedReading, guesses: tuple[MoodName, MoodName]) -> Reply:
    """The question when the reading is not sure: the two best guesses, or another."""
    first, second = (look_word(name) for name in guesses)
    question = translated(
        "I'm not sure about this one: {first}, or {second}? Tell me and I'll find songs."
    ).format(first=first, second=second)
    other = Button(translated("Something else"), action(Verb.OTHER_MOODS, reading.reading_id))
    return Reply(
        f"{question} {_others_in_picture(reading.faces)}".strip(),
        buttons=(*guess_choice(reading.reading_id, guesses), (other,)),
    )


def which_mood(reading_id: int) -> Reply:
    """Neither of the two best guesses: all six."""
    return Reply(translated("Which is it?"), buttons=guess_choice(reading_id, MOOD_NAMES))


def mood_button(name: MoodName, encoded: str) -> Button:
    """A button with face and name."""
    return Button(f"{MOOD_EMOJI[name]} {mood_word(name)}", encoded)


def in_rows(buttons: list[Button]) -> tuple[ButtonRow, ...]:
    """Rows of three: readable on a phone."""
    starts = range(0, len(buttons), _BUTTONS_A_ROW)
    return tuple(tuple(buttons[start : start + _BUTTONS_A_ROW]) for start in starts)


def mood_choice() -> tuple[ButtonRow, ...]:
    """The six moods, each asking for songs."""
    return in_rows([mood_button(name, action(Verb.MOOD, name.value)) for name in MOOD_NAMES])


def correction_choice(set_id: int, but: MoodName) -> tuple[ButtonRow, ...]:
    """The moods that the reading was not."""
    return in_rows(
        [
            mood_button(name, action(Verb.CORRECT, set_id, name.value))
            for name in MOOD_NAMES
            if name is not but
        ]
    )


def guess_choice(reading_id: int, names: tuple[MoodName, ...]) -> tuple[ButtonRow, ...]:
    """Moods that an unsure reading may have been."""
    return in_rows(
        [mood_button(name, action(Verb.GUESS, reading_id, name.value)) for name in names]
    )


def ask_mood() -> Reply:
    """/mood without a mood."""
    return Reply(translated("How do you feel?"), buttons=mood_choice())


def _bare(words: str) -> str:
    """Its words alone: no emoji, capitals or accents."""
    return " ".join(re.findall(r"\w+", folded_words(words)))
