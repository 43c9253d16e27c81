"""Which rows are close to which, for all rows at once, cell against cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.nearest import NO_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.nearest import NearestRows

# The first cells hold most of the answer; the rest is compared in larger pieces.
_FIRST_CELLS = 8
_CELLS_AT_ONCE = 32

# A square put together from two lengths and a product, in 32 bits, is off by less than this share
# of the largest length.
_ROUNDING = 4e-6


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ordered pairs of rows, [n] each: one of `others` is among the closest to one of `rows`."""

    rows: NDArray[np.int64]
    others: NDArray[np.int64]
    distances: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.rows)


def closest_pairs(
    index: NearestRows, *, within: float, most: int, groups: NDArray[np.int32]
) -> Iterator[Pairs]:
    """For every row its `most` nearest within a distance, exactly, those of a cell at a time.

    Rows of one group, [N], are never a pair. Each row's stand together, the nearest first.
    """
    longest = np.square(np.abs(index.boxes).max(axis=(0, 1))).sum()
    join = _Join(
        index=index, groups=groups, within=within, most=most, lost=2 * _ROUNDING * float(longest)
    )
    for cell in range(len(index.cells)):
        yield join.pairs_of(cell)


@dataclass(frozen=True, slots=True)
class _Hits:
    """Pairs of a place in the cell and a row; their squared distances, but for rounding."""

    places: NDArray[np.int64]
    rows: NDArray[np.int32]
    squares: NDArray[np.float32]

    def and_also(self, more: _Hits) -> _Hits:
        return _Hits(
            np.concatenate([self.places, more.places]),
            np.concatenate([self.rows, more.rows]),
            np.concatenate([self.squares, more.squares]),
        )

    def of(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> _Hits:
        return _Hits(self.places[chosen], self.rows[chosen], self.squares[chosen])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Join:
    index: NearestRows
    groups: NDArray[np.int32]
    within: float
    most: int
    lost: float

    def pairs_of(self, cell: int) -> Pairs:
        rows = self.index.rows[cell]
        rows = rows[rows != NO_ROW]
        # Squared, for each row of the cell: what is further away cannot be among its closest.
        reach = np.full(len(rows), self.within**2 + self.lost, dtype=np.float32)
        bounds = self._bounds(*self.index.boxes[:, cell])
        cells = np.flatnonzero(bounds <= reach[0])
        cells = cells[np.argsort(bounds[cells], kind="stable")]
        everywhere = np.arange(len(rows))
        hits = self._compared(cell, everywhere, cells[:_FIRST_CELLS], reach)
        hits, reach = self._narrowed(hits, reach)
        cells = cells[_FIRST_CELLS:]
        while len(cells):
            open_places = np.flatnonzero(reach >= bounds[cells[0]])
            cells = self._near(cell, open_places, cells, reach)
            some, cells = cells[:_CELLS_AT_ONCE], cells[_CELLS_AT_ONCE:]
            more = self._compared(cell, open_places, some, reach[open_places])
            hits, reach = self._narrowed(hits.and_also(more), reach)
        return self._exactly(rows, hits)

    def _bounds(
        self,
        least: NDArray[np.float32],
        greatest: NDArray[np.float32],
        cells: NDArray[np.int64] | slice = slice(None),
    ) -> NDArray[np.float32]:
        """[cells] squared distance that no point of theirs and of this box can be below."""
        gaps = np.maximum(self.index.boxes[0, cells] - greatest, least - self.index.boxes[1, cells])
        np.maximum(gaps, 0, out=gaps)
        bounds: NDArray[np.float32] = np.einsum("ij,ij->i", gaps, gaps)
        return bounds

    def _near(
        self,
        cell: int,
        places: NDArray[np.int64],
        cells: NDArray[np.int64],
        reach: NDArray[np.float32],
    ) -> NDArray[np.int64]:
        """The cells that hold anything within reach of what is left open: often few of them."""
        if not len(places):
            return cells[:0]
        points = self.index.cells[cell, places]
        bounds = self._bounds(points.min(axis=0), points.max(axis=0), cells)
        within: NDArray[np.int64] = cells[bounds <= reach[places].max()]
        return within

    def _compared(
        self,
        cell: int,
        places: NDArray[np.int64],
        cells: NDArray[np.int64],
        reach: NDArray[np.float32],
    ) -> _Hits:
        """What those cells hold within the reach of the rows at some places of this cell."""
        mine, rows = self.index.cells[cell, places], self.index.rows[cell, places]
        others = self.index.cells[cells].reshape(-1, mine.shape[1])
        other_rows = self.index.rows[cells].ravel()
        squares = mine @ (-2 * others.T)
        squares += np.einsum("ij,ij->i", others, others)
        squares += np.einsum("ij,ij->i", mine, mine)[:, None]
        near = squares <= reach[:, None]
        # Sorting so many hits one by one would cost more than narrowing the reach beforehand.
        if np.count_nonzero(near) > 4 * self.most * len(places):
            squares[self.groups[rows][:, None] == self.groups[other_rows]] = np.inf
            last = np.partition(squares, self.most - 1, axis=1)[:, self.most - 1]
            near = squares <= np.minimum(reach, last + np.float32(self.lost))[:, None]
        # The same as of two dimensions, in a quarter of the time.
        at, columns = np.divmod(np.flatnonzero(near), near.shape[1])
        strangers = self.groups[rows[at]] != self.groups[other_rows[columns]]
        at, columns = at[strangers], columns[strangers]
        return _Hits(places[at], other_rows[columns], squares[at, columns])

    def _narrowed(
        self, hits: _Hits, reach: NDArray[np.float32]
    ) -> tuple[_Hits, NDArray[np.float32]]:
        """The hits that can be among the closest of their row, and how far those still reach."""
        hits = hits.of(np.lexsort((hits.squares, hits.places)))
        starts = np.searchsorted(hits.places, np.arange(len(reach) + 1))
        full = np.flatnonzero(np.diff(starts) >= self.most)
        reach = reach.copy()
        last = hits.squares[starts[full] + self.most - 1] + np.float32(self.lost)
        reach[full] = np.minimum(reach[full], last)
        return hits.of(hits.squares <= reach[hits.places]), reach

    def _exactly(self, rows: NDArray[np.int32], hits: _Hits) -> Pairs:
        points = self.index.points
        offsets = points[rows[hits.places]].astype(np.float64) - points[hits.rows]
        distances = np.sqrt(np.square(offsets).sum(axis=1))
        order = np.lexsort((hits.rows, distances, hits.places))
        order = order[distances[order] <= self.within]
        places = hits.places[order]
        starts = np.searchsorted(places, np.arange(len(rows)))
        order = order[np.arange(len(order)) - starts[places] < self.most]
        return Pairs(
            rows=rows[hits.places[order]].astype(np.int64),
            others=hits.rows[order].astype(np.int64),
            distances=distances[order],
        )
