"""Why a track is in a set: the terms that moved its score, with their true amounts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine.preferences import FEATURES
from engine.scoring import FIT_WORTH
from engine.taste_space import closeness
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.candidates import Candidates, Placed
    from engine.leanings import Leanings
    from engine.preferences import Posterior
    from engine.signs import Signs

# Amounts below this are rounding, not reasons.
LEAST_AMOUNT = 1e-6

# Below this two tracks are not close, and no reason says they are.
LEAST_CLOSENESS = 0.4


class ReasonTerm(StrEnum):
    """What can move a track's score."""

    # Close to the place on the plane that mood and goal ask for; the reference is the track's own
    # place, valence and arousal as in "+0.42 -0.10".
    MOOD = "mood"
    LIKED = "liked"  # close to a track the listener liked or picked; reference is its title
    SEED = "seed"  # close to a seed song; reference is its title
    GENRE = "genre"  # a genre the listener often likes; reference is the genre
    TASTE = "taste"  # a feature the listener tends to like; reference as in "+energy"
    FRESH = "fresh"  # not heard lately, where other songs return


@dataclass(frozen=True, slots=True)
class Reason:
    """A term that really moved the score, by `amount` above the candidates' mean."""

    term: ReasonTerm
    amount: float
    reference: str | None = None


def reasons_for(
    placed: Placed,
    candidates: Candidates,
    *,
    posterior: Posterior,
    akin: Akin,
    leanings: Leanings,
) -> tuple[Reason, ...]:
    """Why a candidate stands at its step, the strongest reason first; at least one.

    An amount is what the term adds to this track above what it adds to the step's mean candidate.
    A term may move the score and be no reason: what dislikes taught is not what is liked.
    """
    terms, means = candidates.terms, candidates.means
    step, index = placed.step, placed.candidate
    valence, arousal = candidates.shelf.catalogue.plane[terms.rows[index]].tolist()
    mood = Reason(
        ReasonTerm.MOOD,
        FIT_WORTH * float(terms.fits[step, index] - means.fits[step]),
        place_reference(valence, arousal),
    )
    reasons = [
        mood,
        Reason(ReasonTerm.FRESH, float(terms.fresh[index] - means.fresh[step])),
        *_kin_reason(ReasonTerm.LIKED, terms.liked[index] - means.liked[step], akin, index),
        *_kin_reason(ReasonTerm.SEED, terms.seeded[index] - means.seeded[step], akin, index),
        *_genre_reason(placed, candidates, posterior, leanings),
        *_taste_reason(placed, candidates, posterior, leanings),
    ]
    positive = [one for one in reasons if one.amount > LEAST_AMOUNT]
    return tuple(sorted(positive, key=lambda one: -one.amount)) or (mood,)


def place_reference(valence: float, arousal: float) -> str:
    """A place on the plane as the reference of a mood reason."""
    return f"{valence:+.2f} {arousal:+.2f}"


class Akin:
    """How close the tracks of one set are to other songs that were liked."""

    def __init__(self, placed: Sequence[Placed], candidates: Candidates, signs: Signs) -> None:
        self._column_of = {one.candidate: column for column, one in enumerate(placed)}
        self._rows = candidates.terms.rows[list(self._column_of)]
        self._shelf, self._signs = candidates.shelf, signs

    def title(self, candidate: int, term: ReasonTerm) -> str | None:
        """The closest seed, or liked song; None if none is close."""
        signs, near = self._seeds if term is ReasonTerm.SEED else self._likes
        if not len(signs):
            return None
        column = near[:, self._column_of[candidate]]
        closest = int(column.argmax())
        return self._signs.titles[signs[closest]] if column[closest] > LEAST_CLOSENESS else None

    @cached_property
    def _seeds(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        return self._closest(self._signs.are_seeds)

    @cached_property
    def _likes(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        return self._closest(~self._signs.are_seeds)

    def _closest(self, meant: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The signs that speak for a song, and [signs, set] closeness; 0 to the song itself."""
        found = self._signs.likings[meant[self._signs.likings]]
        rows, space = self._signs.rows[found], self._shelf.space
        near = closeness(space.places(rows), space.places(self._rows))
        songs = self._shelf.catalogue.song_codes
        near[songs[rows][:, None] == songs[self._rows]] = 0
        return found, near


def _kin_reason(term: ReasonTerm, amount: float, akin: Akin, candidate: int) -> list[Reason]:
    """None without a close song: what is nearer than the mean may still be far."""
    title = akin.title(candidate, term) if amount > LEAST_AMOUNT else None
    return [] if title is None else [Reason(term, float(amount), title)]


def _genre_reason(
    placed: Placed, candidates: Candidates, posterior: Posterior, leanings: Leanings
) -> list[Reason]:
    """None unless the genre itself is liked: better than the mean may still be disliked."""
    code = int(candidates.shelf.catalogue.genre_codes[candidates.terms.rows[placed.candidate]])
    columns = posterior.basis.genre_columns
    worths = posterior.mean[columns]
    own = float(candidates.terms.design[placed.candidate, columns] @ worths)
    if own <= 0 or code not in leanings.genres:
        return []
    mean = float(candidates.means.design[placed.step, columns] @ worths)
    return [Reason(ReasonTerm.GENRE, own - mean, candidates.shelf.catalogue.genre_names[code])]


def _taste_reason(
    placed: Placed, candidates: Candidates, posterior: Posterior, leanings: Leanings
) -> list[Reason]:
    """The one feature that speaks most for the track, with its direction.

    None unless the track has it beyond the catalogue's mean and the likes lean that way.
    """
    features = candidates.terms.design[placed.candidate, :FEATURES]
    deviations = features - candidates.means.design[placed.step, :FEATURES]
    amounts = deviations * posterior.mean[:FEATURES]
    directions = np.sign(deviations)
    true = (features * directions > 0) & (leanings.features * directions > 0)
    if not true.any():
        return []
    feature = int(np.where(true, amounts, -np.inf).argmax())
    direction = "+" if directions[feature] > 0 else "-"
    return [Reason(ReasonTerm.TASTE, float(amounts[feature]), direction + FEATURE_NAMES[feature])]
