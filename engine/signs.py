"""Feedback and seed songs as numbers: rows of the catalogue, how strongly, and for or against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.taste import Feedback, FeedbackKind, SeedSong
from engine.tracks import song_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.moods import MoodName

# What a sign says of how much a song is liked, -1..1. A skip is mild: it was not this one, now.
VALUES = {
    FeedbackKind.LIKE: 1.0,
    FeedbackKind.PICK: 0.7,
    FeedbackKind.SKIP: -0.3,
    FeedbackKind.DISLIKE: -1.0,
}
SEED_VALUE = 1.0

# A sign counts half of one that came this much later: tastes drift over months, not days.
HALF_LIFE = timedelta(days=90)

# What was liked in another mood still tells something about this one.
OTHER_MOOD = 0.6

# A dislike of this weight is meant for the track itself, not for a whole set.
FULL_WEIGHT = 1.0

REMEMBERED_LOOKUPS = 65_536


@dataclass(frozen=True, slots=True)
class Signs:
    """All signs about songs that the catalogue knows; arrays of one length S.

    `rows` int [S], `values` float [S] in -1..1, `weights` float [S] in 0..1; `titles` to speak of
    them; `are_seeds` bool [S].
    """

    rows: NDArray[np.int64]
    values: NDArray[np.float64]
    weights: NDArray[np.float64]
    titles: tuple[str, ...]
    are_seeds: NDArray[np.bool_]


class SignReader:
    """Finds the songs of feedback in a catalogue and remembers where they are."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._row_of = lru_cache(maxsize=REMEMBERED_LOOKUPS)(self._find)

    def read(
        self, feedback: Sequence[Feedback], seeds: Sequence[SeedSong], *, mood: MoodName
    ) -> Signs:
        """Newer signs and those given in the same mood weigh more."""
        newest = _newest(feedback, seeds)
        found = [
            (row, VALUES[one.kind], _weight(one, mood) * _recency(one.given_at, newest), one.title)
            for one in feedback
            if (row := self._row(one)) is not None
        ]
        heard_of = len(found)
        found += [
            (row, SEED_VALUE, _recency(one.added_at, newest), one.title)
            for one in seeds
            if (row := self._row(one)) is not None
        ]
        rows, values, weights, titles = zip(*found, strict=True) if found else ((), (), (), ())
        return Signs(
            rows=np.array(rows, dtype=np.int64),
            values=np.array(values, dtype=np.float64),
            weights=np.array(weights, dtype=np.float64),
            titles=tuple(titles),
            are_seeds=np.arange(len(found)) >= heard_of,
        )

    def disliked_rows(self, feedback: Iterable[Feedback]) -> NDArray[np.int64]:
        """Every edition of every song that was disliked for itself."""
        against = [
            one
            for one in feedback
            if one.kind is FeedbackKind.DISLIKE and one.weight >= FULL_WEIGHT
        ]
        rows = [row for one in against if (row := self._row(one)) is not None]
        codes = self._catalogue.song_codes
        return np.flatnonzero(np.isin(codes, codes[np.array(rows, dtype=np.int64)]))

    def _row(self, one: Feedback | SeedSong) -> int | None:
        return self._row_of(one.track_id, one.title, one.artists[0])

    def _find(self, track_id: str, title: str, first_artist: str) -> int | None:
        row = self._catalogue.row_of(track_id)
        if row is not None:
            return row
        # Another catalogue may have had another id for the same song.
        editions = self._catalogue.rows_of_songs((song_key(title, first_artist),))
        return int(editions[0]) if len(editions) else None


def _newest(feedback: Sequence[Feedback], seeds: Sequence[SeedSong]) -> datetime | None:
    """The latest sign: age counts from there, so a long absence forgets nothing."""
    times = [one.given_at for one in feedback] + [one.added_at for one in seeds]
    return max(times, default=None)


def _recency(given_at: datetime, newest: datetime | None) -> float:
    return 0.5 ** ((newest - given_at) / HALF_LIFE) if newest else 1.0


def _weight(feedback: Feedback, mood: MoodName) -> float:
    return feedback.weight * (1.0 if feedback.mood is mood else OTHER_MOOD)
