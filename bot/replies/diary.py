"""/history: the last answers in words, and the words on their picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from adapters.chat.message import Picture, Reply
from adapters.values import DiaryEntry
from bot.replies.language import counted, listed, translated, written_day
from bot.replies.mood_words import mood_word
from bot.replies.moods import MOOD_EMOJI
from engine.moods import MOOD_NAMES
from engine.pictures.diary import DiaryLabels

LONGEST_TITLE = 60
FELT = 0.1  # of the mean on an axis of -1..1: nobody sees less in the picture


def diary_reply(answers: Sequence[DiaryEntry], pictures: tuple[Picture, ...]) -> Reply:
    """The answers, newest first, under their days."""
    days = [
        "\n".join((written_day(day), *(_line(one) for one in of_day)))
        for day, of_day in groupby(answers, key=lambda one: one.offered_at.date())
    ]
    opening = translated("Your moods and songs, the newest first:")
    return Reply("\n\n".join((opening, *days)), pictures=pictures)


def diary_empty() -> Reply:
    """Nothing was answered so far."""
    return Reply(translated("Your diary is empty. Send a picture or type a mood, and it begins."))


def diary_off() -> Reply:
    """The listener wants no history."""
    return Reply(
        translated("No history is kept of you, as you asked. You can change that in /settings.")
    )


def diary_labels() -> DiaryLabels:
    """The words on the picture, in the spoken language."""
    return DiaryLabels(
        title=translated("Your moods over time"),
        # Translators: the two ends of an axis, here and below
        valence=translated("unpleasant ← → pleasant"),
        arousal=translated("quiet ← → lively"),
        answers=translated("Answers, the oldest at the left"),
        mood_names={name: mood_word(name) for name in MOOD_NAMES},
        written_day=written_day,
    )


def diary_alt_text(answers: Sequence[DiaryEntry]) -> str:
    """What the picture of these answers, oldest first, shows."""
    times = Counter(mood_word(one.mood.name) for one in answers)
    first, last = (written_day(answers[at].offered_at.date()) for at in (0, -1))
    summary = translated("Your moods over {count} answers from {first} to {last}: {moods}.")
    summary = summary.format(
        count=len(answers),
        first=first,
        last=last,
        moods=listed([f"{mood} ({count})" for mood, count in times.most_common()]),
    )
    pleasant = _pleasant(_change([one.mood.valence for one in answers]))
    lively = _lively(_change([one.mood.arousal for one in answers]))
    return f"{summary} {pleasant} {lively}"


def _line(answer: DiaryEntry) -> str:
    title = answer.first_title
    shown = {
        "mood": f"{MOOD_EMOJI[answer.mood.name]} {mood_word(answer.mood.name)}",
        "title": title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
    }
    if not answer.liked:
        return translated("{mood}: “{title}” and others").format(**shown)
    return counted(
        "{mood}: “{title}” and others, {count} liked",
        "{mood}: “{title}” and others, {count} liked",
        answer.liked,
    ).format(count=answer.liked, **shown)


def _change(heights: Sequence[float]) -> float:
    """From the mean of the earlier half to that of the later one."""
    half = len(heights) // 2
    earlier, later = heights[:half], heights[len(heights) - half :]
    return (sum(later) - sum(earlier)) / half


def _pleasant(change: float) -> str:
    if abs(change) < FELT:
        return translated("They stayed about as pleasant.")
    if change > 0:
        return translated("They became more pleasant.")
    return translated("They became less pleasant.")


def _lively(change: float) -> str:
    if abs(change) < FELT:
        return translated("They stayed about as lively.")
    if change > 0:
        return translated("They became livelier.")
    return translated("They became quieter.")
