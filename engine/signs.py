"""Feedback and seed songs as numbers: rows of the catalogue, how strongly, and for or against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from engine.song_index import SongIndex
from engine.taste import Feedback, FeedbackKind, SeedSong

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

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

# A sign of this weight is meant for the track itself, not for a whole set.
FULL_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Signs:
    """All signs about songs that the catalogue knows; arrays of one length S.

    `rows` int [S], `values` float [S] in -1..1, `weights` float [S] in 0..1; `titles` to speak of
    them; `are_seeds` bool [S]; `for_itself` bool [S], where the others were given for a whole set.
    """

    rows: NDArray[np.int64]
    values: NDArray[np.float64]
    weights: NDArray[np.float64]
    titles: tuple[str, ...]
    are_seeds: NDArray[np.bool_]
    for_itself: NDArray[np.bool_]

    @property
    def likings(self) -> NDArray[np.int64]:
        """Which signs say that their song is liked; one for a whole set says it of no song."""
        return np.flatnonzero(self.for_itself & (self.values > 0))


class SignReader:
    """Finds the songs of feedback in a catalogue."""

    def __init__(self, songs: SongIndex) -> None:
        self._songs = songs

    def read(
        self, feedback: Sequence[Feedback], seeds: Sequence[SeedSong], *, mood: MoodName
    ) -> Signs:
        """Those that stand; newer ones and those given in the same mood weigh more."""
        told: list[Feedback | SeedSong] = [*feedback, *seeds]
        rows = self._songs.rows_of(told)
        songs = self._songs.codes_of(rows[: len(feedback)])
        # A seed song is one until it is taken away.
        stand = standing(feedback, songs) + [True] * len(seeds)
        counted = [row is not None and stands for row, stands in zip(rows, stand, strict=True)]
        values = [VALUES[one.kind] for one in feedback] + [SEED_VALUE] * len(seeds)
        meant = np.array([one.weight for one in feedback] + [1.0] * len(seeds))
        in_this_mood = [one.mood is mood for one in feedback] + [True] * len(seeds)
        weights = meant * np.where(in_this_mood, 1.0, OTHER_MOOD)
        times = [one.given_at for one in feedback] + [one.added_at for one in seeds]
        return Signs(
            rows=np.array(list(compress(rows, counted)), dtype=np.int64),
            values=np.array(values, dtype=np.float64)[counted],
            weights=(weights * _recencies(times))[counted],
            titles=tuple([one.title for one in compress(told, counted)]),
            are_seeds=(np.arange(len(told)) >= len(feedback))[counted],
            for_itself=(meant >= FULL_WEIGHT)[counted],
        )

    def refused(self, feedback: Sequence[Feedback]) -> NDArray[np.int64]:
        """Every row of the songs that were disliked for themselves, all editions."""
        rows = self._songs.rows_of([one for one in feedback if refuses(one)])
        known = np.array([row for row in rows if row is not None], dtype=np.int64)
        return self._songs.editions_of(known)


def refuses(sign: Feedback) -> bool:
    """Whether the song was disliked for itself: it never comes back."""
    return sign.kind is FeedbackKind.DISLIKE and sign.weight >= FULL_WEIGHT


def standing(feedback: Sequence[Feedback], songs: Sequence[Hashable]) -> list[bool]:
    """Which signs still hold; `songs` tells which song each is about, whatever the edition.

    A dislike for itself ends what was said for a song in any set. Only a newer like, for itself
    too, speaks for it again: a pick may be a look at what it was.
    """
    ended: dict[Hashable, datetime] = {}
    for sign, song in zip(feedback, songs, strict=True):
        if refuses(sign):
            ended[song] = max(sign.given_at, ended.get(song, sign.given_at))
    return [
        VALUES[sign.kind] < 0 or song not in ended or _likes_since(sign, ended[song])
        for sign, song in zip(feedback, songs, strict=True)
    ]


def _likes_since(sign: Feedback, moment: datetime) -> bool:
    full = sign.kind is FeedbackKind.LIKE and sign.weight >= FULL_WEIGHT
    return full and sign.given_at > moment


def _recencies(times: Sequence[datetime]) -> NDArray[np.float64]:
    """How much each sign still counts. Age counts from the newest: absence forgets nothing."""
    newest = max(times, default=None)
    if newest is None:
        return np.empty(0)
    ages_s = np.array([(newest - time).total_seconds() for time in times])
    recencies: NDArray[np.float64] = np.exp2(ages_s / -HALF_LIFE.total_seconds())
    return recencies
