"""The nearest rows to a point, exactly, without looking at all of them.

Points are turned to their principal axes and laid out cell by cell, 128 to a cell, halving along
the widest axis (a k-d tree: Bentley 1975, Communications of the ACM 18, 509-517). A query visits
cells from the nearest bounding box outwards and stops where no box can hold a better point.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Admits: TypeAlias = Callable[[NDArray[np.int64]], NDArray[np.bool_]]

# Smaller cells are told apart better and cost more boxes to look at.
CELL_ROWS = 128
NO_ROW = -1

# The first cells nearly always hold the answer; then what they leave open is looked at at once.
_FIRST_CELLS = 4
_GROWTH = 4
# Of all cells so many are sorted out first; seldom is another needed.
_CELLS_AHEAD = 340
_MOST_CELLS = 256  # what is looked at together stays in a core's cache

# Turning and measuring round to 32 bits: less than this share of a distance is lost by it, and of
# the largest coordinate.
_ROUNDING = 2e-6
_TURNED_BY = 100_000
_MEASURED_ROWS = 1024  # to know the widest axis

# Where no point is, one stands so far away that its squared distance is beyond any other, and yet
# a number that can be reckoned with.
_NOWHERE = np.float32(1e15)
_FURTHEST_SQUARE = 1e29


@dataclass(frozen=True, slots=True)
class Near:
    """Rows, the nearest first and of equals the lower, with their Euclidean distances."""

    rows: NDArray[np.int64]
    distances: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, eq=False, slots=True)
class NearestRows:
    """Exact search among `points`, [N, d] of 32 bits; all else is derived from them.

    More may stand behind the last that was laid out: those are not found.
    """

    points: NDArray[np.float32]
    axes: NDArray[np.float32]
    """[d, d], one principal axis a column."""
    boxes: NDArray[np.float32]
    """[2, cells, d] least and most along each axis."""
    cells: NDArray[np.float32]
    """[cells, CELL_ROWS, d] turned points; far away where the last cell is not full."""
    rows: NDArray[np.int32]
    """[cells, CELL_ROWS] which point each is; NO_ROW where none is."""
    lost: float
    """What rounding may add to a distance or take from it."""

    @classmethod
    def of(cls, points: NDArray[np.float32]) -> NearestRows:
        """Lays the points out; a second or so for a million."""
        axes = _principal_axes(points)
        turned = (points @ axes.astype(np.float64)).astype(np.float32)
        order = _laid_out(turned)
        turned = turned.take(order, axis=0)
        count, width = _cells_for(len(points)), points.shape[1]
        starts = np.arange(count) * CELL_ROWS
        boxes = np.stack([least.reduceat(turned, starts) for least in (np.minimum, np.maximum)])
        cells = np.full((count * CELL_ROWS, width), _NOWHERE)
        cells[: len(points)] = turned
        rows = np.full(count * CELL_ROWS, NO_ROW, dtype=np.int32)
        rows[: len(points)] = order
        return cls(
            points,
            axes,
            boxes,
            cells.reshape(count, CELL_ROWS, width),
            rows.reshape(count, CELL_ROWS),
            _lost(boxes),
        )

    def save(self, file: Path) -> None:
        """Writes all but the points as one array, to be mapped by `load`."""
        parts = (self.axes, self.boxes, self.cells, self.rows.view(np.float32))
        np.save(file, np.concatenate([part.ravel() for part in parts]), allow_pickle=False)

    @classmethod
    def load(cls, file: Path, points: NDArray[np.float32]) -> NearestRows:
        """Maps what `save` wrote for the same points; ValueError if it does not fit them."""
        flat = np.load(file, mmap_mode="r", allow_pickle=False)
        count, width = _cells_for(len(points)), points.shape[1]
        shapes = ((width, width), (2, count, width), (count, CELL_ROWS, width), (count, CELL_ROWS))
        ends = np.cumsum([np.prod(shape) for shape in shapes])
        if flat.dtype != np.float32 or flat.shape != (ends[-1],):
            raise ValueError(f"{file.name} is of other points")
        parts = zip(np.split(flat, ends[:-1]), shapes, strict=True)
        axes, boxes, cells, bits = (part.reshape(shape) for part, shape in parts)
        rows = bits.view(np.int32)
        if (count - 1) * CELL_ROWS + np.count_nonzero(rows[-1] != NO_ROW) != len(points):
            raise ValueError(f"{file.name} is of other points")
        # Small, and read whole by every query: in memory from the start.
        boxes = np.array(boxes)
        return cls(points, np.array(axes), boxes, cells, rows, _lost(boxes))

    def in_front_of(self, more: NDArray[np.float32]) -> NearestRows:
        """Finds what it found, with points that are never found behind its own."""
        return replace(self, points=np.concatenate([self.points, more]))

    def nearest(
        self, point: NDArray[np.floating], *, count: int, admits: Admits | None = None
    ) -> Near:
        """The `count` nearest rows that `admits` lets in, or all of them if they are fewer.

        `admits` is asked about rows as they come near: [n] rows to [n] whether each may be found.
        """
        turned = (np.asarray(point, dtype=np.float64) @ self.axes).astype(np.float32)
        bounds = self._bounds(turned)
        rows, squares = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        reach, at_once = np.inf, _FIRST_CELLS
        for half in _halves(bounds, _CELLS_AHEAD):
            waiting = half
            while len(waiting := waiting[bounds[waiting] <= reach]):
                nearest, others = _halves(bounds[waiting], at_once)
                cells, waiting = waiting[nearest], waiting[others]
                at_once = min(at_once * _GROWTH, _MOST_CELLS)
                some, far = self._within(cells, turned, reach=reach, admits=admits)
                rows, squares = np.concatenate([rows, some]), np.concatenate([squares, far])
                if len(rows) >= count:
                    last = float(np.partition(squares, count - 1)[count - 1])
                    reach = (last**0.5 * (1 + _ROUNDING) + self.lost) ** 2
                    kept = squares <= reach
                    rows, squares = rows[kept], squares[kept]
        return nearest_among(rows, self.points, point, count=count)

    def _bounds(self, turned: NDArray[np.float32]) -> NDArray[np.float32]:
        """[cells] squared distance that none of a cell's points can be below."""
        gaps = np.maximum(self.boxes[0] - turned, turned - self.boxes[1])
        np.maximum(gaps, 0, out=gaps)
        bounds: NDArray[np.float32] = np.einsum("ij,ij->i", gaps, gaps)
        return bounds

    def _within(
        self,
        cells: NDArray[np.int64],
        turned: NDArray[np.float32],
        *,
        reach: float,
        admits: Admits | None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The admitted rows of those cells within the reach, and their squared distances."""
        rows = self.rows.take(cells, axis=0).ravel().astype(np.int64)
        offsets = self.cells.take(cells, axis=0).reshape(len(rows), -1)
        if admits is not None and len(cells) > _FIRST_CELLS:
            # To ask costs less than to measure; the first cells are nearly always near.
            may = np.flatnonzero(admits(rows) & (rows != NO_ROW))
            rows, offsets = rows.take(may), offsets.take(may, axis=0)
        offsets -= turned
        squares = np.einsum("ij,ij->i", offsets, offsets)
        near = np.flatnonzero(squares <= min(reach, _FURTHEST_SQUARE))
        rows, squares = rows.take(near), squares.take(near)
        if admits is None:
            return rows, squares
        admitted = admits(rows)
        return rows[admitted], squares[admitted]


def nearest_among(
    rows: NDArray[np.int64],
    points: NDArray[np.float32],
    point: NDArray[np.floating],
    *,
    count: int,
) -> Near:
    """The `count` nearest of these rows, each looked at: for what is known to be few."""
    offsets = points[rows].astype(np.float64) - point
    distances = np.sqrt(np.square(offsets).sum(axis=1))
    best = np.lexsort((rows, distances))[:count]
    return Near(rows[best], distances[best])


def _lost(boxes: NDArray[np.float32]) -> float:
    return _ROUNDING * float(np.abs(boxes).max())


def _principal_axes(points: NDArray[np.float32]) -> NDArray[np.float32]:
    # Any axes will do, only better ones save more: a part of the points tells them well enough.
    some = points[:: max(1, len(points) // _TURNED_BY)]
    centred = some - some.mean(axis=0, dtype=np.float64)
    return np.linalg.eigh(centred.T @ centred).eigenvectors.astype(np.float32)


def _laid_out(turned: NDArray[np.float32]) -> NDArray[np.int32]:
    """Which point stands where in the order of cells."""
    # Axis by axis: a half needs one of them, and moves no points.
    along = np.ascontiguousarray(turned.T)
    order = np.arange(len(turned), dtype=np.int32)
    halves = [(0, len(turned))]
    while halves:
        start, end = halves.pop()
        if end - start <= CELL_ROWS:
            continue
        part = order[start:end]
        measured = along.take(part[:: max(1, len(part) // _MEASURED_ROWS)], axis=1)
        middle = _cells_for(len(part)) // 2 * CELL_ROWS
        values = along[_widest(measured)].take(part)
        order[start:end] = part.take(np.argpartition(values, middle))
        halves += [(start, start + middle), (start + middle, end)]
    return order


def _widest(points: NDArray[np.float32]) -> int:
    """The row that varies most, of [d, n]; the mean square less the square of the mean."""
    means = points.sum(axis=1) / points.shape[1]
    squares = np.einsum("ij,ij->i", points, points) / points.shape[1]
    return int((squares - means * means).argmax())


def _cells_for(count: int) -> int:
    return -(-count // CELL_ROWS)


def _halves(values: NDArray[np.float32], count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the `count` least values are, in any order, and where all others."""
    if len(values) <= count:
        return np.arange(len(values)), np.empty(0, dtype=np.int64)
    order = np.argpartition(values, count - 1)
    return order[:count], order[count:]
