"""Why a track is in a set: the terms that moved its score, with their true amounts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReasonTerm(StrEnum):
    """What can move a track's score."""

    # Close to the place on the plane that mood and goal ask for; the reference is the track's own
    # place, valence and arousal as in "+0.42 -0.10".
    MOOD = "mood"
    LIKED = "liked"  # close to a track the listener liked or picked; reference is its title
    SEED = "seed"  # close to a seed song; reference is its title
    GENRE = "genre"  # a genre the listener likes; reference is the genre
    TASTE = "taste"  # features the listener likes; reference is the feature, as "+energy"
    FRESH = "fresh"  # not heard before


@dataclass(frozen=True, slots=True)
class Reason:
    """A term that really moved the score, by `amount` above the candidates' mean."""

    term: ReasonTerm
    amount: float
    reference: str | None = None
