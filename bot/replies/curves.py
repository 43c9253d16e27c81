"""The words on the picture of a clip's moods, and for those who do not see it."""

from __future__ import annotations

from itertools import groupby

from adapters.chat.message import Picture
from bot.replies.language import decimal, listed, percentage, translated
from bot.replies.mood_words import mood_word
from engine.curve import peak
from engine.moods import MOOD_NAMES, best_guesses, mood_distribution
from engine.pictures.curve import CurveLabels
from engine.readings import MoodReading


def curve_labels() -> CurveLabels:
    """The words on the picture, in the spoken language."""
    return CurveLabels(
        title=translated("How the look changes"),
        # Translators: what an axis shows, here and below
        seconds=translated("Seconds"),
        share=translated("How much it shows, in %"),
        # Translators: marks the moment at which the look is strongest
        peak=translated("peak"),
        mood_names={name: mood_word(name) for name in MOOD_NAMES},
    )


def curve_alt_text(reading: MoodReading) -> str:
    """What the picture shows: the moods in their order, and where the strongest is."""
    names = [best_guesses(point.emotions)[0][0] for point in reading.curve]
    moods = [mood_word(name) for name, _ in groupby(names)]
    top = peak(reading.curve, reading.emotion)
    shown = {
        "first": decimal(reading.curve[0].time_s),
        "last": decimal(reading.curve[-1].time_s),
        "moods": listed(moods),
        "mood": mood_word(reading.mood.name),
        "peak": decimal(top.time_s),
        "share": percentage(mood_distribution(top.emotions)[reading.mood.name]),
    }
    # Translators: {moods} are names of moods in the order in which they show
    said = translated(
        "The look from second {first} to second {last}, in this order: {moods}. "
        "Strongest at second {peak}: {mood}, {share}."
    )
    return said.format(**shown)


def curve_of(png: bytes, reading: MoodReading) -> Picture:
    """The picture with its words."""
    return Picture(png, curve_alt_text(reading))
