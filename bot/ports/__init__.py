"""What the conversation needs from the world. Adapters fit by shape."""

from __future__ import annotations

from bot.ports.chats import Chat
from bot.ports.features import DescribedSongs, FeatureSource
from bot.ports.music import FeedbackLog, Goals, History, OwnSongs
from bot.ports.readers import BusyError, MoodReaders, ReaderError
from bot.ports.storage import Listeners, Places, Requests, Storage

__all__ = [
    "BusyError",
    "Chat",
    "DescribedSongs",
    "FeatureSource",
    "FeedbackLog",
    "Goals",
    "History",
    "Listeners",
    "MoodReaders",
    "OwnSongs",
    "Places",
    "ReaderError",
    "Requests",
    "Storage",
]
