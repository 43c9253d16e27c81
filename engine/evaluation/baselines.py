"""The methods that Mien grew from, and the graph of near tracks: what it must beat."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from engine.similarity_graph import SimilarityGraph
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue

    Baseline = Callable[["Picked", int, np.random.Generator], NDArray[np.int64]]

# Editions of one song come one after another.
_SPARE = 20

_VALENCE, _ENERGY = FEATURE_NAMES.index("valence"), FEATURE_NAMES.index("energy")


@dataclass(frozen=True, slots=True)
class Picked:
    """The song that a listener picked, and which tracks may be offered (bool [N])."""

    row: int
    offerable: NDArray[np.bool_]


def random_of_cluster(catalogue: Catalogue) -> Baseline:
    """Any tracks of the picked one's cluster."""

    def offered(picked: Picked, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
        members = _members(catalogue, picked)
        return rng.choice(members, min(count, len(members)), replace=False)

    return offered


def cosine_on_mood(catalogue: Catalogue) -> Baseline:
    """The tracks of the cluster whose valence and energy have the picked one's direction."""
    pairs = catalogue.features[:, [_VALENCE, _ENERGY]].astype(np.float64)
    directions = pairs / np.maximum(np.linalg.norm(pairs, axis=1, keepdims=True), 1e-9)

    def offered(picked: Picked, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
        members = _members(catalogue, picked)
        likeness = directions[members] @ directions[picked.row]
        return _songs_of(catalogue, members[np.argsort(-likeness, kind="stable")], count)

    return offered


def nearest_to_mean(catalogue: Catalogue) -> Baseline:
    """The tracks nearest to the mean of the picked one's cluster."""

    def offered(picked: Picked, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
        cluster = int(catalogue.clusters[picked.row])
        centre = np.array(catalogue.cluster_profiles[cluster].centroid, dtype=np.float32)
        members = _members(catalogue, picked)
        distances = np.square(catalogue.standardised[members] - centre).sum(axis=1)
        return _songs_of(catalogue, members[np.argsort(distances, kind="stable")], count)

    return offered


def threshold_graph(catalogue: Catalogue) -> Baseline:
    """The picked one's neighbours in the graph, then theirs, then the closest of all."""
    graph = SimilarityGraph(catalogue)

    def offered(picked: Picked, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
        near = graph.neighbours(picked.row).rows
        further = [graph.neighbours(row).rows for row in near.tolist()]
        closest = graph.closest(picked.row, count=_SPARE * count).rows
        ahead = np.concatenate([near, *further, closest])
        _, first = np.unique(ahead, return_index=True)
        rows = ahead[np.sort(first)]
        return _songs_of(catalogue, rows[picked.offerable[rows]], count)

    return offered


RANDOM = "random of cluster"
BASELINES: Mapping[str, Callable[[Catalogue], Baseline]] = MappingProxyType(
    {
        RANDOM: random_of_cluster,
        "cosine on mood": cosine_on_mood,
        "nearest to mean": nearest_to_mean,
        "threshold graph": threshold_graph,
    }
)
DETERMINISTIC = tuple(name for name in BASELINES if name != RANDOM)


def _members(catalogue: Catalogue, picked: Picked) -> NDArray[np.int64]:
    in_cluster = catalogue.clusters == catalogue.clusters[picked.row]
    return np.flatnonzero(in_cluster & picked.offerable)


def _songs_of(catalogue: Catalogue, rows: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The first rows of so many songs, each song once."""
    ahead = rows[: _SPARE * count]
    _, first = np.unique(catalogue.song_codes[ahead], return_index=True)
    return ahead[np.sort(first)[:count]]
