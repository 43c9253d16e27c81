"""What a track is worth to a listener now: a sum of terms, each of which can be a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.preferences import Kinship, Posterior, kinship_of
from engine.reasons import Reason, ReasonTerm
from engine.regions import distances_to
from engine.signs import VALUES
from engine.taste import FeedbackKind
from engine.tracks import FEATURE_NAMES

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

# Amounts below this are rounding, not reasons.
LEAST_AMOUNT = 1e-6

_FEATURES = len(FEATURE_NAMES)


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


def reasons_for(
    index: int,
    *,
    step: int,
    terms: Terms,
    posterior: Posterior,
    signs: Signs,
    catalogue: Catalogue,
) -> tuple[Reason, ...]:
    """Why candidate `index` stands at `step`, the strongest reason first; at least one.

    An amount is what the term adds to this track above what it adds to the mean candidate.
    """
    reasons = [
        Reason(ReasonTerm.FRESH, _above(terms.fresh, index)),
        _kin_reason(ReasonTerm.LIKED, LIKED_WORTH, terms.liked, index, signs),
        _kin_reason(ReasonTerm.SEED, SEED_WORTH, terms.seeded, index, signs),
        _genre_reason(index, terms, posterior, catalogue.genre_names),
        _taste_reason(index, terms, posterior),
    ]
    place = catalogue.plane[terms.rows[index]]
    mood = Reason(
        ReasonTerm.MOOD, _above(terms.fits[step], index), place_reference(*place.tolist())
    )
    positive = [one for one in (mood, *reasons) if one and one.amount > LEAST_AMOUNT]
    return tuple(sorted(positive, key=lambda one: -one.amount)) or (mood,)


def place_reference(valence: float, arousal: float) -> str:
    """A place on the plane as the reference of a mood reason."""
    return f"{valence:+.2f} {arousal:+.2f}"


def _above(worths: NDArray[np.float64], index: int) -> float:
    return float(worths[index] - worths.mean())


def _kin_reason(
    term: ReasonTerm, worth: float, kinship: Kinship, index: int, signs: Signs
) -> Reason | None:
    sign = int(kinship.signs[index])
    if sign < 0:
        return None
    return Reason(term, worth * _above(kinship.closeness, index), signs.titles[sign])


def _genre_reason(
    index: int, terms: Terms, posterior: Posterior, genre_names: Sequence[str]
) -> Reason | None:
    """None unless the genre itself is liked: better than the mean may still be disliked."""
    worths = terms.design[:, _FEATURES:] @ posterior.mean[_FEATURES:]
    if worths[index] <= 0:
        return None
    genre = genre_names[posterior.genres[terms.design[index, _FEATURES:].argmax()]]
    return Reason(ReasonTerm.GENRE, _above(worths, index), genre)


def _taste_reason(index: int, terms: Terms, posterior: Posterior) -> Reason:
    """The one feature that speaks most for the track, with its direction."""
    deviations = terms.design[index, :_FEATURES] - terms.design[:, :_FEATURES].mean(axis=0)
    amounts = deviations * posterior.mean[:_FEATURES]
    feature = int(amounts.argmax())
    direction = "+" if deviations[feature] > 0 else "-"
    return Reason(ReasonTerm.TASTE, float(amounts[feature]), direction + FEATURE_NAMES[feature])
