"""The starter catalogue, its recommender, and listeners who said something about its songs."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.moods import MoodName, mood_named
from engine.recommender import RecommendationRequest, Recommender
from engine.taste import Feedback, SeedSong

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HAPPY, SAD = mood_named(MoodName.HAPPY), mood_named(MoodName.SAD)
ANGRY = mood_named(MoodName.ANGRY)
SEEDS_OF_CHANCE = range(12)


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


@pytest.fixture(scope="module")
def recommender(catalogue):
    return Recommender(catalogue)


def ask(recommender, mood=HAPPY, random_state=0, **wishes):
    request = RecommendationRequest(mood, random_state=random_state, **wishes)
    return recommender.recommend(request)


def sign(kind, track, mood=MoodName.HAPPY, at=NOW, weight=1.0):
    return Feedback(kind, track.track_id, track.title, track.artists, mood, at, weight)


def seed(track):
    return SeedSong(track.track_id, track.title, track.artists, NOW)


def tracks(offered):
    return [one.track for one in offered.recommendations]


def rows(offered, catalogue):
    return [catalogue.row_of(track.track_id) for track in tracks(offered)]


def of_genre(catalogue, genre, mood, count=3):
    """Tracks of a genre near a mood."""
    offsets = catalogue.plane - np.array([mood.valence, mood.arousal])
    distances = np.square(offsets).sum(axis=1)
    distances[catalogue.genre_codes != catalogue.genre_names.index(genre)] = np.inf
    return [catalogue.track(int(row)) for row in np.argsort(distances)[:count]]
