from __future__ import annotations

import pytest

from engine.emotions import EMOTIONS, Emotion, EmotionDistribution
from engine.moods import (
    MOOD_NAMES,
    MOOD_POINTS,
    Mood,
    MoodName,
    best_guesses,
    corrected,
    mood_distribution,
    mood_named,
    mood_of,
)


def face(**shares: float) -> EmotionDistribution:
    return EmotionDistribution.of({Emotion(name): share for name, share in shares.items()})


AMBIGUOUS = face(angry=0.5, sad=0.35, neutral=0.15)


def test_happy_lies_above_neutral_above_sad_in_valence():
    happy, neutral, sad = (mood_of(face(**{name: 1})) for name in ("happy", "neutral", "sad"))

    assert happy.valence > neutral.valence > sad.valence


@pytest.mark.parametrize("awake", ["angry", "fear", "surprise"])
def test_roused_faces_lie_above_neutral_above_sad_in_arousal(awake):
    roused, neutral, sad = (mood_of(face(**{name: 1})) for name in (awake, "neutral", "sad"))

    assert roused.arousal > neutral.arousal > sad.arousal


def test_disgust_joins_angry_and_outweighs_sad_together():
    mood = mood_of(face(angry=0.3, disgust=0.3, sad=0.4))

    assert mood.name is MoodName.ANGRY


def test_a_neutral_face_is_calm_at_the_origin():
    assert mood_of(face(neutral=1)) == Mood(MoodName.CALM, 0.0, 0.0)


def test_the_point_is_the_expectation_over_all_emotions():
    mood = mood_of(face(happy=0.5, sad=0.5))

    assert (mood.valence, mood.arousal) == pytest.approx((0.09, 0.12))


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_mood_probabilities_sum_to_one(emotion):
    shares = mood_distribution(face(**{emotion: 0.6, "neutral": 0.4}))

    assert tuple(shares) == MOOD_NAMES
    assert sum(shares.values()) == pytest.approx(1)


def test_best_guesses_come_likeliest_first():
    names = [name for name, _ in best_guesses(AMBIGUOUS)]

    assert names[:3] == [MoodName.ANGRY, MoodName.SAD, MoodName.CALM]


def test_no_corrections_change_nothing():
    assert corrected(AMBIGUOUS, {}) == mood_of(AMBIGUOUS)


def test_one_correction_already_moves_the_point():
    before = mood_of(AMBIGUOUS)

    after = corrected(AMBIGUOUS, {(MoodName.ANGRY, MoodName.SAD): 1})

    assert after.arousal < before.arousal - 0.1


def test_two_equal_corrections_rename_an_ambiguous_reading():
    assert corrected(AMBIGUOUS, {(MoodName.ANGRY, MoodName.SAD): 2}).name is MoodName.SAD


def test_three_equal_corrections_rename_a_fairly_clear_reading():
    seen = face(angry=0.65, sad=0.2, neutral=0.15)

    assert corrected(seen, {(MoodName.ANGRY, MoodName.SAD): 3}).name is MoodName.SAD


def test_confirmations_hold_against_a_correction():
    seen = face(angry=0.6, sad=0.2, neutral=0.2)
    corrections = {(MoodName.ANGRY, MoodName.SAD): 3}
    confirmations = {(MoodName.ANGRY, MoodName.ANGRY): 6}

    assert corrected(seen, corrections).name is MoodName.SAD
    assert corrected(seen, corrections | confirmations).name is MoodName.ANGRY


def test_corrections_of_another_mood_leave_a_reading_alone():
    seen = face(happy=0.7, neutral=0.3)

    assert corrected(seen, {(MoodName.ANGRY, MoodName.SAD): 5}) == mood_of(seen)


@pytest.mark.parametrize("name", MOOD_NAMES)
def test_a_named_mood_has_its_own_point(name):
    mood = mood_named(name)

    assert (mood.name, (mood.valence, mood.arousal)) == (name, MOOD_POINTS[name])


def test_corrected_to_calm_means_relaxed_not_blank():
    after = corrected(face(sad=1), {(MoodName.SAD, MoodName.CALM): 9})

    assert after.valence > 0.3
