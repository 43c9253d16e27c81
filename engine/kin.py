"""The closest tracks to one that was picked, as people are shown them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from engine.directions import leads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.directions import Direction
    from engine.similarity_graph import SimilarityGraph
    from engine.tracks import Track

# Tracks looked at for each kin asked for: the artist's other tracks and editions fill first places.
_LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class Kin:
    """A track close to another; similarity in 0..1."""

    track: Track
    similarity: float


def kin_of(
    row: int,
    graph: SimilarityGraph,
    *,
    count: int,
    may: NDArray[np.bool_],
    direction: Direction | None = None,
    among: NDArray[np.int64] | None = None,
) -> list[Kin]:
    """At most `count`, the most similar first: another song each, and nobody named twice.

    `may` bool [N] tells which may be shown; only of the rows `among`, if they are given.
    """
    if among is not None:
        alike = _similar_among(row, graph, among[may[among]], direction)
        best = list(islice(sharing_nobody(alike, graph.catalogue), count))
        return [Kin(graph.catalogue.track(one), alike[one]) for one in best]
    looked_at = count
    while True:
        looked_at *= _LOOKED_AT
        near = graph.closest(row, count=looked_at, direction=direction, may=may)
        alike = dict(zip(near.rows.tolist(), near.similarities.tolist(), strict=True))
        best = list(islice(sharing_nobody(alike, graph.catalogue), count))
        if len(best) == count or len(near) < looked_at:
            return [Kin(graph.catalogue.track(one), alike[one]) for one in best]


def _similar_among(
    row: int, graph: SimilarityGraph, rows: NDArray[np.int64], direction: Direction | None
) -> dict[int, float]:
    """How similar each row of another song is, the most similar first."""
    catalogue = graph.catalogue
    rows = rows[catalogue.song_codes[rows] != catalogue.song_codes[row]]
    if direction is not None:
        rows = rows[leads(direction, catalogue, row=row, to=rows)]
    alike = graph.similarities(row, to=rows)
    order = np.argsort(-alike, kind="stable")
    return dict(zip(rows[order].tolist(), alike[order].tolist(), strict=True))


def sharing_nobody(rows: Iterable[int], catalogue: Catalogue) -> Iterator[int]:
    """The rows that name no artist of a row before them."""
    named: set[str] = set()
    for row in rows:
        credits = catalogue.credits(row)
        if named.isdisjoint(credits):
            named |= credits
            yield row
