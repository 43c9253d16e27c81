"""Tracks and moods as nodes, joined where their similarity passes a threshold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine.closest_pairs import closest_pairs
from engine.directions import Direction, leads
from engine.moods import MOOD_NAMES, MOOD_POINTS, MoodName
from engine.nearest import NearestRows
from engine.scoring import FIT_DISTANCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.nearest import Near

    Progress = Callable[[int, int], None]

# Wider than the kinship of scores, which would show people 0 for nearly all tracks.
SHOWN_DISTANCE = 4.0

# Where music is dense thousands pass any threshold that joins the sparse: of those that pass a
# track takes so many, the closest.
MOST_NEIGHBOURS = 20


class Measure(StrEnum):
    """How similarity is measured: by the distance of features, or by their direction."""

    EUCLIDEAN = "euclidean"
    COSINE = "cosine"


# Of the starter catalogue's tracks nine in ten are then joined to another.
THRESHOLDS = {Measure.EUCLIDEAN: 0.8, Measure.COSINE: 0.9}


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows, the most similar first, and how similar they are."""

    rows: NDArray[np.int64]
    similarities: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of rows that are joined, [n] each: the lower row is in `rows`; each pair once."""

    rows: NDArray[np.int64]
    others: NDArray[np.int64]
    similarities: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.rows)


def no_progress(done: int, total: int) -> None:
    """For who need not know."""


class SimilarityGraph:
    """Answers from the catalogue as it is asked; `edges` alone goes through all of it.

    Two tracks are joined if their features' similarity is `threshold` or more and one is among the
    `most` closest of the other; a song's own editions are not. A mood is joined to all tracks so
    close to it on the plane. Euclidean similarity is 0..1 and falls with the distance as a bell
    does; cosine similarity is -1..1.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        measure: Measure = Measure.EUCLIDEAN,
        threshold: float | None = None,
        most: int = MOST_NEIGHBOURS,
    ) -> None:
        self.catalogue = catalogue
        self.measure = measure
        self.threshold = THRESHOLDS[measure] if threshold is None else threshold
        self.most = most

    def neighbours(self, row: int, *, direction: Direction | None = None) -> Joined:
        """The tracks that this one is joined to, by its own choice; only those that way."""
        near = self.closest(row, count=self.most, direction=direction)
        passing = near.similarities >= self.threshold
        return Joined(near.rows[passing], near.similarities[passing])

    def closest(
        self,
        row: int,
        *,
        count: int,
        direction: Direction | None = None,
        may: NDArray[np.bool_] | None = None,
    ) -> Joined:
        """The `count` most similar tracks that are another song, whatever the threshold.

        Only those that `may`, bool [N], if it is given.
        """
        catalogue = self.catalogue

        def admits(rows: NDArray[np.int64]) -> NDArray[np.bool_]:
            fit: NDArray[np.bool_] = catalogue.song_codes[rows] != catalogue.song_codes[row]
            if may is not None:
                fit &= may[rows]
            return fit if direction is None else fit & leads(direction, catalogue, row=row, to=rows)

        near = self._index.nearest(self._index.points[row], count=count, admits=admits)
        return self._joined(near)

    def similarities(self, row: int, *, to: NDArray[np.int64]) -> NDArray[np.float64]:
        """[n] of one track to others."""
        points = self._index.points
        offsets = points[to].astype(np.float64) - points[row]
        return self._similarity(np.sqrt(np.square(offsets).sum(axis=1)))

    def joined_to_mood(self, name: MoodName) -> Joined:
        """Every track that the mood is joined to."""
        similarities = self._to_mood(name)
        rows = np.flatnonzero(similarities >= self.threshold)
        rows = rows[np.argsort(-similarities[rows], kind="stable")]
        return Joined(rows, similarities[rows].astype(np.float64))

    def moods_of(self, rows: NDArray[np.int64]) -> list[tuple[int, MoodName, float]]:
        """Which of these rows are joined to which mood, and how similar they are."""
        found = []
        for name in MOOD_NAMES:
            similarities = self._to_mood(name, rows)
            found += [
                (row, name, similarity)
                for row, similarity in zip(rows.tolist(), similarities.tolist(), strict=True)
                if similarity >= self.threshold
            ]
        return found

    def edges(self, progress: Progress = no_progress) -> Edges:
        """All pairs of tracks that are joined; `progress` is told how many cells are done."""
        cells = len(self._index.cells)
        pairs = closest_pairs(
            self._index,
            within=self._distance(self.threshold),
            most=self.most,
            groups=self.catalogue.song_codes,
        )
        keys, distances = [], []
        for done, some in enumerate(pairs, start=1):
            least, greatest = np.sort([some.rows, some.others], axis=0)
            keys.append(least * len(self.catalogue) + greatest)
            distances.append(some.distances.astype(np.float32))
            progress(done, cells)
        each, first = np.unique(np.concatenate(keys), return_index=True)
        similarities = self._similarity(np.concatenate(distances)[first].astype(np.float64))
        rows, others = np.divmod(each, len(self.catalogue))
        return Edges(rows, others, similarities.astype(np.float32))

    @cached_property
    def _index(self) -> NearestRows:
        if self.measure is Measure.EUCLIDEAN:
            return self.catalogue.nearest
        points = self.catalogue.standardised
        lengths = np.sqrt(np.square(points).sum(axis=1, keepdims=True))
        return NearestRows.of(points / np.maximum(lengths, np.finfo(np.float32).tiny))

    def _joined(self, near: Near) -> Joined:
        return Joined(near.rows, self._similarity(near.distances))

    def _similarity(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        if self.measure is Measure.COSINE:
            # Between points of length 1.
            return np.asarray(1 - np.square(distances) / 2)
        return np.asarray(np.exp(np.square(distances) * (-0.5 / SHOWN_DISTANCE)))

    def _distance(self, similarity: float) -> float:
        """The other way round."""
        if self.measure is Measure.COSINE:
            return float(np.sqrt(2 - 2 * similarity))
        return float(np.sqrt(-2 * SHOWN_DISTANCE * np.log(similarity)))

    def _to_mood(
        self, name: MoodName, rows: NDArray[np.int64] | slice = slice(None)
    ) -> NDArray[np.float32]:
        point = np.array(MOOD_POINTS[name], dtype=np.float32)
        places = self.catalogue.plane[rows]
        if self.measure is Measure.COSINE:
            lengths = np.hypot(*places.T) * np.hypot(*point)
            return np.asarray(places @ point / np.maximum(lengths, np.finfo(np.float32).tiny))
        squares = np.square(places - point).sum(axis=1)
        return np.asarray(np.exp(squares * np.float32(-0.5 / FIT_DISTANCE**2)))
