"""What a listener likes, learned from what they said and did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.moods import MoodName


class FeedbackKind(StrEnum):
    """What a listener can say of a track."""

    LIKE = "like"
    DISLIKE = "dislike"
    PICK = "pick"
    SKIP = "skip"

    @property
    def opposite(self) -> FeedbackKind | None:
        """What it cannot stand beside; None if it may stand beside anything."""
        return _OPPOSITES.get(self)


_OPPOSITES = {
    FeedbackKind.LIKE: FeedbackKind.DISLIKE,
    FeedbackKind.DISLIKE: FeedbackKind.LIKE,
}


@dataclass(frozen=True, slots=True)
class Feedback:
    """One sign about one song. `weight` 1 is a sign for this track alone.

    A reaction to a whole set is a weak sign for each of its five and weighs less.
    """

    kind: FeedbackKind
    track_id: str
    title: str
    artists: tuple[str, ...]
    mood: MoodName
    given_at: datetime
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class SeedSong:
    """A track the listener named as theirs."""

    track_id: str
    title: str
    artists: tuple[str, ...]
    added_at: datetime


def with_sign(given: Sequence[Feedback], sign: Feedback) -> tuple[Feedback, ...]:
    """The signs for one track of one set, once `sign` is given too.

    A like takes back a dislike, and the other way round, unless the other weighs more: then
    `sign` is lost. The same kind with the same weight stands once, as first given.
    """
    opposite = [one for one in given if one.kind is sign.kind.opposite]
    if any(one.weight > sign.weight for one in opposite):
        return tuple(given)
    kept = tuple(one for one in given if one not in opposite)
    if any((one.kind, one.weight) == (sign.kind, sign.weight) for one in kept):
        return kept
    return (*kept, sign)


def counting(given: Iterable[Feedback]) -> frozenset[Feedback]:
    """Of the signs in one set those that count: for each track and kind the heaviest."""
    by_weight = sorted(given, key=lambda one: one.weight)
    return frozenset({(one.track_id, one.kind): one for one in by_weight}.values())
