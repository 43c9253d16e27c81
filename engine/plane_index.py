"""Finds the tracks around a point of the plane without looking at all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.ranges import joined_ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CELLS = 40  # along each axis, from -1 to 1
_CELL = 2 / _CELLS
_HALF_DIAGONAL = _CELL * 2**-0.5


class PlaneIndex:
    """Rows by the cell of the plane that they stand in."""

    def __init__(self, plane: NDArray[np.float32]) -> None:
        across = np.clip((plane + 1) / np.float32(_CELL), 0, _CELLS - 1).astype(np.int32)
        cells = across[:, 0] * _CELLS + across[:, 1]
        self._rows = np.argsort(cells, kind="stable")
        self._starts = np.searchsorted(cells[self._rows], np.arange(_CELLS**2 + 1))
        self._plane = plane[self._rows]
        middles = (np.arange(_CELLS) + 0.5) * _CELL - 1
        self._valences = np.repeat(middles, _CELLS)
        self._arousals = np.tile(middles, _CELLS)

    def around(
        self, valence: float, arousal: float, *, radius: float, wanted: int | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows of whole cells that touch the disc, the nearest cells first, and their places.

        No further cells once `wanted` rows are found: the disc is then just as large as it takes.
        """
        squares = np.square(self._valences - valence) + np.square(self._arousals - arousal)
        touching = np.flatnonzero(squares <= (radius + _HALF_DIAGONAL) ** 2)
        cells = touching[np.argsort(squares[touching], kind="stable")]
        starts, stops = self._starts[cells], self._starts[cells + 1]
        if wanted is not None:
            enough = int(np.searchsorted(np.cumsum(stops - starts), wanted)) + 1
            starts, stops = starts[:enough], stops[:enough]
        at = joined_ranges(starts, stops)
        return self._rows.take(at), self._plane.take(at, axis=0)
