import numpy as np
import pytest

from engine.clusters import (
    FEARFUL_BELOW_DB,
    MIDDLE_ENERGY,
    MIDDLE_VALENCE,
    mood_codes_of,
    plane_of,
    plane_words,
)
from engine.moods import MOOD_NAMES
from engine.tracks import FEATURE_NAMES


def features(*, valence, energy, loudness=-5.0):
    row = np.full((1, len(FEATURE_NAMES)), 0.5, dtype=np.float32)
    told = {"valence": valence, "energy": energy, "loudness": loudness}
    for name, value in told.items():
        row[0, FEATURE_NAMES.index(name)] = value
    return row


@pytest.mark.parametrize(
    ("valence", "energy", "place"),
    [
        (0.0, 0.0, (-1, -1)),
        (1.0, 1.0, (1, 1)),
        (MIDDLE_VALENCE, MIDDLE_ENERGY, (0, 0)),
        (0.75, MIDDLE_ENERGY / 2, (0.5, -0.5)),
    ],
)
def test_the_plane_is_stretched_around_the_middle_of_music(valence, energy, place):
    assert plane_of(features(valence=valence, energy=energy))[0] == pytest.approx(place, abs=1e-6)


@pytest.mark.parametrize(
    ("valence", "energy", "mood"),
    [
        (0.95, 0.8, "happy"),
        (0.65, 0.9, "surprised"),
        (0.2, 0.9, "angry"),
        (0.15, 0.4, "sad"),
        (0.8, 0.3, "calm"),
    ],
)
def test_a_track_stands_for_the_nearest_mood(valence, energy, mood):
    codes = mood_codes_of(features(valence=valence, energy=energy))

    assert MOOD_NAMES[codes[0]] == mood


def test_of_tense_tracks_the_quieter_are_fearful():
    quiet = features(valence=0.2, energy=0.85, loudness=FEARFUL_BELOW_DB - 1)
    loud = features(valence=0.2, energy=0.85, loudness=FEARFUL_BELOW_DB + 1)

    codes = mood_codes_of(np.vstack([quiet, loud]))

    assert [MOOD_NAMES[code] for code in codes] == ["fearful", "angry"]


def test_loudness_tells_nothing_of_other_moods():
    codes = mood_codes_of(features(valence=0.95, energy=0.8, loudness=-30))

    assert MOOD_NAMES[codes[0]] == "happy"


def test_every_corner_of_the_plane_has_its_own_words():
    corners = {plane_words(valence, arousal) for valence in (-1, 1) for arousal in (-1, 1)}

    assert corners == {
        "dark and still",
        "dark and fierce",
        "bright and still",
        "bright and fierce",
    }
