"""Chooses the set: mood and goal pick the region, taste ranks within it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.candidates import Candidates, Placed, candidates_from
from engine.directions import Direction, directions_from
from engine.errors import NothingToOfferError
from engine.goal_habits import GoalChoice, usual_goal
from engine.goals import Journey, journey_for
from engine.kin import Kin, kin_of
from engine.leanings import leanings_of
from engine.moods import MOOD_NAMES, Goal
from engine.preferences import posterior_of
from engine.reasons import Akin, Reason, ReasonTerm, reasons_for
from engine.regions import Offerable, Region, Regions
from engine.shelf import Shelf
from engine.signs import SignReader
from engine.similarity_graph import SimilarityGraph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.goals import Step
    from engine.leanings import Leanings
    from engine.moods import Mood
    from engine.preferences import Posterior
    from engine.signs import Signs
    from engine.taste import Feedback, SeedSong
    from engine.tracks import Track

__all__ = [
    "SET_SIZE",
    "Kin",
    "Reason",
    "ReasonTerm",
    "Recommendation",
    "RecommendationRequest",
    "RecommendedSet",
    "Recommender",
]

SET_SIZE = 5

# A surprise explores twice as boldly.
SURPRISE_BOLDNESS = 2.0


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A track of a set.

    `score` is what was expected of it at its place, exploration excluded; `mood_fit` in 0..1;
    `propensity` is the estimated chance this track had of being in the set, 0..1; reasons, the
    strongest first, at least one.
    """

    track: Track
    score: float
    mood_fit: float
    propensity: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RecommendedSet:
    """The answer, in the order it is offered. `goal` is never auto: it is what auto became.

    `widened` tells that the mood's own region had too little that is fresh; `repeated` that tracks
    heard within the last days had to return.
    """

    mood: Mood
    goal: Goal
    recommendations: tuple[Recommendation, ...]
    widened: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class RecommendationRequest:
    """All that a choice depends on. `heard` holds song keys of the last 7 days, oldest first.

    `adventure` above 0: 2 explores twice as boldly and quarters the pull of liked songs' kin, .5
    the other way round.
    """

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
    adventure: float = 1.0
    goal_choices: Sequence[GoalChoice] = ()
    """Goals asked for before: what is usual in this mood takes the place of auto."""
    pool: NDArray[np.int64] | None = None
    """The only rows that may be offered, if they are given."""


class Recommender:
    """Chooses from one catalogue; holds nothing of any listener."""

    def __init__(self, catalogue: Catalogue, *, exploration: float = 1.0) -> None:
        self._catalogue = catalogue
        self._graph = SimilarityGraph(catalogue)
        self._exploration = exploration
        self._shelf = Shelf(catalogue)
        self._signs = SignReader(self._shelf.songs)
        self._regions = Regions(catalogue)

    def recommend(self, request: RecommendationRequest) -> RecommendedSet:
        """The set for this request; NothingToOfferError if not one track may be offered.

        Fewer than `count` tracks only where too few may be offered that share no artist.
        """
        journey = journey_for(request.mood, _goal_of(request), count=request.count)
        signs = self._signs.read(request.feedback, request.seeds, mood=request.mood.name)
        offerable = self._offerable(request)
        regions = self._regions.of(journey.steps, offerable)
        if not any(len(region.rows) for region in regions.values()):
            raise self._nothing(request, journey)
        return RecommendedSet(
            mood=request.mood,
            goal=journey.goal,
            recommendations=self._choose(
                request, journey, regions, signs=signs, fresh=offerable.fresh
            ),
            widened=any(region.widened for region in regions.values()),
            repeated=any(region.repeated for region in regions.values()),
        )

    def kin(
        self,
        track_id: str,
        *,
        count: int = 5,
        explicit_allowed: bool = False,
        direction: Direction | None = None,
        among: NDArray[np.int64] | None = None,
        feedback: Sequence[Feedback] = (),
    ) -> list[Kin]:
        """The closest tracks, best first: no artist twice, never the song itself.

        No song that `feedback` dislikes. Only those that way, if one is asked for, and of the rows
        `among`, if they are given; none for a track that the catalogue does not know.
        """
        row = self._catalogue.row_of(track_id)
        if row is None:
            return []
        return kin_of(
            row,
            self._graph,
            count=count,
            may=self._allowed(feedback, explicit_allowed=explicit_allowed),
            direction=direction,
            among=among,
        )

    def directions(self, track_id: str) -> tuple[Direction, ...]:
        """The ways on from a track; to older ones only where its year is known."""
        row = self._catalogue.row_of(track_id)
        return () if row is None else directions_from(row, self._catalogue)

    def _allowed(
        self, feedback: Sequence[Feedback], *, explicit_allowed: bool
    ) -> NDArray[np.bool_]:
        """[N] what may be shown at all."""
        explicit = self._catalogue.explicit
        may = np.ones_like(explicit) if explicit_allowed else ~explicit
        may[self._signs.refused(feedback)] = False
        return may

    def _offerable(self, request: RecommendationRequest) -> Offerable:
        may = self._allowed(request.feedback, explicit_allowed=request.explicit_allowed)
        may &= self._within_reach(request)
        may[self._shelf.songs.rows_of_keys(request.excluded)] = False
        heard = self._shelf.songs.rows_of_keys(request.heard)
        fresh = may.copy()
        fresh[heard] = False
        return Offerable(fresh=fresh, returning=heard[may[heard]])

    def _within_reach(self, request: RecommendationRequest) -> NDArray[np.bool_]:
        """[N]: the pool, or all tracks but the guests."""
        within = np.zeros_like(self._catalogue.explicit)
        within[slice(self._catalogue.own) if request.pool is None else request.pool] = True
        return within

    def _nothing(self, request: RecommendationRequest, journey: Journey) -> NothingToOfferError:
        """What kept back the tracks that would have fitted, if there were any."""
        moods = {name for step in journey.steps for name in step.moods}
        fitting = np.isin(self._catalogue.mood_codes, [MOOD_NAMES.index(name) for name in moods])
        explicit = self._catalogue.explicit[fitting & self._within_reach(request)]
        if request.explicit_allowed:
            return NothingToOfferError(refused=len(explicit) > 0)
        return NothingToOfferError(refused=not explicit.all(), explicit=bool(explicit.any()))

    def _choose(
        self,
        request: RecommendationRequest,
        journey: Journey,
        regions: Mapping[Step, Region],
        *,
        signs: Signs,
        fresh: NDArray[np.bool_],
    ) -> tuple[Recommendation, ...]:
        posterior = posterior_of(signs, self._shelf.space, pull_of_kin=request.adventure**-2)
        candidates = candidates_from(
            regions,
            fresh=fresh,
            signs=signs,
            posterior=posterior,
            shelf=self._shelf,
        )
        boldness = SURPRISE_BOLDNESS if journey.goal is Goal.SURPRISE else 1.0
        placed = candidates.choose(
            journey,
            posterior,
            exploration=boldness * request.adventure * self._exploration,
            rng=np.random.default_rng(request.random_state),
        )
        akin = Akin(placed, candidates, signs)
        leanings = leanings_of(signs, self._catalogue)
        return tuple(
            self._recommended(one, candidates, posterior=posterior, akin=akin, leanings=leanings)
            for one in placed
        )

    def _recommended(
        self,
        placed: Placed,
        candidates: Candidates,
        *,
        posterior: Posterior,
        akin: Akin,
        leanings: Leanings,
    ) -> Recommendation:
        at = (placed.step, placed.candidate)
        return Recommendation(
            track=self._catalogue.track(int(candidates.terms.rows[placed.candidate])),
            score=float(candidates.expected[at]),
            mood_fit=float(candidates.terms.fits[at]),
            propensity=placed.propensity,
            reasons=reasons_for(
                placed, candidates, posterior=posterior, akin=akin, leanings=leanings
            ),
        )


def _goal_of(request: RecommendationRequest) -> Goal:
    if request.goal is not Goal.AUTO:
        return request.goal
    return usual_goal(request.mood.name, request.goal_choices)
