"""What a listener likes, learned from what they said and did."""

from __future__ import annotations

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
