"""Groups tracks by their nine features and names the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.clusters import Cluster, mood_codes_of, plane_of, plane_words, trait_word
from engine.moods import MOOD_NAMES
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

_STARTS = 10
_FITTED_ROWS = 20_000  # more rows move the centres by less than another seed would
_ROWS_AT_ONCE = 100_000
_DECIMALS = 6  # sums over threads differ in the last bits; the same rows must give the same bytes


def load_libraries() -> None:
    """Loads what `find_clusters` needs: a second that may pass while other work is done."""
    import sklearn.cluster  # noqa: F401


def scaling_of(features: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and standard deviation of each column; 1 where a column never changes."""
    wide = features.astype(np.float64)
    deviation = wide.std(axis=0).round(_DECIMALS)
    return wide.mean(axis=0).round(_DECIMALS), np.where(deviation > 0, deviation, 1.0)


def find_clusters(
    features: NDArray[np.float32],
    *,
    count: int,
    random_state: int = 0,
) -> tuple[NDArray[np.int16], tuple[Cluster, ...]]:
    """Cluster of each row and the clusters, the largest first; `count` of them at most."""
    mean, deviation = scaling_of(features)
    standardised = (features - mean) / deviation
    centres = _centres(standardised, count=count, random_state=random_state)
    found = _nearest(standardised, centres)
    sizes = np.bincount(found, minlength=len(centres))
    order = np.argsort(-sizes, kind="stable")
    labels = np.argsort(order)[found].astype(np.int16)
    return labels, _profiles(labels, features=features, standardised=standardised)


def _centres(rows: NDArray[np.float64], *, count: int, random_state: int) -> NDArray[np.float64]:
    """[k, 9] of all rows, or of a sample where there are many; `count` of them at most."""
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    if len(rows) > _FITTED_ROWS:
        chosen = np.random.default_rng(random_state).choice(len(rows), _FITTED_ROWS, replace=False)
        rows = rows[np.sort(chosen)]
    count = min(count, len(np.unique(rows, axis=0)))
    # So little work for each thread: two that share a core with others take 36 times as long.
    with threadpool_limits(1):
        fitted = KMeans(count, n_init=_STARTS, random_state=random_state).fit(rows)
    centres: NDArray[np.float64] = fitted.cluster_centers_.round(_DECIMALS)
    return centres


def _nearest(rows: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.int64]:
    """Index of the nearest centre of each row."""
    lengths = np.square(centres).sum(axis=1)
    pieces = (rows[at : at + _ROWS_AT_ONCE] for at in range(0, len(rows), _ROWS_AT_ONCE))
    found = [(lengths - 2 * piece @ centres.T).argmin(axis=1) for piece in pieces]
    return np.concatenate(found)


def _profiles(
    labels: NDArray[np.int16],
    *,
    features: NDArray[np.float32],
    standardised: NDArray[np.float64],
) -> tuple[Cluster, ...]:
    plane, moods = plane_of(features), mood_codes_of(features)
    clusters: list[Cluster] = []
    for label in range(int(labels.max()) + 1):
        members = labels == label
        centroid = standardised[members].mean(axis=0).round(_DECIMALS)
        valence, arousal = plane[members].astype(np.float64).mean(axis=0).round(_DECIMALS).tolist()
        cluster = Cluster(
            name=_name(valence, arousal, centroid=centroid, taken={one.name for one in clusters}),
            valence=valence,
            arousal=arousal,
            centroid=tuple(centroid.tolist()),
            size=int(members.sum()),
            mood=MOOD_NAMES[int(np.bincount(moods[members]).argmax())],
        )
        clusters.append(cluster)
    return tuple(clusters)


def _name(
    valence: float, arousal: float, *, centroid: NDArray[np.float64], taken: Collection[str]
) -> str:
    """The words of its place and of what stands out most in it, unlike the names taken."""
    place = plane_words(valence, arousal)
    strongest_first = np.argsort(-np.abs(centroid)).tolist()
    traits = [trait_word(FEATURE_NAMES[at], centroid[at]) for at in strongest_first]
    names = [f"{place}, {trait}" for trait in traits if trait]
    numbered = [f"{place}, {number}" for number in range(2, len(taken) + 3)]
    return next(name for name in (*names, *numbered) if name not in taken)
