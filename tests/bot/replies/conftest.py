"""Sets, readings and buttons to speak of."""

from datetime import UTC, datetime

import pytest

from adapters.chat.message import Button, Reply
from adapters.values import OfferedSet, OfferedTrack, ReadingId, SavedReading, SetId
from engine.emotions import Emotion, EmotionDistribution
from engine.moods import Goal, MoodName, mood_named, mood_of
from engine.recommender import Reason, ReasonTerm

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LONGEST_ID = 2**63 - 1


def buttons_of(reply: Reply) -> list[Button]:
    rows = [*reply.buttons, *(card.buttons for card in reply.cards)]
    return [button for row in rows for button in row]


def saved(emotions: EmotionDistribution, *, faces: int = 1) -> SavedReading:
    return SavedReading(ReadingId(LONGEST_ID), NOW, faces, emotions, mood_of(emotions), sure=True)


def offered_for(
    name: MoodName, goal: Goal = Goal.MATCH, *, reading: SavedReading | None = None
) -> OfferedSet:
    tracks = tuple(
        OfferedTrack(
            number,
            f"{number:022}",
            f"Song {number}",
            (f"Band {number}",),
            score=0.5,
            mood_fit=0.5,
            propensity=0.1,
            reasons=(Reason(ReasonTerm.MOOD, 0.3, "+0.42 -0.10"),),
        )
        for number in range(1, 6)
    )
    return OfferedSet(SetId(LONGEST_ID), NOW, mood_named(name), goal, tracks, reading=reading)


@pytest.fixture
def happy() -> EmotionDistribution:
    return EmotionDistribution.of({Emotion.HAPPY: 0.7, Emotion.SURPRISE: 0.3})
