"""What a track is worth to a listener now: a sum of terms, each of which can be a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.preferences import Kinship, Posterior, kinship_of
from engine.regions import distances_to
from engine.signs import VALUES
from engine.taste import FeedbackKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.goals import Step
    from engine.signs import Signs

# The exact place is worth 1 and this far from it .6; what is learned of taste is worth up to as
# much, so taste decides among tracks of one region and never brings in another.
FIT_DISTANCE = 0.3

LIKED_WORTH = 0.5
SEED_WORTH = 0.4
DISLIKED_KIN_WORTH = 0.4
SKIPPED_WORTH = 1.0
FRESH_WORTH = 0.1


@dataclass(frozen=True, slots=True)
class Terms:
    """Worths of candidate rows [n], term by term; `fits` is [steps, n] in 0..1."""

    rows: NDArray[np.int64]
    fits: NDArray[np.float64]
    design: NDArray[np.float64]
    liked: Kinship
    seeded: Kinship
    other: NDArray[np.float64]
    """Skipped songs and kin of disliked ones, below 0: never a reason."""
    fresh: NDArray[np.float64]

    def without_taste(self) -> NDArray[np.float64]:
        """[n] all but mood and posterior: what no draw changes."""
        near = LIKED_WORTH * self.liked.closeness + SEED_WORTH * self.seeded.closeness
        return near + self.other + self.fresh

    def expected(self, posterior: Posterior) -> NDArray[np.float64]:
        """[steps, n] the score, exploration excluded."""
        return self.fits + self.without_taste() + self.design @ posterior.mean

    def drawn_to_kin(self, pull: float) -> Terms:
        """The same for who wants kin of their songs `pull` times as much."""
        return replace(self, liked=self.liked.times(pull), seeded=self.seeded.times(pull))

    def of(self, chosen: NDArray[np.int64]) -> Terms:
        """The terms of some of the candidates."""
        return Terms(
            rows=self.rows[chosen],
            fits=self.fits[:, chosen],
            design=self.design[chosen],
            liked=Kinship(self.liked.closeness[chosen], self.liked.signs[chosen]),
            seeded=Kinship(self.seeded.closeness[chosen], self.seeded.signs[chosen]),
            other=self.other[chosen],
            fresh=self.fresh[chosen],
        )


@dataclass(frozen=True, slots=True)
class Means:
    """Means of the terms over the candidates of each step, [steps]; `design` is [steps, d]."""

    fits: NDArray[np.float64]
    design: NDArray[np.float64]
    liked: NDArray[np.float64]
    seeded: NDArray[np.float64]
    fresh: NDArray[np.float64]


def means_of(terms: Terms, members: NDArray[np.bool_]) -> Means:
    """`members` is [steps, n]: whom each step's means are over; those of a step of none are 0."""
    shares = members / np.maximum(1, members.sum(axis=1, keepdims=True))
    return Means(
        fits=(terms.fits * shares).sum(axis=1),
        design=shares @ terms.design,
        liked=shares @ terms.liked.closeness,
        seeded=shares @ terms.seeded.closeness,
        fresh=shares @ terms.fresh,
    )


def fit_to(step: Step, plane: NDArray[np.float32]) -> NDArray[np.float64]:
    """How well each place on the plane fits the step, 0..1."""
    distances = distances_to(step, plane).astype(np.float64)
    return np.exp(-0.5 * np.square(distances / FIT_DISTANCE))


def terms_of(
    design: NDArray[np.float64],
    *,
    rows: NDArray[np.int64],
    steps: Sequence[Step],
    signs: Signs,
    fresh: NDArray[np.bool_],
    catalogue: Catalogue,
) -> Terms:
    """All terms of these rows of the catalogue, which `design` describes.

    `fresh` bool [N] was not heard lately.
    """
    plane = catalogue.plane[rows]
    fits = {step: fit_to(step, plane) for step in set(steps)}
    positive = signs.values > 0
    liked = kinship_of(rows, signs, positive & ~signs.are_seeds, catalogue=catalogue)
    seeded = kinship_of(rows, signs, positive & signs.are_seeds, catalogue=catalogue)
    hated = signs.values == VALUES[FeedbackKind.DISLIKE]
    disliked = kinship_of(rows, signs, hated, catalogue=catalogue)
    return Terms(
        rows=rows,
        fits=np.stack([fits[step] for step in steps]),
        design=design,
        liked=liked,
        seeded=seeded,
        other=-DISLIKED_KIN_WORTH * disliked.closeness
        - SKIPPED_WORTH * _skipped(rows, signs, catalogue),
        fresh=np.where(fresh[rows], FRESH_WORTH, 0.0),
    )


def _skipped(rows: NDArray[np.int64], signs: Signs, catalogue: Catalogue) -> NDArray[np.float64]:
    """[n] how heavily the very song was skipped, 0..1: it is not offered again soon."""
    skips = np.flatnonzero(signs.values == VALUES[FeedbackKind.SKIP])
    heaviest = np.zeros(int(catalogue.song_codes.max(initial=-1)) + 1)
    np.maximum.at(heaviest, catalogue.song_codes[signs.rows[skips]], signs.weights[skips])
    return heaviest[catalogue.song_codes[rows]]
