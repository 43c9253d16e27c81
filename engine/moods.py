"""Moods: six names and a point on Russell's circumplex."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from engine.emotions import EMOTIONS, Emotion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.emotions import EmotionDistribution

    Corrections = Mapping[tuple["MoodName", "MoodName"], int]


class MoodName(StrEnum):
    """The six moods that songs are chosen for."""

    HAPPY = "happy"
    SURPRISED = "surprised"
    ANGRY = "angry"
    FEARFUL = "fearful"
    SAD = "sad"
    CALM = "calm"


MOOD_NAMES = tuple(MoodName)


class Goal(StrEnum):
    """What the listener wants music to do."""

    MATCH = "match"
    LIFT = "lift"
    CALM = "calm"
    RELEASE = "release"
    SURPRISE = "surprise"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Mood:
    """A mood name and a point; valence and arousal each in -1..1."""

    name: MoodName
    valence: float
    arousal: float


# Pleasure and arousal as rated in Russell & Mehrabian (1977), "Evidence for a three-factor theory
# of emotions", Journal of Research in Personality 11, 273-294: happy, surprised, angry, fearful,
# sad, disgusted. A neutral face is the origin.
EMOTION_POINTS: Mapping[Emotion, tuple[float, float]] = MappingProxyType(
    {
        Emotion.HAPPY: (0.81, 0.51),
        Emotion.SURPRISE: (0.40, 0.67),
        Emotion.ANGRY: (-0.51, 0.59),
        Emotion.FEAR: (-0.64, 0.60),
        Emotion.SAD: (-0.63, -0.27),
        Emotion.DISGUST: (-0.60, 0.35),
        Emotion.NEUTRAL: (0.0, 0.0),
    }
)

# A neutral face says little; who says "calm" means the paper's "relaxed".
MOOD_POINTS: Mapping[MoodName, tuple[float, float]] = MappingProxyType(
    {
        MoodName.HAPPY: EMOTION_POINTS[Emotion.HAPPY],
        MoodName.SURPRISED: EMOTION_POINTS[Emotion.SURPRISE],
        MoodName.ANGRY: EMOTION_POINTS[Emotion.ANGRY],
        MoodName.FEARFUL: EMOTION_POINTS[Emotion.FEAR],
        MoodName.SAD: EMOTION_POINTS[Emotion.SAD],
        MoodName.CALM: (0.68, -0.46),
    }
)

MOOD_OF_EMOTION: Mapping[Emotion, MoodName] = MappingProxyType(
    {
        Emotion.HAPPY: MoodName.HAPPY,
        Emotion.SURPRISE: MoodName.SURPRISED,
        Emotion.ANGRY: MoodName.ANGRY,
        Emotion.DISGUST: MoodName.ANGRY,
        Emotion.FEAR: MoodName.FEARFUL,
        Emotion.SAD: MoodName.SAD,
        Emotion.NEUTRAL: MoodName.CALM,
    }
)

NO_CORRECTIONS: Corrections = MappingProxyType({})

# A reading is believed as if the listener had confirmed that name three times before: two equal
# corrections turn a reading of .5 against .35, three one of .65 against .2; one moves the point.
PRIOR_CONFIRMATIONS = 3.0


def mood_named(name: MoodName) -> Mood:
    """The mood that a word stands for."""
    valence, arousal = MOOD_POINTS[name]
    return Mood(name, valence, arousal)


def mood_of(emotions: EmotionDistribution) -> Mood:
    """Name of the likeliest mood; the point is the expectation over the whole distribution."""
    return corrected(emotions, NO_CORRECTIONS)


def mood_distribution(
    emotions: EmotionDistribution, corrections: Corrections = NO_CORRECTIONS
) -> dict[MoodName, float]:
    """Probability of each mood; disgust adds to angry, neutral is calm."""
    shares = _meant_shares(emotions, corrections).sum(axis=0)
    return dict(zip(MOOD_NAMES, shares.tolist(), strict=True))


def best_guesses(
    emotions: EmotionDistribution, corrections: Corrections = NO_CORRECTIONS
) -> list[tuple[MoodName, float]]:
    """All six moods with probabilities, the likeliest first."""
    return sorted(mood_distribution(emotions, corrections).items(), key=lambda pair: -pair[1])


def corrected(emotions: EmotionDistribution, corrections: Corrections) -> Mood:
    """What this listener means by such a face, learned from (seen, meant) counts.

    P(meant | seen) is the mean of a Dirichlet posterior whose prior is `PRIOR_CONFIRMATIONS` on
    the name seen, so no correction changes nothing. What stays keeps the emotion's own point;
    what moves to another mood goes to that mood's point.
    """
    shares = _meant_shares(emotions, corrections)
    valence, arousal = np.einsum("em,emp->p", shares, _POINTS_MEANT).tolist()
    return Mood(MOOD_NAMES[int(shares.sum(axis=0).argmax())], valence, arousal)


def _meant_shares(emotions: EmotionDistribution, corrections: Corrections) -> NDArray[np.float64]:
    """[7, 6]: how much of each emotion's probability means each mood."""
    counts = PRIOR_CONFIRMATIONS * np.eye(len(MOOD_NAMES))
    for (seen, meant), times in corrections.items():
        counts[MOOD_NAMES.index(seen), MOOD_NAMES.index(meant)] += times
    meant_given_seen = counts / counts.sum(axis=1, keepdims=True)
    shares: NDArray[np.float64] = emotions.array()[:, None] * meant_given_seen[_SEEN]
    return shares


def _points_meant() -> NDArray[np.float64]:
    """[7, 6, 2]: the point of an emotion that means a mood."""
    points = np.tile(np.array([MOOD_POINTS[name] for name in MOOD_NAMES]), (len(EMOTIONS), 1, 1))
    points[np.arange(len(EMOTIONS)), _SEEN] = [EMOTION_POINTS[emotion] for emotion in EMOTIONS]
    return points


_SEEN = np.array([MOOD_NAMES.index(MOOD_OF_EMOTION[emotion]) for emotion in EMOTIONS])
_POINTS_MEANT = _points_meant()
