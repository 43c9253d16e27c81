"""Moods: six names and a point on Russell's circumplex."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MoodName(StrEnum):
    """The six moods that songs are chosen for."""

    HAPPY = "happy"
    SURPRISED = "surprised"
    ANGRY = "angry"
    FEARFUL = "fearful"
    SAD = "sad"
    CALM = "calm"


MOOD_NAMES = tuple(MoodName)


class Goal(StrEnum):
    """What the listener wants music to do."""

    MATCH = "match"
    LIFT = "lift"
    CALM = "calm"
    RELEASE = "release"
    SURPRISE = "surprise"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Mood:
    """A mood name and a point; valence and arousal each in -1..1."""

    name: MoodName
    valence: float
    arousal: float
