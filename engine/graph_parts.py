"""Parts of a similarity graph that can be shown or taken away: nodes, and what joins them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.similarity_graph import Edges, no_progress

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.moods import MoodName
    from engine.similarity_graph import Progress, SimilarityGraph


@dataclass(frozen=True, slots=True)
class GraphPart:
    """Some tracks of a catalogue, the edges among them, and the moods that they are joined to."""

    catalogue: Catalogue
    rows: NDArray[np.int64]
    """[n]; of a neighbourhood the track in the middle is the first."""
    edges: Edges
    moods: tuple[tuple[int, MoodName, float], ...]
    """Row, mood and their similarity."""


def neighbourhood(graph: SimilarityGraph, row: int) -> GraphPart:
    """A track, its neighbours, and what joins them among themselves."""
    rows = np.concatenate([[row], graph.neighbours(row).rows])
    joined: dict[tuple[int, int], float] = {}
    for one in rows.tolist():
        near = graph.neighbours(one)
        among = np.isin(near.rows, rows)
        for other, similarity in zip(
            near.rows[among].tolist(), near.similarities[among].tolist(), strict=True
        ):
            joined[min(one, other), max(one, other)] = similarity
    pairs = np.array(sorted(joined), dtype=np.int64).reshape(-1, 2)
    similarities = np.array([joined[pair] for pair in sorted(joined)], dtype=np.float32)
    edges = Edges(pairs[:, 0], pairs[:, 1], similarities)
    return GraphPart(graph.catalogue, rows, edges, tuple(graph.moods_of(rows)))


def each_song_once(part: GraphPart) -> GraphPart:
    """Without the editions of songs that stand before them; of a neighbourhood, the less alike."""
    _, first = np.unique(part.catalogue.song_codes[part.rows], return_index=True)
    rows = part.rows[np.sort(first)]
    edges = part.edges
    kept = np.isin(edges.rows, rows) & np.isin(edges.others, rows)
    return GraphPart(
        part.catalogue,
        rows,
        Edges(edges.rows[kept], edges.others[kept], edges.similarities[kept]),
        tuple(one for one in part.moods if one[0] in rows),
    )


def whole_graph(graph: SimilarityGraph, progress: Progress = no_progress) -> GraphPart:
    """All tracks; `progress` is told how much is done."""
    rows = np.arange(len(graph.catalogue))
    return GraphPart(graph.catalogue, rows, graph.edges(progress), tuple(graph.moods_of(rows)))
