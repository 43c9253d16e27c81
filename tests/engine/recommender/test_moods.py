"""Where a set stands: near the mood, and on the way to its goal."""

from __future__ import annotations

import numpy as np
import pytest

from engine.goal_habits import GoalChoice
from engine.goals import journey_for
from engine.moods import MOOD_NAMES, Goal, MoodName, mood_named
from engine.scoring import fits_of
from tests.engine.recommender.conftest import (
    ANGRY,
    HAPPY,
    NOW,
    SAD,
    SEEDS_OF_CHANCE,
    ask,
    rows,
    tracks,
)


@pytest.mark.parametrize("name", MOOD_NAMES)
def test_a_match_stands_close_to_the_mood(recommender, catalogue, name):
    mood = mood_named(name)
    offered = ask(recommender, mood, goal=Goal.MATCH)

    centre = catalogue.plane[rows(offered, catalogue)].mean(axis=0)
    assert np.hypot(*(centre - (mood.valence, mood.arousal))) < 0.3


def test_happy_songs_are_brighter_than_sad_ones(recommender, catalogue):
    happy = ask(recommender, HAPPY, goal=Goal.MATCH)
    sad = ask(recommender, SAD, goal=Goal.MATCH)

    lowest = catalogue.plane[rows(happy, catalogue), 0].min()
    assert lowest > catalogue.plane[rows(sad, catalogue), 0].max()


@pytest.mark.parametrize("chance", SEEDS_OF_CHANCE)
def test_the_sad_are_lifted_gently_with_at_most_two_sad_songs(recommender, catalogue, chance):
    offered = ask(recommender, SAD, random_state=chance)

    valences = catalogue.plane[rows(offered, catalogue), 0].tolist()
    assert offered.goal is Goal.LIFT
    assert sum(track.mood is MoodName.SAD for track in tracks(offered)) <= 2
    assert valences == sorted(valences)
    assert valences[-1] - valences[0] >= 0.15


def test_where_no_goal_is_asked_for_the_usual_one_of_the_mood_is_taken(recommender):
    usual = [GoalChoice(MoodName.ANGRY, Goal.RELEASE, NOW)] * 3

    assert ask(recommender, ANGRY, goal_choices=usual).goal is Goal.RELEASE
    assert ask(recommender, SAD, goal_choices=usual).goal is Goal.LIFT
    assert ask(recommender, ANGRY, goal=Goal.CALM, goal_choices=usual).goal is Goal.CALM


def test_calming_falls_in_arousal(recommender, catalogue):
    offered = ask(recommender, ANGRY, goal=Goal.CALM)

    arousals = catalogue.plane[rows(offered, catalogue), 1].tolist()
    assert arousals == sorted(arousals, reverse=True)
    assert arousals[0] - arousals[-1] > 0.5


@pytest.mark.parametrize("chance", SEEDS_OF_CHANCE)
def test_the_sad_and_the_happy_are_surprised_differently(recommender, catalogue, chance):
    sad, happy = (
        ask(recommender, mood, goal=Goal.SURPRISE, random_state=chance) for mood in (SAD, HAPPY)
    )

    def distance_from_sad(offered):
        offsets = catalogue.plane[rows(offered, catalogue)] - (SAD.valence, SAD.arousal)
        return np.hypot(*offsets.T).mean()

    assert not {t.song_key for t in tracks(sad)} & {t.song_key for t in tracks(happy)}
    assert distance_from_sad(sad) < distance_from_sad(happy)


def test_the_fit_of_a_surprise_is_to_a_place_of_this_mood(recommender, catalogue):
    steps = journey_for(SAD, Goal.SURPRISE, count=5).steps

    for one in ask(recommender, SAD, goal=Goal.SURPRISE).recommendations:
        place = catalogue.plane[[catalogue.row_of(one.track.track_id)]]
        fits = [float(fit) for fit in fits_of(steps, place)[:, 0]]
        assert one.mood_fit in fits


@pytest.mark.parametrize("chance", SEEDS_OF_CHANCE)
def test_what_lets_sadness_out_is_dark_and_lively(recommender, catalogue, chance):
    offered = ask(recommender, SAD, goal=Goal.RELEASE, random_state=chance)

    valences, arousals = catalogue.plane[rows(offered, catalogue)].T
    assert valences.max() < 0
    assert arousals.mean() > 0.2
    assert arousals[2] > 0.2
    assert [track.mood for track in tracks(offered)][::4] == [MoodName.SAD] * 2


def test_a_match_is_offered_best_first(recommender):
    scores = [one.score for one in ask(recommender, goal=Goal.MATCH).recommendations]

    assert scores == sorted(scores, reverse=True)
