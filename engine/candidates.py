"""The pool of one request: candidates, what they are worth, and sets drawn from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.preferences import design_of, expected_worths, similarity_between
from engine.ranking import NO_TRACK, choose_sets, pool_of, sharing_of, shortlist_of
from engine.scoring import Means, Terms, fit_to, means_of, terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.goals import Journey, Step
    from engine.preferences import Posterior
    from engine.regions import Region
    from engine.signs import Signs

# Sets drawn by the very rule that chooses; the first is the answer, all of them together tell how
# likely each track was. 200 give a propensity of .1 a standard error of .02.
DRAWS = 200

# What no feature explains: two songs alike in all nine numbers are still not liked alike.
TRACK_DEVIATION = 0.1

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

    catalogue: Catalogue
    steps: tuple[Step, ...]
    terms: Terms
    allowed: NDArray[np.bool_]
    """[steps, n]."""
    expected: NDArray[np.float64]
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
        features = self.catalogue.standardised[rows]
        sets = choose_sets(
            self._drawn_worths(at, posterior, exploration=exploration, rng=rng),
            self.allowed[at],
            sharing=sharing_of([self.catalogue.credits(row) for row in rows.tolist()]),
            similarity=similarity_between(features, features),
        )
        chances = np.bincount(sets[sets != NO_TRACK], minlength=len(rows)) / DRAWS
        placed = [
            Placed(candidate, step, float(chances[candidate]))
            for candidate, step in zip(sets[0].tolist(), at, strict=True)
            if candidate != NO_TRACK
        ]
        return self._in_order(placed, journey)

    def _drawn_worths(
        self,
        at: list[int],
        posterior: Posterior,
        *,
        exploration: float,
        rng: np.random.Generator,
    ) -> NDArray[np.float32]:
        """[steps, draws, n] Thompson draws of the score.

        Each place of a set has its own draw of taste: with one for all, a listener of whom nothing
        is known would get five tracks of the genre that the draw likes.
        """
        taste = posterior.draws(len(at) * DRAWS, rng, exploration=exploration)
        # In this order of axes and in place: the largest arrays of a request.
        drawn: NDArray[np.float32] = taste.T.astype(np.float32) @ self.terms.design.T.astype(
            np.float32
        )
        drawn = drawn.reshape(len(at), DRAWS, -1)
        drawn += rng.standard_normal(drawn.shape[1:], dtype=np.float32) * np.float32(
            exploration * TRACK_DEVIATION
        )
        known = self.terms.fits[at] + self.terms.without_taste()
        drawn += known[:, None, :].astype(np.float32)
        return drawn

    def _in_order(self, placed: list[Placed], journey: Journey) -> list[Placed]:
        plane = self.catalogue.plane[self.terms.rows]
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
    catalogue: Catalogue,
    pull_of_kin: float = 1.0,
) -> Candidates:
    """The best expected tracks of the regions; `fresh` bool [N] was not heard.

    Mood and posterior make a shortlist; kinship, which costs more, then makes the pool. It counts
    `pull_of_kin` times for likes and seeds.
    """
    steps = tuple(regions)
    members = [region.rows for region in regions.values()]
    within = np.stack([_marks(some, len(catalogue)) for some in members])
    rows = np.flatnonzero(within.any(axis=0))
    allowed = within[:, rows]
    cheap = np.stack([fit_to(step, catalogue.plane[rows]) for step in steps])
    cheap += expected_worths(rows, catalogue, posterior)
    artists = catalogue.artist_codes[rows]
    shortlisted = _marks(shortlist_of(cheap, allowed, artists), len(rows))
    sampled = np.stack([_marks(_evenly(np.flatnonzero(may)), len(rows)) for may in allowed])
    looked_at = shortlisted | sampled.any(axis=0)
    rows, allowed, artists = rows[looked_at], allowed[:, looked_at], artists[looked_at]

    terms = terms_of(
        design_of(rows, catalogue, posterior.genres),
        rows=rows,
        steps=steps,
        signs=signs,
        fresh=fresh,
        catalogue=catalogue,
    ).drawn_to_kin(pull_of_kin)
    expected = terms.expected(posterior)
    pool = pool_of(expected, allowed, artists)
    return Candidates(
        catalogue,
        steps,
        terms=terms.of(pool),
        allowed=allowed[:, pool],
        expected=expected[:, pool],
        means=means_of(terms, sampled[:, looked_at]),
    )


def _marks(indices: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    marks = np.zeros(count, dtype=np.bool_)
    marks[indices] = True
    return marks


def _evenly(members: NDArray[np.int64]) -> NDArray[np.int64]:
    """At most SAMPLED_CANDIDATES of them; rows are in the order of ids, so any step is chance."""
    return members[:: max(1, -(-len(members) // SAMPLED_CANDIDATES))]
