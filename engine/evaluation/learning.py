"""A listener's days with the recommender: sets, reactions, and lists of ten afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from engine.moods import Goal
from engine.recommender import RecommendationRequest
from engine.taste import Feedback, FeedbackKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.evaluation.simulated_listeners import SimulatedListener
    from engine.moods import Mood
    from engine.recommender import Recommender
    from engine.taste import SeedSong
    from engine.tracks import Track

START = datetime(2026, 1, 1, tzinfo=UTC)
BETWEEN_SETS = timedelta(hours=8)

SET_SIZE = 5
SETS_LEARNED_FROM = 6  # thirty reactions
SETS_AFTERWARDS = 4


@dataclass(slots=True)
class Acquaintance:
    """What the recommender knows of one listener: it grows with every set."""

    recommender: Recommender
    catalogue: Catalogue
    mood: Mood
    random_state: int
    feedback: list[Feedback] = field(default_factory=list)
    seeds: Sequence[SeedSong] = ()
    heard: list[str] = field(default_factory=list)
    excluded: frozenset[str] = frozenset()
    _asked: int = 0

    def offered(self, count: int) -> NDArray[np.int64]:
        """Rows of the next set; it counts as heard from now on."""
        self._asked += 1
        request = RecommendationRequest(
            mood=self.mood,
            goal=Goal.MATCH,
            feedback=tuple(self.feedback),
            seeds=self.seeds,
            heard=tuple(self.heard),
            excluded=self.excluded,
            count=count,
            random_state=1000 * self.random_state + self._asked,
        )
        tracks = [one.track for one in self.recommender.recommend(request).recommendations]
        self.heard += [track.song_key for track in tracks]
        return np.array([self._row(track) for track in tracks], dtype=np.int64)

    def react(self, rows: NDArray[np.int64], liked: NDArray[np.bool_]) -> None:
        """A like or a dislike for each of them."""
        for row, like in zip(rows.tolist(), liked.tolist(), strict=True):
            self._say(FeedbackKind.LIKE if like else FeedbackKind.DISLIKE, row)

    def pick(self, row: int) -> None:
        """A song of their own choice, which does not come back as a recommendation."""
        self._say(FeedbackKind.PICK, row)
        self.excluded |= {self.catalogue.track(row).song_key}

    def _say(self, kind: FeedbackKind, row: int) -> None:
        track = self.catalogue.track(row)
        self.feedback.append(
            Feedback(
                kind=kind,
                track_id=track.track_id,
                title=track.title,
                artists=track.artists,
                mood=self.mood.name,
                given_at=START + self._asked * BETWEEN_SETS,
            )
        )

    def _row(self, track: Track) -> int:
        row = self.catalogue.row_of(track.track_id)
        if row is None:
            raise LookupError(track.track_id)
        return row


@dataclass(frozen=True, slots=True)
class LearningCurve:
    """Mean chance to like the five of each set; all sets after the last reaction are one value."""

    mien: tuple[float, ...]
    oracle: tuple[float, ...]
    random: float


def learned(acquaintance: Acquaintance, listener: SimulatedListener) -> LearningCurve:
    """Thirty reactions of a simulated listener, and how well sets are liked on the way.

    The oracle is asked as often and repeats no song either. Random are five of those that may be
    offered around the mood.
    """
    rng = np.random.default_rng([listener.random_state, 2])
    catalogue, chances = acquaintance.catalogue, listener.chances
    known: list[int] = []
    mien: list[float] = []
    oracle: list[float] = []
    for number in range(SETS_LEARNED_FROM + SETS_AFTERWARDS):
        rows = acquaintance.offered(SET_SIZE)
        best = listener.best(catalogue, count=SET_SIZE, known=known)
        known += best.tolist()
        mien.append(float(chances[rows].mean()))
        oracle.append(float(chances[best].mean()))
        if number < SETS_LEARNED_FROM:
            acquaintance.react(rows, listener.likes(rows, rng))
    return LearningCurve(
        mien=_with_mean_end(mien),
        oracle=_with_mean_end(oracle),
        random=float(chances[listener.around].mean()),
    )


def _with_mean_end(rates: list[float]) -> tuple[float, ...]:
    after = rates[SETS_LEARNED_FROM:]
    return (*rates[:SETS_LEARNED_FROM], sum(after) / len(after))
