"""SQLAlchemy ORM classes and nothing else. Neural networks live in engine/assets."""

from models.base import Base, UtcDateTime
from models.described_songs import DescribedSongRecord
from models.feedback import FeedbackRecord, SeedSongRecord
from models.goals import GoalChoiceRecord
from models.history import (
    CorrectionRecord,
    ReadingRecord,
    RecommendationRecord,
    RecommendationSetRecord,
    ShownRecord,
)
from models.keys import KeyFingerprintRecord
from models.listeners import ConsentRecord, ListenerRecord
from models.own_songs import OwnListRecord, OwnSongRecord
from models.places import PlaceRecord
from models.requests import RequestRecord
from models.spotify import SpotifyAccountRecord, SpotifyLinkRecord, SpotifyPlaylistRecord

__all__ = [
    "Base",
    "ConsentRecord",
    "CorrectionRecord",
    "DescribedSongRecord",
    "FeedbackRecord",
    "GoalChoiceRecord",
    "KeyFingerprintRecord",
    "ListenerRecord",
    "OwnListRecord",
    "OwnSongRecord",
    "PlaceRecord",
    "ReadingRecord",
    "RecommendationRecord",
    "RecommendationSetRecord",
    "RequestRecord",
    "SeedSongRecord",
    "ShownRecord",
    "SpotifyAccountRecord",
    "SpotifyLinkRecord",
    "SpotifyPlaylistRecord",
    "UtcDateTime",
]
