from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.leanings import leanings_of
from engine.moods import MoodName
from engine.signs import SignReader
from engine.song_index import SongIndex
from engine.taste import Feedback, FeedbackKind, SeedSong
from engine.taste_summary import MOST_LEANINGS, Leaning, summary_of
from engine.tracks import FEATURE_NAMES

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


def sign(track, kind=FeedbackKind.LIKE, *, mood=MoodName.SAD, weight=1.0):
    return Feedback(kind, track.track_id, track.title, track.artists, mood, NOON, weight)


def seed(track):
    return SeedSong(track.track_id, track.title, track.artists, NOON + timedelta(days=1))


def extreme_tracks(catalogue, feature, *, count=4, genre=None):
    """Different songs that have the most of a feature."""
    order = np.argsort(-catalogue.standardised[:, feature], kind="stable").tolist()
    wanted = [
        row
        for row in order
        if genre is None or catalogue.genre_codes[row] == catalogue.genre_names.index(genre)
    ]
    songs = {int(catalogue.song_codes[row]): row for row in reversed(wanted[: 3 * count])}
    return [catalogue.track(row) for row in list(songs.values())[:count]]


def test_of_nothing_nothing_is_said(catalogue):
    summary = summary_of([], [], catalogue)

    assert (dict(summary.songs), summary.seeds, summary.genres, summary.leanings) == ({}, 0, (), ())


def test_songs_are_counted_once_for_each_sign_and_not_for_whole_sets(catalogue):
    first, second = catalogue.track(1), catalogue.track(900)
    feedback = [
        sign(first),
        sign(first, mood=MoodName.HAPPY),
        sign(second, weight=0.25),
        sign(second, FeedbackKind.DISLIKE),
        sign(second, FeedbackKind.SKIP),
    ]

    summary = summary_of(feedback, [seed(first)], catalogue)

    assert summary.songs == {
        FeedbackKind.LIKE: 1,
        FeedbackKind.DISLIKE: 1,
        FeedbackKind.SKIP: 1,
    }
    assert summary.seeds == 1


def test_a_song_that_is_disliked_by_now_counts_as_liked_no_more(catalogue):
    metal = extreme_tracks(catalogue, 1, count=2, genre="metal")
    later = NOON + timedelta(days=8)
    disliked = replace(sign(metal[0], FeedbackKind.DISLIKE), given_at=later)

    summary = summary_of([*map(sign, metal), disliked], [], catalogue)

    assert summary.songs == {FeedbackKind.LIKE: 1, FeedbackKind.DISLIKE: 1}
    assert summary.genres == ()


def test_the_genres_liked_most_come_first(catalogue):
    metal = extreme_tracks(catalogue, 1, count=4, genre="metal")
    country = extreme_tracks(catalogue, 1, count=2, genre="country")

    summary = summary_of([sign(one) for one in [*country, *metal]], [], catalogue)

    assert summary.genres == ("metal", "country")


def test_what_liked_songs_and_seeds_share_is_told_the_strongest_first(catalogue):
    acoustic = extreme_tracks(catalogue, FEATURE_NAMES.index("acousticness"))
    signs, seeds = [sign(one) for one in acoustic[:2]], [seed(one) for one in acoustic[2:]]

    summary = summary_of(signs, seeds, catalogue)

    means = leanings_of(
        SignReader(SongIndex(catalogue)).read(signs, seeds, mood=MoodName.SAD), catalogue
    )
    strengths = [abs(means.features[FEATURE_NAMES.index(one.feature)]) for one in summary.leanings]
    assert Leaning("acousticness", high=True) in summary.leanings
    assert strengths == sorted(strengths, reverse=True)
    assert len(summary.leanings) == MOST_LEANINGS


def test_the_mood_of_a_sign_does_not_change_the_summary(catalogue):
    tracks = extreme_tracks(catalogue, 1)
    moods = list(MoodName)

    alike = summary_of([sign(one) for one in tracks], [], catalogue)
    mixed = summary_of(
        [sign(one, mood=mood) for one, mood in zip(tracks, moods, strict=False)], [], catalogue
    )

    assert alike == mixed


def test_dislikes_alone_tell_no_liking(catalogue):
    disliked = [sign(one, FeedbackKind.DISLIKE) for one in extreme_tracks(catalogue, 1)]

    summary = summary_of(disliked, [], catalogue)

    assert (summary.genres, summary.leanings) == ((), ())
