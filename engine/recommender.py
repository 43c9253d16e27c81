"""Chooses the set: mood and goal pick the region, taste ranks within it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.moods import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.moods import Mood
    from engine.taste import Feedback, SeedSong
    from engine.tracks import Track

SET_SIZE = 5


class ReasonTerm(StrEnum):
    """What can move a track's score."""

    MOOD = "mood"  # close to the place on the plane that mood and goal ask for
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


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A track of a set.

    `score` orders the set; `mood_fit` in 0..1; `propensity` is the estimated chance this track had
    of being in the set, 0..1; reasons, the strongest first, at least one.
    """

    track: Track
    score: float
    mood_fit: float
    propensity: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RecommendedSet:
    """The answer, in the order it is offered. `goal` is never auto: it is what auto became.

    `widened` tells that the mood's own region was used up; `repeated` that tracks heard within
    the last days had to return.
    """

    mood: Mood
    goal: Goal
    recommendations: tuple[Recommendation, ...]
    widened: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class RecommendationRequest:
    """All that a choice depends on. `heard` holds song keys of the last 7 days, oldest first."""

    mood: Mood
    goal: Goal = Goal.AUTO
    feedback: Sequence[Feedback] = ()
    seeds: Sequence[SeedSong] = ()
    heard: Sequence[str] = ()
    explicit_allowed: bool = False
    count: int = SET_SIZE
    random_state: int | None = None
    excluded: frozenset[str] = field(default_factory=frozenset)
    """Song keys that must not be in this set whatever happens."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A track close to another; similarity in 0..1."""

    track: Track
    similarity: float
