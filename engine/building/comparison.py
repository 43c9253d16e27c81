"""How many clusters, and by which method: compared by silhouette and by agreement over seeds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from sklearn.cluster import DBSCAN, Birch, KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.neighbors import NearestNeighbors
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Rows = NDArray[np.float64]
    Labels = NDArray[np.int64]

COUNTS = tuple(range(2, 13))
SEEDS = tuple(range(5))
FITTED_ROWS = 10_000
SILHOUETTE_ROWS = 4_000  # a silhouette compares each row with every other
METHOD_ROWS = 5_000  # DBSCAN keeps every pair of neighbours

FEWEST_CHOSEN = 4  # fewer could not tell the quarters of the plane apart
STABLE = 0.9  # of the adjusted Rand index: below, another seed would tell other clusters

_STARTS = 10  # as many as a catalogue's own clusters get
_KEPT_VARIANCE = 0.95
_DENSE_NEIGHBOURS = 10
_DENSE_SHARES = (0.5, 0.75, 0.9)
_BIRCH_RADIUS = 0.8  # of a subcluster, in standard deviations


@dataclass(frozen=True, slots=True)
class CountScore:
    """How well k-means does with so many clusters.

    `inertia` is the sum of squared distances to the centres; `stability` the mean and `lowest` the
    least adjusted Rand index of two seeds, at most 1.
    """

    count: int
    inertia: float
    silhouette: float
    stability: float
    lowest: float


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


def sampled(count: int, most: int, *, seed: int = 0) -> NDArray[np.int64]:
    """At most `most` of `count` rows by chance, ascending."""
    if count <= most:
        return np.arange(count)
    chosen: NDArray[np.int64] = np.random.default_rng(seed).choice(count, most, replace=False)
    return np.sort(chosen)


def principal_components(standardised: Rows) -> tuple[Rows, Rows]:
    """Share of the variance of each component, and the rows in the first that keep .95 of it."""
    fitted = PCA(svd_solver="full").fit(standardised[sampled(len(standardised), FITTED_ROWS)])
    shares: Rows = fitted.explained_variance_ratio_
    kept = int(np.searchsorted(shares.cumsum(), _KEPT_VARIANCE)) + 1
    return shares, fitted.transform(standardised)[:, :kept]


def compare_counts(rows: Rows, *, counts: Sequence[int] = COUNTS) -> tuple[CountScore, ...]:
    """K-means for each count, once for each seed, on a sample of rows."""
    rows = rows[sampled(len(rows), FITTED_ROWS)]
    seen = sampled(len(rows), SILHOUETTE_ROWS, seed=1)
    with threadpool_limits(1):
        return tuple(_count_score(rows, count, seen) for count in counts)


def chosen_count(scores: Sequence[CountScore]) -> int:
    """The best silhouette among the stable counts from four on; the most stable if none is."""
    many = [score for score in scores if score.count >= FEWEST_CHOSEN]
    stable = [score for score in many if score.stability >= STABLE]
    if not stable:
        return max(many, key=lambda score: score.stability).count
    return max(stable, key=lambda score: score.silhouette).count


def compare_methods(rows: Rows, *, count: int) -> tuple[MethodScore, ...]:
    """K-means, Birch and DBSCAN at three densities, on a sample of rows."""
    rows = rows[sampled(len(rows), METHOD_ROWS)]
    with threadpool_limits(1):
        reference = KMeans(count, n_init=_STARTS, random_state=0).fit_predict(rows)
        grown = Birch(n_clusters=count, threshold=_BIRCH_RADIUS).fit_predict(rows)
        distances = _neighbour_distances(rows)
        return (
            _method_score("k-means", f"k = {count}", reference, rows, reference),
            _method_score("Birch", f"k = {count}", grown, rows, reference),
            *(_dense(rows, distances, share, reference) for share in _DENSE_SHARES),
        )


def _count_score(rows: Rows, count: int, seen: Labels) -> CountScore:
    fits = [KMeans(count, n_init=_STARTS, random_state=seed).fit(rows) for seed in SEEDS]
    agreements = [
        adjusted_rand_score(one.labels_, other.labels_) for one, other in combinations(fits, 2)
    ]
    best = min(fits, key=lambda fit: float(fit.inertia_))
    return CountScore(
        count=count,
        inertia=float(best.inertia_),
        silhouette=_silhouette(rows[seen], best.labels_[seen]) or 0.0,
        stability=float(np.mean(agreements)),
        lowest=float(min(agreements)),
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
        agreement=float(adjusted_rand_score(reference, found)),
    )


def _silhouette(rows: Rows, labels: Labels) -> float | None:
    if not 1 < len(np.unique(labels)) < len(labels):
        return None
    return float(silhouette_score(rows, labels))
