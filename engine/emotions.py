"""Emotions of a face and how sure we are of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray


class Emotion(StrEnum):
    """What a face can show, in the order of every array of emotions."""

    ANGRY = "angry"
    DISGUST = "disgust"
    FEAR = "fear"
    HAPPY = "happy"
    SAD = "sad"
    SURPRISE = "surprise"
    NEUTRAL = "neutral"


EMOTIONS = tuple(Emotion)


@dataclass(frozen=True, slots=True)
class EmotionDistribution:
    """Seven probabilities in the order of `Emotion`; they sum to 1."""

    probabilities: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.probabilities) != len(EMOTIONS):
            raise ValueError(f"{len(EMOTIONS)} probabilities wanted, {len(self.probabilities)} got")

    @classmethod
    def of(cls, shares: Mapping[Emotion, float]) -> EmotionDistribution:
        """From shares of any positive sum; what is not named is 0."""
        total = sum(shares.values())
        return cls(tuple(shares.get(emotion, 0.0) / total for emotion in EMOTIONS))

    @classmethod
    def mean(cls, distributions: Iterable[EmotionDistribution]) -> EmotionDistribution:
        """The plain average of at least one distribution."""
        stacked = np.array([one.probabilities for one in distributions])
        return cls(tuple(stacked.mean(axis=0).tolist()))

    def __getitem__(self, emotion: Emotion) -> float:
        return self.probabilities[EMOTIONS.index(emotion)]

    def array(self) -> NDArray[np.float64]:
        """float64 [7]."""
        return np.array(self.probabilities)

    def ranked(self) -> list[tuple[Emotion, float]]:
        """Emotions and probabilities, the likeliest first."""
        pairs = zip(EMOTIONS, self.probabilities, strict=True)
        return sorted(pairs, key=lambda pair: -pair[1])

    @property
    def emotion(self) -> Emotion:
        """The likeliest emotion."""
        return self.ranked()[0][0]

    @property
    def confidence(self) -> float:
        """Probability of the likeliest emotion, 0..1; calibrated by the classifier."""
        return max(self.probabilities)

    def as_dict(self) -> dict[str, float]:
        """Emotion name to probability."""
        return {e.value: p for e, p in zip(EMOTIONS, self.probabilities, strict=True)}
