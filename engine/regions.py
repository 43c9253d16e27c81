"""Which tracks may stand at each step of a journey: the mood's region, widened when used up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.moods import MOOD_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.goals import Step

# Radii on the plane. In the starter catalogue the first holds 51 songs at relaxed, where it is
# thinnest, and 721 around the origin; the third still keeps happy and sad apart.
RADII = (0.35, 0.55, 0.80)

ROWS_PER_ARTIST = 20


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
    """Rows for one step, ascending, and what had to be done to have enough of them."""

    rows: NDArray[np.int64]
    widened: bool = False
    repeated: bool = False


def regions_of(
    steps: Sequence[Step], catalogue: Catalogue, offerable: Offerable
) -> dict[Step, Region]:
    """For each distinct step the rows that may stand there.

    They are by at least as many artists as there are steps, where there are so many: so a set
    never runs dry because earlier steps took the artists of a later one.
    """
    distinct = dict.fromkeys(steps)
    return {step: _region(step, catalogue, offerable, artists=len(steps)) for step in distinct}


def _region(step: Step, catalogue: Catalogue, offerable: Offerable, *, artists: int) -> Region:
    fitting = _fits(step, catalogue)
    distances = distances_to(step, catalogue.plane)
    for radius in RADII:
        near = fitting & (distances <= radius)
        rows = np.flatnonzero(near & offerable.fresh)
        if _has_artists(rows, catalogue, artists):
            return Region(rows, widened=radius > RADII[0])
    return _with_returning(near, catalogue, offerable, artists=artists) or _anywhere(
        step, catalogue, offerable, artists=artists
    )


def _with_returning(
    near: NDArray[np.bool_], catalogue: Catalogue, offerable: Offerable, *, artists: int
) -> Region | None:
    """What is fresh and just so many of the longest unheard as make enough artists."""
    fresh = np.flatnonzero(near & offerable.fresh)
    returning = offerable.returning[near[offerable.returning]]
    in_order = np.concatenate([fresh, returning])
    _, first = np.unique(catalogue.artist_codes[in_order], return_index=True)
    if len(first) < artists:
        return None
    last_needed = int(np.sort(first)[artists - 1])
    rows = np.sort(in_order[: max(len(fresh), last_needed + 1)])
    return Region(rows, widened=True, repeated=True)


def _anywhere(step: Step, catalogue: Catalogue, offerable: Offerable, *, artists: int) -> Region:
    """The whole plane; the step's moods hold to the last, so that no set of lifting weeps."""
    fitting = _has_mood(step, catalogue)
    rows = np.flatnonzero(fitting & offerable.fresh)
    if _has_artists(rows, catalogue, artists):
        return Region(rows, widened=True)
    returning = offerable.returning[fitting[offerable.returning]]
    all_rows = np.sort(np.concatenate([rows, returning]))
    return Region(all_rows, widened=True, repeated=len(returning) > 0)


def distances_to(step: Step, plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """[N] from each place on the plane to the step's point."""
    valence = plane[:, 0] - np.float32(step.valence)
    arousal = plane[:, 1] - np.float32(step.arousal)
    distances: NDArray[np.float32] = np.sqrt(valence * valence + arousal * arousal)
    return distances


def _fits(step: Step, catalogue: Catalogue) -> NDArray[np.bool_]:
    fitting = _has_mood(step, catalogue)
    if step.reach is None:
        return fitting
    near: NDArray[np.bool_] = np.abs(catalogue.plane[:, 0] - step.valence) <= step.reach
    return fitting & near


def _has_mood(step: Step, catalogue: Catalogue) -> NDArray[np.bool_]:
    wanted = np.array([name in step.moods for name in MOOD_NAMES])
    has_mood: NDArray[np.bool_] = wanted[catalogue.mood_codes]
    return has_mood


def _has_artists(rows: NDArray[np.int64], catalogue: Catalogue, wanted: int) -> bool:
    """Whether the rows are by so many artists; a few rows nearly always tell."""
    few = catalogue.artist_codes[rows[: ROWS_PER_ARTIST * wanted]]
    return len(np.unique(few)) >= wanted or (
        len(few) < len(rows) and len(np.unique(catalogue.artist_codes[rows])) >= wanted
    )
