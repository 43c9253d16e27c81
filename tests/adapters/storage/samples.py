"""What the tests of storage keep: listeners, photos, sets and signs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from adapters.chat.message import (
    Account,
    Address,
    Audience,
    IncomingPhoto,
    MediaReference,
    Platform,
)
from adapters.storage.keys import Keys
from engine.emotions import Emotion, EmotionDistribution
from engine.faces import BoundingBox, FaceDetection
from engine.moods import Goal, Mood, MoodName
from engine.readings import FaceReading, MoodReading
from engine.recommender import Reason, ReasonTerm, Recommendation, RecommendedSet
from engine.taste import Feedback, FeedbackKind
from engine.tracks import AudioFeatures, Track

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
REPLY_TOKEN = "reply-token-99"  # noqa: S105 - of nobody
KEYS = Keys(identity=b"i" * 32, ciphers=(b"Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2M=",))


def account(name, platform=Platform.TELEGRAM):
    return Account(platform, f"{name}-4711")


def address(chat_id="chat-0815", platform=Platform.TELEGRAM):
    return Address(platform, chat_id, Audience.SENDER, reply_token=REPLY_TOKEN)


def photo(event_id="event-1", *, minutes=0, name="anna"):
    return IncomingPhoto(
        event_id=event_id,
        account=account(name),
        address=address(),
        received_at=NOON + timedelta(minutes=minutes),
        media=MediaReference("media-key-77", 1234),
    )


def track(name):
    features = AudioFeatures(0.5, 0.5, -8.0, 0.1, 0.2, 0.0, 0.1, 0.5, 120.0)
    return Track(f"id-{name}", f"Song {name}", (f"Artist {name}", "Guest"), features, MoodName.SAD)


def recommended(*names, mood=MoodName.SAD):
    return RecommendedSet(
        mood=Mood(mood, -0.5, -0.25),
        goal=Goal.LIFT,
        recommendations=tuple(
            Recommendation(
                track=track(name),
                score=1.5,
                mood_fit=0.75,
                propensity=0.125,
                reasons=(
                    Reason(ReasonTerm.GENRE, 0.5, "dream pop"),
                    Reason(ReasonTerm.FRESH, 0.25),
                ),
            )
            for name in names
        ),
        widened=True,
        repeated=True,
    )


def reading(mood=MoodName.SAD, *, sure=True):
    emotions = EmotionDistribution.of({Emotion.SAD: 0.75, Emotion.NEUTRAL: 0.25})
    box = FaceDetection(BoundingBox(1.0, 2.0, 30.0, 40.0), (), 0.9)
    faces = (FaceReading(box, emotions), FaceReading(box, None))
    return MoodReading(1, faces, emotions, Mood(mood, -0.5, -0.25), sure)


def sign(kind, name, *, weight=1.0, minutes=0):
    return Feedback(
        kind=FeedbackKind(kind),
        track_id=f"id-{name}",
        title=f"Song {name}",
        artists=(f"Artist {name}", "Guest"),
        mood=MoodName.SAD,
        given_at=NOON + timedelta(minutes=minutes),
        weight=weight,
    )
