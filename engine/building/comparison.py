"""Other methods of grouping beside k-means, by silhouette and by agreement with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.cluster import DBSCAN, Birch
from sklearn.metrics import silhouette_score
from sklearn.neighbors import NearestNeighbors
from threadpoolctl import threadpool_limits

from engine.building.components import sampled
from engine.building.counting import agreement
from engine.building.kmeans import group

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.float64]
    Labels = NDArray[np.int64]

METHOD_ROWS = 5_000  # DBSCAN keeps every pair of neighbours
SILHOUETTE_ROWS = 4_000  # a silhouette compares each row with every other

_DENSE_NEIGHBOURS = 10
_DENSE_SHARES = (0.5, 0.75, 0.9)
_BIRCH_RADIUS = 0.8  # of a subcluster, in standard deviations


@dataclass(frozen=True, slots=True)
class MethodScore:
    """What a method makes of the sample; no silhouette where it finds fewer than two clusters.

    `largest` is the share of rows in the largest cluster, `left_out` that in none, which the
    silhouette ignores; `agreement` is the adjusted Rand index with k-means.
    """

    name: str
    setting: str
    clusters: int
    largest: float
    left_out: float
    silhouette: float | None
    agreement: float


def compare_methods(rows: Rows, *, count: int) -> tuple[MethodScore, ...]:
    """K-means, Birch and DBSCAN at three densities, on a sample of rows."""
    rows = rows[sampled(len(rows), METHOD_ROWS)]
    with threadpool_limits(1):
        reference = group(rows, count).labels
        grown = Birch(n_clusters=count, threshold=_BIRCH_RADIUS).fit_predict(rows)
        distances = _neighbour_distances(rows)
        return (
            _method_score("k-means", f"k = {count}", reference, rows, reference),
            _method_score("Birch", f"k = {count}", grown, rows, reference),
            *(_dense(rows, distances, share, reference) for share in _DENSE_SHARES),
        )


def _neighbour_distances(rows: Rows) -> Rows:
    """[N] from each row to its tenth neighbour."""
    search = NearestNeighbors(n_neighbors=_DENSE_NEIGHBOURS).fit(rows)
    distances: Rows = search.kneighbors()[0][:, -1]
    return distances


def _dense(rows: Rows, distances: Rows, share: float, reference: Labels) -> MethodScore:
    """DBSCAN with the radius in which so many rows have ten neighbours."""
    radius = float(np.quantile(distances, share))
    found = DBSCAN(eps=max(radius, 1e-9), min_samples=_DENSE_NEIGHBOURS).fit_predict(rows)
    setting = f"radius {radius:.2f}: {share:.0%} of tracks have {_DENSE_NEIGHBOURS} neighbours"
    return _method_score("DBSCAN", setting, found, rows, reference)


def _method_score(
    name: str, setting: str, found: Labels, rows: Rows, reference: Labels
) -> MethodScore:
    inside = np.flatnonzero(found >= 0)
    seen = inside[sampled(len(inside), SILHOUETTE_ROWS, seed=1)]
    return MethodScore(
        name=name,
        setting=setting,
        clusters=len(np.unique(found[inside])),
        largest=float(np.bincount(found[inside]).max(initial=0)) / len(found),
        left_out=1 - len(inside) / len(found),
        silhouette=_silhouette(rows[seen], found[seen]),
        agreement=agreement(reference, found - found.min()),
    )


def _silhouette(rows: Rows, labels: Labels) -> float | None:
    if not 1 < len(np.unique(labels)) < len(labels):
        return None
    return float(silhouette_score(rows, labels))
