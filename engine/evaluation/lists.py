"""How good lists of tracks are: what they hit, how much of a catalogue they reach, how varied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


def ndcg(relevant: NDArray[np.bool_], *, possible: int) -> float:
    """Normalised discounted cumulative gain of one list, 0..1 (Järvelin & Kekäläinen 2002).

    `relevant` tells for each place of the list whether it is a hit; `possible` is how many hits
    there are to find. 0 where there are none.
    """
    discounts = 1 / np.log2(np.arange(2, len(relevant) + 2))
    best = discounts[: min(possible, len(relevant))].sum()
    return float(discounts[relevant].sum() / best) if best else 0.0


def coverage(lists: Iterable[Sequence[int]], *, tracks: int) -> float:
    """Share of a catalogue of so many tracks that stands in any of the lists, 0..1."""
    return len({row for one in lists for row in one}) / tracks


def unlikeness(features: NDArray[np.floating]) -> float:
    """Mean over the pairs of one list of 1 - cosine of their features [n, d], 0..2.

    Intra-list diversity after Smyth & McClave (2001); 1 is what unrelated tracks have.
    """
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    directions = features / np.maximum(lengths, 1e-9)
    return float(1 - _mean_of_pairs(directions @ directions.T))


def spread(features: NDArray[np.floating]) -> float:
    """Mean Euclidean distance over the pairs of one list."""
    offsets = features[:, None, :] - features[None, :, :]
    return _mean_of_pairs(np.linalg.norm(offsets, axis=2))


def auc(scores: NDArray[np.floating], liked: NDArray[np.bool_]) -> float:
    """Chance that a liked track scores above one that is not; ties count half."""
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    positive, negative = int(liked.sum()), int((~liked).sum())
    below = ranks[liked].sum() - positive * (positive + 1) / 2
    return float(below / (positive * negative))


def _mean_of_pairs(values: NDArray[np.floating]) -> float:
    upper = values[np.triu_indices(len(values), k=1)]
    return float(upper.mean()) if len(upper) else 0.0
