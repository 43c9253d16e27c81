"""What a track is worth to a listener now: a sum of terms, each of which can be a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.preferences import design_of
from engine.signs import VALUES
from engine.taste import FeedbackKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.goals import Step
    from engine.preferences import Posterior
    from engine.shelf import Shelf
    from engine.signs import Signs

# The exact place is worth 1 and this far from it .6; what is learned of taste is worth up to as
# much, so taste decides among tracks of one region and never brings in another.
FIT_DISTANCE = 0.3
FIT_WORTH = 0.4

SKIPPED_WORTH = 1.0
FRESH_WORTH = 0.1


@dataclass(frozen=True, slots=True)
class Terms:
    """Worths of candidate rows [n], term by term; `fits` is [steps, n] in 0..1."""

    rows: NDArray[np.int64]
    fits: NDArray[np.float32]
    design: NDArray[np.float32]
    """[n, d], see `design_of`."""
    liked: NDArray[np.float32]
    """Close to what was liked or picked."""
    seeded: NDArray[np.float32]
    """Close to a seed song."""
    skipped: NDArray[np.float32]
    """The very song was skipped: below 0, never a reason."""
    fresh: NDArray[np.float32]

    def without_taste(self) -> NDArray[np.float32]:
        """[steps, n] all but what the posterior says: what no draw changes."""
        return np.float32(FIT_WORTH) * self.fits + self.skipped + self.fresh

    def expected(self, posterior: Posterior) -> NDArray[np.float32]:
        """[steps, n] the score, exploration excluded."""
        return self.without_taste() + self.design @ posterior.mean.astype(np.float32)

    def of(self, chosen: NDArray[np.int64]) -> Terms:
        """The terms of some of the candidates."""
        return Terms(
            rows=self.rows[chosen],
            fits=self.fits.take(chosen, axis=1),
            design=self.design.take(chosen, axis=0),
            liked=self.liked[chosen],
            seeded=self.seeded[chosen],
            skipped=self.skipped[chosen],
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
        liked=shares @ terms.liked,
        seeded=shares @ terms.seeded,
        fresh=shares @ terms.fresh,
    )


def fits_of(steps: Sequence[Step], plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """[steps, n] how well each place on the plane fits each step, 0..1."""
    points = np.array([(step.valence, step.arousal) for step in steps], dtype=np.float32)
    squares: NDArray[np.float32] = np.square(points[:, :1] - plane[:, 0])
    squares += np.square(points[:, 1:] - plane[:, 1])
    squares *= np.float32(-0.5 / FIT_DISTANCE**2)
    return np.exp(squares, out=squares)


def terms_of(
    rows: NDArray[np.int64],
    *,
    fits: NDArray[np.float32],
    posterior: Posterior,
    signs: Signs,
    fresh: NDArray[np.bool_],
    shelf: Shelf,
) -> Terms:
    """All terms of these rows of the catalogue; `fits` is [steps, n].

    `fresh` bool [N] was not heard lately.
    """
    design = design_of(rows, shelf.space, posterior.basis)
    near = design[:, posterior.basis.place_columns]
    return Terms(
        rows=rows,
        fits=fits,
        design=design,
        liked=near @ posterior.liked.astype(np.float32),
        seeded=near @ posterior.seeded.astype(np.float32),
        skipped=np.float32(-SKIPPED_WORTH) * _skipped(rows, signs, shelf.catalogue),
        fresh=np.where(fresh.take(rows), np.float32(FRESH_WORTH), np.float32(0)),
    )


def _skipped(rows: NDArray[np.int64], signs: Signs, catalogue: Catalogue) -> NDArray[np.float32]:
    """[n] how heavily the very song was skipped, 0..1: it is not offered again soon."""
    skips = np.flatnonzero(signs.values == VALUES[FeedbackKind.SKIP])
    skips = skips[np.argsort(signs.weights[skips], kind="stable")]
    songs = catalogue.song_codes[signs.rows[skips]].tolist()
    # Of a song's weights the last stays: the heaviest.
    heaviest = dict(zip(songs, signs.weights[skips].tolist(), strict=True))
    wanted = catalogue.song_codes.take(rows).tolist()
    return np.array([heaviest.get(song, 0.0) for song in wanted], dtype=np.float32)
