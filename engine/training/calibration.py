"""Calibration: confidences that say how often a reading is right. Pure numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

TEMPERATURES = np.geomspace(0.2, 5.0, 323)  # steps of one percent
BINS = 15  # of equal width, as in Guo et al. 2017
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Calibration:
    """`before` and `after` are mean negative log-likelihoods at temperature 1 and the fitted one.

    `error` is the expected calibration error that is left, `sure` the confidence from which on
    readings are right often enough.
    """

    temperature: float
    sure: float
    before: float
    after: float
    error: float


def calibrated(logits: Numbers, labels: NDArray[np.int64], *, accuracy: float) -> Calibration:
    """For logits [N, K] and labels [N]: the temperature, then all else at this temperature."""
    temperature = fitted_temperature(logits, labels)
    probabilities = np.exp(_log_softmax(logits / temperature))
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    return Calibration(
        temperature=temperature,
        sure=sure_confidence(confidence, right, accuracy=accuracy),
        before=negative_log_likelihood(logits, labels),
        after=negative_log_likelihood(logits / temperature, labels),
        error=calibration_error(confidence, right),
    )


def fitted_temperature(logits: Numbers, labels: NDArray[np.int64]) -> float:
    """What to divide logits [N, K] by, so that labels [N] are likeliest (Guo et al. 2017)."""
    costs = [negative_log_likelihood(logits / one, labels) for one in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(costs))])


def negative_log_likelihood(logits: Numbers, labels: NDArray[np.int64]) -> float:
    """Mean over faces, in nats."""
    return float(-_log_softmax(logits)[np.arange(len(labels)), labels].mean())


def calibration_error(confidence: Numbers, right: NDArray[np.bool_]) -> float:
    """Expected gap between confidence and share of right readings, over equal-width bins."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(confidence[bins == one].sum() - right[bins == one].sum())) for one in range(BINS)
    ]
    return sum(gaps) / len(confidence)


def sure_confidence(confidence: Numbers, right: NDArray[np.bool_], *, accuracy: float) -> float:
    """The lowest confidence such that readings at or above it are right in that share; else 1."""
    order = np.argsort(-confidence, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(shares >= accuracy)
    return float(confidence[order][enough[-1]]) if len(enough) else 1.0


def log_prior_biases(labels: NDArray[np.int64], *, strength: float, kinds: int) -> Numbers:
    """float64 [kinds] that make rare labels likelier (Menon et al. 2021); they sum to 0.

    A strength of 1 would answer as if all labels were equally frequent.
    """
    frequency = np.bincount(labels, minlength=kinds) / len(labels)
    biases = -strength * np.log(np.maximum(frequency, TINY))
    return np.asarray(biases - biases.mean())


def _log_softmax(logits: Numbers) -> Numbers:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))
