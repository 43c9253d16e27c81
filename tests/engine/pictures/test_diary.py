import io
from datetime import date, timedelta

import numpy as np
import pytest
from PIL import Image

from engine.moods import MOOD_NAMES, Mood, MoodName, mood_named
from engine.pictures.canvas import BLUE, GREEN, ORANGE
from engine.pictures.diary import HEIGHT_PX, WIDTH_PX, DiaryLabels, DiaryPoint, diary_picture

FIRST = date(2026, 5, 1)
LABELS = DiaryLabels(
    title="Your moods",
    valence="unpleasant ← → pleasant",
    arousal="quiet ← → lively",
    answers="answers, the oldest at the left",
    mood_names={name: name.value for name in MOOD_NAMES},
    written_day=date.isoformat,
)


def points(*names):
    return [DiaryPoint(FIRST + timedelta(days=n), mood_named(name)) for n, name in enumerate(names)]


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def amount_of(colour, png):
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return int((pixels(png) == wanted).all(axis=2).sum())


def test_each_mood_that_occurs_has_its_colour():
    png = diary_picture(points(MoodName.HAPPY, MoodName.SAD), labels=LABELS)

    assert amount_of(ORANGE, png) > 100
    assert amount_of(BLUE, png) > 100
    assert amount_of(GREEN, png) == 0


def test_a_pleasant_answer_stands_above_an_unpleasant_one():
    low, high = Mood(MoodName.SAD, -0.8, 0.0), Mood(MoodName.SAD, 0.8, 0.0)
    falling = pixels(
        diary_picture([DiaryPoint(FIRST, high), DiaryPoint(FIRST, low)], labels=LABELS)
    )
    rising = pixels(diary_picture([DiaryPoint(FIRST, low), DiaryPoint(FIRST, high)], labels=LABELS))

    blue = [int(BLUE[at : at + 2], 16) for at in (1, 3, 5)]
    upper_left = (slice(0, HEIGHT_PX // 4), slice(0, WIDTH_PX // 3))
    assert (falling[upper_left] == blue).all(axis=2).any()
    assert not (rising[upper_left] == blue).all(axis=2).any()


@pytest.mark.parametrize("count", [2, 60])
def test_it_is_light_enough_for_a_phone(count):
    names = [MOOD_NAMES[n % len(MOOD_NAMES)] for n in range(count)]

    png = diary_picture(points(*names), labels=LABELS)

    assert len(png) <= 200_000
    assert pixels(png).shape == (HEIGHT_PX, WIDTH_PX, 3)


def test_days_are_written_as_the_labels_say_and_never_over_each_other():
    written = []

    def day(value):
        written.append(value)
        return value.isoformat()

    labels = DiaryLabels("t", "v", "a", "x", LABELS.mood_names, day)
    diary_picture(points(*[MoodName.CALM] * 30), labels=labels)

    assert written[0] == FIRST
    assert 3 <= len(written) <= 6
