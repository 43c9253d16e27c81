"""Which way from a track: to brighter, calmer or older ones."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.catalogue import Catalogue

# On the plane, whose axes are two wide: a difference that is heard, and yet near.
LEAST_STEP = 0.15
LEAST_YEARS = 5


class Direction(StrEnum):
    """What another track should be, beside close to this one."""

    BRIGHTER = "brighter"
    CALMER = "calmer"
    OLDER = "older"


def leads(
    direction: Direction, catalogue: Catalogue, *, row: int, to: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """[n] whether each of the rows `to` lies that way from `row`.

    No track is older where the year of either is unknown.
    """
    valence, arousal = catalogue.plane[row].tolist()
    match direction:
        case Direction.BRIGHTER:
            return np.asarray(catalogue.plane[to, 0] >= valence + LEAST_STEP)
        case Direction.CALMER:
            return np.asarray(catalogue.plane[to, 1] <= arousal - LEAST_STEP)
        case Direction.OLDER:
            return _older(catalogue, row, to)


def directions_from(row: int, catalogue: Catalogue) -> tuple[Direction, ...]:
    """The ways that can be asked for: nothing is older than what is of an unknown year."""
    dated = not np.isnan(years_of(catalogue, np.array([row]))).any()
    return tuple(one for one in Direction if dated or one is not Direction.OLDER)


def years_of(catalogue: Catalogue, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """[n] not a number where unknown, as it is of all guests."""
    own = rows < catalogue.own
    years = np.full(len(rows), np.nan, dtype=np.float32)
    years[own] = _stored_years(catalogue, rows[own])
    return years


def _stored_years(catalogue: Catalogue, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    known, data = catalogue.table.column("year").buffers()
    years = np.frombuffer(data, dtype=np.int16)[rows].astype(np.float32)
    if known is not None:
        bits = np.frombuffer(known, dtype=np.uint8)[rows // 8] >> (rows % 8)
        years[bits & 1 == 0] = np.nan
    return years


def _older(catalogue: Catalogue, row: int, to: NDArray[np.int64]) -> NDArray[np.bool_]:
    [year] = years_of(catalogue, np.array([row]))
    # A comparison with what is no number is false.
    return np.asarray(years_of(catalogue, to) <= year - LEAST_YEARS)
