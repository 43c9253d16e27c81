"""K-means in a few lines of numpy: an import needs it once, and scikit-learn takes a second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

STARTS = 10
_MOST_STEPS = 100
_NO_GAIN = 1e-5  # of the squares of all rows, in one step


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """Centres [k, D], the index of each row's nearest [N], and the sum of squared distances."""

    centres: Numbers
    labels: NDArray[np.int64]
    inertia: float


def group(rows: Numbers, count: int, *, seed: int = 0, starts: int = STARTS) -> Grouped:
    """The best of several starts (Lloyd 1982, from the seeds of Arthur & Vassilvitskii 2007).

    There are never more groups than different rows.
    """
    chance = np.random.default_rng(seed)
    count = min(count, len(np.unique(rows, axis=0)))
    tries = [settled(rows, _first_centres(rows, count, chance)) for _ in range(starts)]
    return min(tries, key=lambda one: one.inertia)


def settled(rows: Numbers, centres: Numbers) -> Grouped:
    """Each row to its nearest centre, each centre to its rows' mean, while that brings them near.

    A row halfway between two centres counts for both.
    """
    points, lengths = np.ascontiguousarray(rows.T), float(np.square(rows).sum())
    inertia = np.inf
    for _ in range(_MOST_STEPS):
        distances = np.square(centres).sum(axis=1)[:, None] - 2 * (centres @ points)
        least = distances.min(axis=0)
        before, inertia = inertia, lengths + float(least.sum())
        if before - inertia <= _NO_GAIN * lengths:
            break
        centres = _means(rows, distances == least, centres)
    return Grouped(centres, nearest(rows, centres), inertia)


def nearest(rows: Numbers, centres: Numbers) -> NDArray[np.int64]:
    """Index of the nearest centre of each row."""
    lengths = np.square(centres).sum(axis=1)
    found: NDArray[np.int64] = (lengths - 2 * (rows @ centres.T)).argmin(axis=1)
    return found


def _first_centres(rows: Numbers, count: int, chance: np.random.Generator) -> Numbers:
    """Rows by chance, those far from the ones before more likely."""
    chosen = [int(chance.integers(len(rows)))]
    distances = _squares_to(rows, rows[chosen[0]])
    while len(chosen) < count:
        passed = distances.cumsum()
        chosen.append(int(np.searchsorted(passed, chance.random() * passed[-1], side="right")))
        distances = np.minimum(distances, _squares_to(rows, rows[chosen[-1]]))
    return rows[chosen]


def _means(rows: Numbers, members: NDArray[np.bool_], before: Numbers) -> Numbers:
    """The mean of each group's members [k, N]; where it has none, its centre of before."""
    sizes = members.sum(axis=1, keepdims=True)
    return np.where(sizes > 0, members.astype(np.float64) @ rows / np.maximum(sizes, 1), before)


def _squares_to(rows: Numbers, one: Numbers) -> Numbers:
    away = rows - one
    squares: Numbers = np.einsum("ij,ij->i", away, away)
    return squares
