"""K-means for several numbers of clusters: silhouette, and agreement over seeds."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from engine.building.components import sampled
from engine.building.kmeans import STARTS, group
from engine.cluster_counts import FEWEST_CHOSEN, MOST_CHOSEN, CountScore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Labels = NDArray[np.int64]

POSSIBLE_COUNTS = tuple(range(FEWEST_CHOSEN, MOST_CHOSEN + 1))
FEWEST_COMPARED = 100  # ten clusters of fewer different tracks would be groups of a handful
# Twice as many rows, by other chances, choose the same counts at twice the cost.
COMPARED_ROWS = 2_500
SEEDS = tuple(range(5))
_DECIMALS = 4


def compare_counts(
    rows: Numbers, *, counts: Sequence[int] = POSSIBLE_COUNTS
) -> tuple[CountScore, ...]:
    """K-means for each count, once for each seed, on a sample of rows in their components."""
    rows = rows[sampled(len(rows), COMPARED_ROWS)]
    with threadpool_limits(1):
        distances = _distances(rows)
        return tuple(_score(rows, count, distances) for count in counts)


def agreement(one: Labels, other: Labels) -> float:
    """The adjusted Rand index (Hubert & Arabie 1985): 1 for the same groups, about 0 by chance."""
    width = int(other.max()) + 1
    both = _pairs(np.bincount(one * width + other))
    left, right = _pairs(np.bincount(one)), _pairs(np.bincount(other))
    by_chance = left * right / _pairs(np.array([len(one)]))
    most = (left + right) / 2
    return 1.0 if most == by_chance else float((both - by_chance) / (most - by_chance))


def silhouette(distances: Numbers, labels: Labels) -> float:
    """Rousseeuw's mean silhouette (1987) of groups, from the distances [N, N] between rows."""
    members = (labels[:, None] == np.arange(labels.max() + 1)).astype(np.float64)
    sizes, rows = members.sum(axis=0), np.arange(len(labels))
    sums = distances @ members
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    others = np.where(members > 0, np.inf, sums / np.maximum(sizes, 1)).min(axis=1)
    scores = (others - own) / np.maximum(np.maximum(own, others), np.finfo(float).tiny)
    return float(np.where(sizes[labels] > 1, scores, 0.0).mean())


def _score(rows: Numbers, count: int, distances: Numbers) -> CountScore:
    fits = [group(rows, count, seed=seed, starts=STARTS) for seed in SEEDS]
    agreements = [agreement(one.labels, other.labels) for one, other in combinations(fits, 2)]
    best = min(fits, key=lambda fit: fit.inertia)
    return CountScore(
        count=count,
        inertia=round(best.inertia, _DECIMALS),
        silhouette=round(silhouette(distances, best.labels), _DECIMALS),
        stability=round(float(np.mean(agreements)), _DECIMALS),
        lowest=round(min(agreements), _DECIMALS),
    )


def _distances(rows: Numbers) -> Numbers:
    """[N, N] between every two rows."""
    squares = np.square(rows).sum(axis=1)
    products = squares[:, None] + squares - 2 * rows @ rows.T
    found: Numbers = np.sqrt(products.clip(min=0))
    return found


def _pairs(sizes: Labels) -> float:
    return float((sizes * (sizes - 1) // 2).sum())
