"""Where a track stands for taste: the ranks of its features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.catalogue import Catalogue

# Squared distance of ranks at which closeness has fallen to exp(-1/2); two random tracks are 18
# apart.
CLOSE_DISTANCE = 4.0

_LEVELS = 256
_MEASURED_ROWS = 20_000
# Ranks from 0 to 1 have this standard deviation.
_DEVIATION_OF_RANKS = 12**-0.5


class TasteSpace:
    """Ranks instead of raw numbers, so that the long tails of some features are no distances.

    Half of all tracks have nearly no instrumentalness: between them there is none, however the
    standard deviation is stretched by the rest.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        features = catalogue.standardised
        stride = -(-len(features) // _MEASURED_ROWS)
        edges = np.quantile(features[::stride], np.arange(1, _LEVELS) / _LEVELS, axis=0)
        columns = zip(features.T, edges.astype(np.float32).T, strict=True)
        self._codes = np.column_stack([_ranked(column, edge) for column, edge in columns])
        kinds = len(catalogue.genre_names)
        self.genre_codes = catalogue.genre_codes
        self.genre_sizes = np.bincount(catalogue.genre_codes + 1, minlength=kinds + 1)[1:]
        self.genres_by_size = np.argsort(-self.genre_sizes, kind="stable")

    def places(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """[n, 9] ranks of the features of some rows, each with mean 0 and deviation 1."""
        middle, deviation = (_LEVELS - 1) / 2, (_LEVELS - 1) * _DEVIATION_OF_RANKS
        places = self._codes.take(rows, axis=0) - np.float32(middle)
        places /= np.float32(deviation)
        return places


def closeness(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """[n, m] Gaussian similarity of places, 0..1."""
    # One product instead of three passes over [n, m]: -|a - b|²/2 is ab - |a|²/2 - |b|²/2.
    left = _with_columns(some, _half_squares(some), 1.0)
    right = _with_columns(others, 1.0, _half_squares(others))
    exponents: NDArray[np.float32] = left @ (right.T / np.float32(CLOSE_DISTANCE))
    return np.exp(exponents, out=exponents)


def _half_squares(places: NDArray[np.float32]) -> NDArray[np.float32]:
    halves: NDArray[np.float32] = np.einsum("ij,ij->i", places, places) * np.float32(-0.5)
    return halves


def _with_columns(
    places: NDArray[np.float32],
    before_last: NDArray[np.float32] | float,
    last: NDArray[np.float32] | float,
) -> NDArray[np.float32]:
    wide = np.empty((len(places), places.shape[1] + 2), dtype=np.float32)
    wide[:, :-2] = places
    wide[:, -2] = before_last
    wide[:, -1] = last
    return wide


def _ranked(column: NDArray[np.float32], edges: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The middle of the ranks that equal values share, in 0..255."""
    below = np.searchsorted(edges, column, side="left")
    through = np.searchsorted(edges, column, side="right")
    return ((below + through) // 2).astype(np.uint8)
