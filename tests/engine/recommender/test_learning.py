"""What a listener said moves the sets that follow."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from engine.emotions import Emotion, EmotionDistribution
from engine.moods import Goal, MoodName, corrected, mood_named, mood_of
from engine.taste import FeedbackKind
from tests.engine.recommender.conftest import (
    ANGRY,
    HAPPY,
    NOW,
    SEEDS_OF_CHANCE,
    ask,
    of_genre,
    rows,
    seed,
    sign,
    tracks,
)


def share_of_genre(recommender, genre, **wishes):
    sets = [ask(recommender, random_state=chance, **wishes) for chance in SEEDS_OF_CHANCE]
    offered = [track.genre for one in sets for track in tracks(one)]
    return offered.count(genre) / len(offered)


def test_a_like_brings_closer_songs(recommender, catalogue):
    liked = of_genre(catalogue, "metal", ANGRY, count=1)[0]
    centre = catalogue.standardised[catalogue.row_of(liked.track_id)]

    def distance(feedback):
        sets = [
            ask(recommender, ANGRY, random_state=chance, feedback=feedback)
            for chance in SEEDS_OF_CHANCE
        ]
        offsets = [catalogue.standardised[rows(one, catalogue)] - centre for one in sets]
        return np.square(offsets).sum(axis=2).mean()

    assert distance([sign(FeedbackKind.LIKE, liked, MoodName.ANGRY)]) < 0.9 * distance([])


def test_a_like_teaches_nothing_once_the_song_is_disliked(recommender, catalogue):
    song = of_genre(catalogue, "metal", ANGRY, count=1)[0]
    like = sign(FeedbackKind.LIKE, song, MoodName.ANGRY, at=NOW - timedelta(days=8))
    dislike = sign(FeedbackKind.DISLIKE, song, MoodName.ANGRY)

    for chance in SEEDS_OF_CHANCE:
        both, alone = (
            ask(recommender, ANGRY, random_state=chance, feedback=feedback)
            for feedback in ([like, dislike], [dislike])
        )
        assert both == alone


@pytest.mark.parametrize("kind", [FeedbackKind.LIKE, FeedbackKind.PICK])
def test_likes_and_picks_bring_more_of_a_genre(recommender, catalogue, kind):
    feedback = [sign(kind, track) for track in of_genre(catalogue, "country", HAPPY)]

    before = share_of_genre(recommender, "country")

    assert share_of_genre(recommender, "country", feedback=feedback) > before + 0.1


@pytest.mark.parametrize("kind", [FeedbackKind.SKIP, FeedbackKind.DISLIKE])
def test_skips_and_dislikes_bring_less_of_a_genre(recommender, catalogue, kind):
    feedback = [sign(kind, track) for track in of_genre(catalogue, "deep-house", HAPPY, count=8)]

    before = share_of_genre(recommender, "deep-house")

    assert share_of_genre(recommender, "deep-house", feedback=feedback) < before


def test_seeds_bring_more_of_their_genre(recommender, catalogue):
    seeds = [seed(track) for track in of_genre(catalogue, "country", HAPPY)]

    before = share_of_genre(recommender, "country")

    assert share_of_genre(recommender, "country", seeds=seeds) > before + 0.1


def test_a_weak_sign_moves_less_than_a_full_one(recommender, catalogue):
    liked = of_genre(catalogue, "country", HAPPY, count=6)
    full, weak = (
        [sign(FeedbackKind.LIKE, track, weight=weight) for track in liked] for weight in (1, 0.1)
    )

    strong_share = share_of_genre(recommender, "country", feedback=full)

    assert share_of_genre(recommender, "country", feedback=weak) < strong_share


def test_a_correction_changes_the_next_set(recommender, catalogue):
    face = EmotionDistribution.of({Emotion.ANGRY: 0.5, Emotion.SAD: 0.35, Emotion.NEUTRAL: 0.15})
    seen = ask(recommender, mood_of(face), goal=Goal.MATCH)
    meant = ask(recommender, corrected(face, {(MoodName.ANGRY, MoodName.SAD): 2}), goal=Goal.MATCH)

    assert meant.mood.name is MoodName.SAD
    arousals = [catalogue.plane[rows(one, catalogue), 1].mean() for one in (seen, meant)]
    assert arousals[1] < arousals[0]


@pytest.mark.parametrize("name", [MoodName.HAPPY, MoodName.CALM, MoodName.SAD])
def test_the_adventurous_are_led_further_from_what_they_like(recommender, catalogue, name):
    mood = mood_named(name)
    liked = tracks(ask(recommender, mood, random_state=99))[:3]
    feedback = [sign(FeedbackKind.LIKE, track, mood=name) for track in liked]
    anchors = catalogue.standardised[[catalogue.row_of(track.track_id) for track in liked]]

    distances, songs = [], []
    for adventure in (0.5, 1.0, 2.0):
        found = [
            row
            for chance in SEEDS_OF_CHANCE
            for row in rows(
                ask(
                    recommender,
                    mood,
                    random_state=chance,
                    feedback=feedback,
                    adventure=adventure,
                ),
                catalogue,
            )
        ]
        offsets = catalogue.standardised[found][:, None] - anchors[None]
        distances.append(np.sqrt(np.square(offsets).sum(axis=2)).min(axis=1).mean())
        songs.append(len(set(found)))

    assert distances[0] < distances[1] < distances[2]
    assert distances[0] + 0.4 < distances[2]
    assert songs[0] * 1.2 < songs[2]


def test_adventure_reaches_further_before_anything_is_liked(recommender, catalogue):
    calm = mood_named(MoodName.CALM)

    songs = [
        {
            row
            for chance in SEEDS_OF_CHANCE
            for row in rows(
                ask(recommender, calm, random_state=chance, adventure=adventure), catalogue
            )
        }
        for adventure in (0.5, 2.0)
    ]

    assert len(songs[0]) < len(songs[1])
