"""Which tracks may stand at each step of a journey: the mood's region, widened when used up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.goals import ANY_MOOD
from engine.moods import MOOD_NAMES
from engine.plane_index import PlaneIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.goals import Step

# Radii on the plane. In the starter catalogue the first holds 51 songs at relaxed, where it is
# thinnest, and 721 around the origin; the third still keeps happy and sad apart.
RADII = (0.35, 0.55, 0.80)

ROWS_PER_ARTIST = 20

# Tracks looked at, the nearest to a step: so the disc shrinks where tracks are many, and what a
# choice costs does not grow with the catalogue. A step among several needs fewer.
LOOKED_AT = 6000
LOOKED_AT_EACH = 700
# Rows around a step for each that is wanted: some are not allowed there, most not in a band.
_SPARE, _SPARE_FOR_BAND = 2, 6


@dataclass(frozen=True, slots=True)
class Offerable:
    """What may be offered at all.

    `fresh` bool [N]; `returning` are rows that were heard and come back when nothing fresh is left,
    the longest unheard first.
    """

    fresh: NDArray[np.bool_]
    returning: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Region:
    """Rows for one step and what had to be done to have enough of them."""

    rows: NDArray[np.int64]
    widened: bool = False
    repeated: bool = False


class Regions:
    """Finds regions in one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._index = PlaneIndex(catalogue.plane)

    def of(self, steps: Sequence[Step], offerable: Offerable) -> dict[Step, Region]:
        """For each distinct step the rows that may stand there.

        They are by at least as many artists as there are steps, where there are so many: so a set
        never runs dry because earlier steps took the artists of a later one.
        """
        distinct = dict.fromkeys(steps)
        most = LOOKED_AT if len(distinct) == 1 else LOOKED_AT_EACH
        return {
            step: self._region(step, offerable, artists=len(steps), most=most) for step in distinct
        }

    def _region(self, step: Step, offerable: Offerable, *, artists: int, most: int) -> Region:
        for radius in RADII:
            rows = self._nearest(step, offerable, radius=radius, most=most)
            if _has_artists(rows, self._catalogue, artists):
                return Region(rows, widened=radius > RADII[0])
        near, _ = self._within(step, RADII[-1])
        return _with_returning(near, self._catalogue, offerable, artists=artists) or _anywhere(
            step, self._catalogue, offerable, artists=artists
        )

    def _nearest(
        self, step: Step, offerable: Offerable, *, radius: float, most: int
    ) -> NDArray[np.int64]:
        """At most so many fresh rows of a disc, the nearest of them."""
        spare = _SPARE if step.reach is None else _SPARE_FOR_BAND
        rows, distances = self._within(step, radius, wanted=spare * most, fresh=offerable.fresh)
        if len(rows) < most:
            rows, distances = self._within(step, radius, fresh=offerable.fresh)
        return rows if len(rows) <= most else rows[np.argpartition(distances, most - 1)[:most]]

    def _within(
        self,
        step: Step,
        radius: float,
        *,
        wanted: int | None = None,
        fresh: NDArray[np.bool_] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows of a disc that may stand at the step, and how far from it they are.

        With `wanted`, perhaps of a smaller disc; with `fresh`, only these.
        """
        rows, plane = self._index.around(step.valence, step.arousal, radius=radius, wanted=wanted)
        distances = distances_to(step, plane)
        fitting = distances <= radius
        if step.moods != ANY_MOOD:
            fitting &= _moods_of(step).take(self._catalogue.mood_codes.take(rows))
        if fresh is not None:
            fitting &= fresh.take(rows)
        if step.reach is not None:
            fitting &= np.abs(plane[:, 0] - step.valence) <= step.reach
        return rows[fitting], distances[fitting]


def _with_returning(
    near: NDArray[np.int64], catalogue: Catalogue, offerable: Offerable, *, artists: int
) -> Region | None:
    """What is fresh and just so many of the longest unheard as make enough artists."""
    fresh = near[offerable.fresh[near]]
    returning = offerable.returning[np.isin(offerable.returning, near)]
    in_order = np.concatenate([fresh, returning])
    _, first = np.unique(catalogue.artist_codes[in_order], return_index=True)
    if len(first) < artists:
        return None
    last_needed = int(np.sort(first)[artists - 1])
    return Region(in_order[: max(len(fresh), last_needed + 1)], widened=True, repeated=True)


def _anywhere(step: Step, catalogue: Catalogue, offerable: Offerable, *, artists: int) -> Region:
    """The whole plane; the step's moods hold to the last, so that no set of lifting weeps."""
    fitting = _moods_of(step)[catalogue.mood_codes]
    rows = np.flatnonzero(fitting & offerable.fresh)
    if _has_artists(rows, catalogue, artists):
        return Region(rows, widened=True)
    returning = offerable.returning[fitting[offerable.returning]]
    return Region(np.concatenate([rows, returning]), widened=True, repeated=len(returning) > 0)


def distances_to(step: Step, plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """[N] from each place on the plane to the step's point."""
    valence = plane[:, 0] - np.float32(step.valence)
    arousal = plane[:, 1] - np.float32(step.arousal)
    distances: NDArray[np.float32] = np.sqrt(valence * valence + arousal * arousal)
    return distances


def _moods_of(step: Step) -> NDArray[np.bool_]:
    """For each mood whether it may stand at the step."""
    return np.array([name in step.moods for name in MOOD_NAMES])


def _has_artists(rows: NDArray[np.int64], catalogue: Catalogue, wanted: int) -> bool:
    """Whether the rows are by so many artists; a few rows nearly always tell."""
    few = catalogue.artist_codes[rows[: ROWS_PER_ARTIST * wanted]]
    # A set of a hundred numbers is made several times as fast as they are sorted.
    return len(set(few.tolist())) >= wanted or (
        len(few) < len(rows) and len(np.unique(catalogue.artist_codes[rows])) >= wanted
    )
