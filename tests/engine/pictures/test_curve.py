import io

import numpy as np
import pytest
from PIL import Image

from engine.emotions import Emotion, EmotionDistribution
from engine.moods import MOOD_NAMES, MoodName
from engine.pictures.canvas import BLUE, GREEN, ORANGE
from engine.pictures.curve import (
    HEIGHT_PX,
    WIDTH_PX,
    CurveLabels,
    curve_picture,
    percent_by_mood,
)
from engine.readings import CurvePoint

LABELS = CurveLabels(
    title="How your look changed",
    seconds="Seconds",
    share="How much it shows, in %",
    peak="peak",
    mood_names={name: name.value for name in MOOD_NAMES},
)


def curve(*shares):
    return [
        CurvePoint(
            at / 5,
            EmotionDistribution.of({Emotion(name): share for name, share in one.items()}),
        )
        for at, one in enumerate(shares)
    ]


RISING = curve({"sad": 1.0}, {"sad": 0.5, "happy": 0.5}, {"happy": 1.0})


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def amount_of(colour, png):
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return int((pixels(png) == wanted).all(axis=2).sum())


def test_each_mood_that_shows_has_its_line():
    png = curve_picture(RISING, peak_s=0.4, labels=LABELS)

    assert amount_of(ORANGE, png) > 500
    assert amount_of(BLUE, png) > 500
    assert amount_of(GREEN, png) == 0
    assert pixels(png).shape == (HEIGHT_PX, WIDTH_PX, 3)
    assert len(png) < 200_000


def test_what_joins_anger_is_never_a_line_of_its_own():
    lines = percent_by_mood(curve({"disgust": 0.6, "angry": 0.3, "sad": 0.1}))

    assert list(lines) == [MoodName.ANGRY]
    assert lines[MoodName.ANGRY] == [pytest.approx(90)]


def test_the_peak_stands_where_it_is():
    early = pixels(curve_picture(RISING, peak_s=0.0, labels=LABELS)).astype(int)
    late = pixels(curve_picture(RISING, peak_s=0.4, labels=LABELS)).astype(int)

    columns = np.flatnonzero(np.abs(early - late).sum(axis=(0, 2)))
    assert columns.min() < WIDTH_PX / 3
    assert columns.max() > WIDTH_PX * 2 / 3


def test_one_point_is_a_picture_too():
    assert amount_of(ORANGE, curve_picture(RISING[-1:], peak_s=0.4, labels=LABELS)) > 50
