"""Groups tracks by their nine features and names the groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from engine.building.components import DECIMALS, FITTED_ROWS, components_of, sampled
from engine.building.counting import COMPARED_ROWS, FEWEST_COMPARED, compare_counts
from engine.building.kmeans import group, nearest, settled
from engine.cluster_counts import FEWEST_CHOSEN, CountScore, best_count
from engine.clusters import Cluster, mood_codes_of, plane_of, plane_words, trait_word
from engine.moods import MOOD_NAMES
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from engine.building.components import Components

_ROWS_AT_ONCE = 16_384  # whose components stay in the processor's cache


@dataclass(frozen=True, slots=True, eq=False)
class Clustering:
    """The cluster of each row, int16 [N], and the clusters, the largest first.

    `scores` say how their number was chosen; none where it was given or there is too little.
    """

    labels: NDArray[np.int16]
    clusters: tuple[Cluster, ...]
    scores: tuple[CountScore, ...] = ()


def find_clusters(
    features: NDArray[np.float32],
    *,
    components: Components | None = None,
    count: int | None = None,
) -> Clustering:
    """At most `count` clusters, or as many as suit best, by k-means in `components`.

    Centres are found on a sample of rows and moved on a larger one.
    """
    known = components or components_of(features)
    fitted = known.of(features[sampled(len(features), FITTED_ROWS)])
    # So little work for each thread: two that share a core with others take 36 times as long.
    with threadpool_limits(1):
        scores = () if count else _scores(features, known)
        best = count or (best_count(scores).count if scores else FEWEST_CHOSEN)
        few = fitted[sampled(len(fitted), COMPARED_ROWS)]
        centres = settled(fitted, group(few, best).centres).centres.round(DECIMALS)
        found = _nearest(features, centres, known)
    sizes = np.bincount(found, minlength=len(centres))
    order = np.argsort(-sizes, kind="stable")[: np.count_nonzero(sizes)]
    places = np.zeros(len(centres), np.int16)
    places[order] = np.arange(len(order))
    labels = places[found]
    return Clustering(labels, _profiles(labels, features, known), scores)


def _scores(features: NDArray[np.float32], components: Components) -> tuple[CountScore, ...]:
    few = features[sampled(len(features), COMPARED_ROWS)]
    if len(np.unique(few, axis=0)) < FEWEST_COMPARED:
        return ()
    return compare_counts(components.of(few))


def _nearest(
    features: NDArray[np.float32], centres: NDArray[np.float64], components: Components
) -> NDArray[np.int64]:
    starts = range(0, len(features), _ROWS_AT_ONCE)
    pieces = (components.of(features[at : at + _ROWS_AT_ONCE]) for at in starts)
    return np.concatenate([nearest(piece, centres) for piece in pieces])


def _profiles(
    labels: NDArray[np.int16], features: NDArray[np.float32], components: Components
) -> tuple[Cluster, ...]:
    sizes = np.bincount(labels)
    centroids = components.standardised(_means(features, labels, sizes)).round(DECIMALS)
    places = _means(plane_of(features), labels, sizes).round(DECIMALS)
    kinds = labels.astype(np.int64) * len(MOOD_NAMES) + mood_codes_of(features)
    moods = np.bincount(kinds, minlength=len(sizes) * len(MOOD_NAMES)).reshape(len(sizes), -1)
    clusters: list[Cluster] = []
    for label, (valence, arousal) in enumerate(places.tolist()):
        taken = {one.name for one in clusters}
        cluster = Cluster(
            name=_name(valence, arousal, centroid=centroids[label], taken=taken),
            valence=valence,
            arousal=arousal,
            centroid=tuple(centroids[label].tolist()),
            size=int(sizes[label]),
            mood=MOOD_NAMES[int(moods[label].argmax())],
        )
        clusters.append(cluster)
    return tuple(clusters)


def _means(
    values: NDArray[np.float32], labels: NDArray[np.int16], sizes: NDArray[np.int64]
) -> NDArray[np.float64]:
    """[k, D] mean of the rows of each label."""
    sums = [np.bincount(labels, weights=column) for column in values.T]
    return np.column_stack(sums) / sizes[:, None]


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
