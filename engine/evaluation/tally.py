"""Answers counted against the truth: accuracy, recall, precision, F1 and what is said too often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.emotions import EMOTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

KINDS = len(EMOTIONS)


@dataclass(frozen=True, slots=True)
class Tally:
    """Shares in 0..1 by name of the emotion; an emotion without a face is left out.

    `confusion` counts faces: a row for each true emotion and a column for each answer, both in the
    order of `Emotion`. `said` is how often an emotion is answered where all true ones are equally
    frequent, 1 being its share.
    """

    n: int
    accuracy: float
    recall: Mapping[str, float]
    precision: Mapping[str, float]
    f1: Mapping[str, float]
    said: Mapping[str, float]
    confusion: tuple[tuple[int, ...], ...]


def tally(answer: NDArray[np.int64], truth: NDArray[np.int64]) -> Tally:
    """Of int64 [N] positions in `EMOTIONS` each."""
    confusion = np.zeros((KINDS, KINDS), dtype=np.int64)
    np.add.at(confusion, (truth, answer), 1)
    right, true, answered = confusion.diagonal(), confusion.sum(axis=1), confusion.sum(axis=0)
    seen = true > 0
    recall, precision = _shares(right, true), _shares(right, answered)
    balanced = _shares(confusion, true[:, np.newaxis]).sum(axis=0)
    return Tally(
        n=len(truth),
        accuracy=float(right.sum() / len(truth)) if len(truth) else 0.0,
        recall=_named(recall, seen),
        precision=_named(precision, seen),
        f1=_named(_shares(2 * recall * precision, recall + precision), seen),
        said=_named(balanced, seen),
        confusion=tuple(tuple(row) for row in confusion.tolist()),
    )


def _shares(part: Numbers | NDArray[np.int64], whole: Numbers | NDArray[np.int64]) -> Numbers:
    """0 where there is no whole."""
    shares = np.zeros(np.broadcast_shapes(part.shape, whole.shape))
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares


def _named(values: Numbers, seen: NDArray[np.bool_]) -> dict[str, float]:
    pairs = zip(EMOTIONS, values.tolist(), seen.tolist(), strict=True)
    return {emotion.value: value for emotion, value, there in pairs if there}
