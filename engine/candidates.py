"""The pool of one request: candidates, what they are worth, and sets drawn from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.chance import standard_normals
from engine.preferences import expected_worths
from engine.ranking import NO_TRACK, choose_sets, likeness_of, pool_of, sharing_of, shortlist_of
from engine.scoring import FIT_WORTH, Means, Terms, fits_of, means_of, terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.goals import Journey, Step
    from engine.preferences import Posterior
    from engine.regions import Region
    from engine.shelf import Shelf
    from engine.signs import Signs

# Sets drawn by the very rule that chooses; the first is the answer, all of them together tell how
# likely each track was. 200 give a propensity of .1 a standard error of .02.
DRAWS = 200

# Draws from the whole posterior would lead a listener of whom much is known away from it.
BOLDNESS = 0.15

# What no feature explains: two songs alike in all nine numbers are still not liked alike.
TRACK_DEVIATION = 0.15

# Of each step's region, to know the mean candidate: the mean fit then has a standard error of .02.
SAMPLED_CANDIDATES = 100


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate of the pool at a step, and how often the draws chose it for any step, 0..1."""

    candidate: int
    step: int
    propensity: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pool [n], its worths, and where each may stand. `steps` are the journey's, each once."""

    shelf: Shelf
    steps: tuple[Step, ...]
    terms: Terms
    allowed: NDArray[np.bool_]
    """[steps, n]."""
    expected: NDArray[np.float32]
    """[steps, n] the score, exploration excluded."""
    means: Means
    """Of a sample of each step's whole region, not only of the pool, which is the best of it."""

    def choose(
        self,
        journey: Journey,
        posterior: Posterior,
        *,
        exploration: float,
        rng: np.random.Generator,
    ) -> list[Placed]:
        """The set in the order of the journey, at most as long as it is."""
        at = [self.steps.index(step) for step in journey.steps]
        rows = self.terms.rows
        sets = choose_sets(
            self._drawn_tastes(posterior, exploration=exploration, rng=rng),
            self.terms.without_taste()[at],
            self.allowed[at],
            sharing=sharing_of([self.shelf.credits(row) for row in rows.tolist()]),
            similarity=likeness_of(self.shelf.catalogue.standardised[rows]),
        )
        chances = np.bincount(sets[sets != NO_TRACK], minlength=len(rows)) / DRAWS
        placed = [
            Placed(candidate, step, float(chances[candidate]))
            for candidate, step in zip(sets[0].tolist(), at, strict=True)
            if candidate != NO_TRACK
        ]
        return self._in_order(placed, journey)

    def _drawn_tastes(
        self, posterior: Posterior, *, exploration: float, rng: np.random.Generator
    ) -> NDArray[np.float32]:
        """[draws, n] Thompson draws of what each track may be worth, whatever the step."""
        design = self.terms.design
        drawn = posterior.draws(DRAWS, design, exploration=BOLDNESS * exploration, rng=rng)
        by_track = standard_normals(rng, *drawn.shape)
        by_track *= np.float32(exploration * TRACK_DEVIATION)
        drawn += by_track
        return drawn

    def _in_order(self, placed: list[Placed], journey: Journey) -> list[Placed]:
        plane = self.shelf.catalogue.plane[self.terms.rows]
        if journey.rises:
            return sorted(placed, key=lambda one: float(plane[one.candidate, 0]))
        if journey.falls:
            return sorted(placed, key=lambda one: -float(plane[one.candidate, 1]))
        if len(self.steps) == 1:
            return sorted(placed, key=lambda one: -self.expected[one.step, one.candidate])
        return placed


def candidates_from(
    regions: Mapping[Step, Region],
    *,
    fresh: NDArray[np.bool_],
    signs: Signs,
    posterior: Posterior,
    shelf: Shelf,
) -> Candidates:
    """The best expected tracks of the regions; `fresh` bool [N] was not heard.

    Mood and taste make a shortlist; what is known of each song then makes the pool.
    """
    steps, catalogue = tuple(regions), shelf.catalogue
    rows, allowed = _union([region.rows for region in regions.values()], len(catalogue))
    artists = catalogue.artist_codes.take(rows)
    plane = catalogue.plane.take(rows, axis=0)
    fits = fits_of(steps, plane)
    scores = np.float32(FIT_WORTH) * fits + expected_worths(rows, shelf.space, posterior)
    shortlisted = _marks(shortlist_of(scores, allowed, artists), len(rows))
    sampled = np.stack([_marks(_evenly(np.flatnonzero(may)), len(rows)) for may in allowed])
    looked_at = np.flatnonzero(shortlisted | sampled.any(axis=0))
    rows, artists = rows.take(looked_at), artists.take(looked_at)
    allowed = allowed.take(looked_at, axis=1)

    terms = terms_of(
        rows,
        fits=fits.take(looked_at, axis=1),
        posterior=posterior,
        signs=signs,
        fresh=fresh,
        shelf=shelf,
    )
    expected = terms.expected(posterior)
    pool = pool_of(expected, allowed, artists)
    return Candidates(
        shelf,
        steps,
        terms=terms.of(pool),
        allowed=allowed.take(pool, axis=1),
        expected=expected.take(pool, axis=1),
        means=means_of(terms, sampled.take(looked_at, axis=1)),
    )


def _union(
    members: list[NDArray[np.int64]], tracks: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """All rows of the regions and bool [steps, n] which region holds which."""
    if len(members) == 1:
        return members[0], np.ones((1, len(members[0])), dtype=np.bool_)
    # Marking is quicker than sorting, though it looks at one byte of each track.
    anywhere = np.zeros(tracks, dtype=np.bool_)
    for some in members:
        anywhere[some] = True
    rows = np.flatnonzero(anywhere)
    place_of = np.empty(tracks, dtype=np.int32)
    place_of[rows] = np.arange(len(rows))
    return rows, np.stack([_marks(place_of.take(some), len(rows)) for some in members])


def _marks(indices: NDArray[np.integer], count: int) -> NDArray[np.bool_]:
    marks = np.zeros(count, dtype=np.bool_)
    marks[indices] = True
    return marks


def _evenly(members: NDArray[np.int64]) -> NDArray[np.int64]:
    """At most SAMPLED_CANDIDATES of them; rows are in the order of ids, so any step is chance."""
    return members[:: max(1, -(-len(members) // SAMPLED_CANDIDATES))]
