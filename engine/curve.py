"""Emotions over the seconds of a clip: smoothed, summed up, and where they peak."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine.emotions import EMOTIONS, Emotion, EmotionDistribution
from engine.readings import CurvePoint

if TYPE_CHECKING:
    from collections.abc import Sequence

NEUTRAL_WEIGHT = 0.02  # of a frame that is neutral for sure, so that a calm clip is calm
# An expression that people notice lasts a quarter of a second and more (Ekman 2003, "Emotions
# Revealed", calls shorter ones micro-expressions): what is shorter is mostly noise of the reader.
SHORTEST_SPREAD_S = 0.12
# Where frames are farther apart a neighbour still weighs an eighth, and one frame alone stands out.
SPREAD_OF_A_GAP = 0.5


def over_time(frames: Sequence[EmotionDistribution]) -> EmotionDistribution:
    """One distribution for a clip, in which a short expression counts.

    A frame weighs the square of its probability not to be neutral: the plain mean hides a smile
    of half a second.
    """
    weights = [NEUTRAL_WEIGHT + (1 - one[Emotion.NEUTRAL]) ** 2 for one in frames]
    return EmotionDistribution.of(
        {
            emotion: sum(w * one[emotion] for w, one in zip(weights, frames, strict=True))
            for emotion in EMOTIONS
        }
    )


def smoothed(points: Sequence[CurvePoint]) -> tuple[CurvePoint, ...]:
    """The same times, each with the mean around it: a Gaussian over seconds, not over frames."""
    times = np.array([point.time_s for point in points])
    spread_s = _spread_s(times.tolist())
    weights = np.exp(-0.5 * ((times[:, None] - times[None, :]) / spread_s) ** 2)
    shares = weights @ np.array([point.emotions.probabilities for point in points])
    shares /= weights.sum(axis=1, keepdims=True)
    return tuple(
        CurvePoint(point.time_s, EmotionDistribution(tuple(row)))
        for point, row in zip(points, shares.tolist(), strict=True)
    )


def peak(curve: Sequence[CurvePoint], emotion: Emotion) -> CurvePoint:
    """Where this emotion shows most; the first such point."""
    return max(curve, key=lambda point: point.emotions[emotion])


def _spread_s(times: Sequence[float]) -> float:
    gaps = [later - earlier for earlier, later in pairwise(times)]
    usual_s = float(np.median(gaps)) if gaps else 0.0
    return max(SHORTEST_SPREAD_S, SPREAD_OF_A_GAP * usual_s)
