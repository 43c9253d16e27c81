from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest

from engine.goals import PLEASANT, TENSE, journey_for
from engine.moods import MOOD_NAMES, Goal, Mood, MoodName, mood_named

SAD = mood_named(MoodName.SAD)


def valences(journey):
    return [step.valence for step in journey.steps]


def arousals(journey):
    return [step.arousal for step in journey.steps]


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("name", MOOD_NAMES)
@pytest.mark.parametrize("count", [1, 2, 5, 10])
def test_every_goal_has_a_step_for_every_track_and_never_stays_auto(goal, name, count):
    journey = journey_for(mood_named(name), goal, count=count)

    assert len(journey.steps) == count
    assert journey.goal is not Goal.AUTO
    assert all(-1 <= x <= 1 for x in valences(journey) + arousals(journey))


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        (MoodName.SAD, Goal.LIFT),
        (MoodName.FEARFUL, Goal.CALM),
        (MoodName.HAPPY, Goal.MATCH),
        (MoodName.ANGRY, Goal.MATCH),
        (MoodName.CALM, Goal.MATCH),
        (MoodName.SURPRISED, Goal.MATCH),
    ],
)
def test_auto_lifts_the_sad_calms_the_fearful_and_else_matches(name, goal):
    assert journey_for(mood_named(name), Goal.AUTO, count=5).goal is goal


def test_sad_songs_have_at_most_two_places_when_auto_lifts():
    steps = journey_for(SAD, Goal.AUTO, count=5).steps

    assert sum(MoodName.SAD in step.moods for step in steps) == 2


@pytest.mark.parametrize("name", MOOD_NAMES)
@pytest.mark.parametrize("goal", [Goal.LIFT, Goal.AUTO])
def test_bands_of_a_rise_never_overlap(name, goal):
    journey = journey_for(mood_named(name), goal, count=5)
    if not journey.rises:
        assert goal is Goal.AUTO
        return

    for step, after in pairwise(journey.steps):
        assert step.valence + step.reach <= after.valence - after.reach + 1e-9
    lowest_rise = valences(journey)[-1] - valences(journey)[0] - 2 * journey.steps[0].reach
    assert lowest_rise >= 0.15


def test_a_lift_goes_further_than_the_gentle_rise_of_auto():
    lift, auto = (journey_for(SAD, goal, count=5) for goal in (Goal.LIFT, Goal.AUTO))

    assert valences(lift)[0] == valences(auto)[0] < valences(auto)[-1] < valences(lift)[-1]


def test_calming_an_angry_mood_starts_where_it_is_and_ends_quiet_and_untense():
    angry = mood_named(MoodName.ANGRY)
    journey = journey_for(angry, Goal.CALM, count=5)

    assert arousals(journey)[0] == angry.arousal
    assert arousals(journey) == sorted(arousals(journey), reverse=True)
    assert arousals(journey)[-1] < -0.4
    assert not journey.steps[-1].moods & TENSE


def test_a_release_goes_beyond_the_mood_and_comes_back():
    journey = journey_for(mood_named(MoodName.ANGRY), Goal.RELEASE, count=5)

    assert max(arousals(journey)) == arousals(journey)[2] > 0.7
    assert arousals(journey)[0] == pytest.approx(arousals(journey)[-1])


@pytest.mark.parametrize("name", MOOD_NAMES)
def test_a_release_is_loudest_at_its_middle_and_never_quiet(name):
    mood = mood_named(name)
    journey = journey_for(mood, Goal.RELEASE, count=5)

    assert arousals(journey)[2] == max(arousals(journey)) >= mood_named(MoodName.ANGRY).arousal
    assert min(arousals(journey)) >= 0.2
    assert all(valence * mood.valence > 0 for valence in valences(journey))


def test_one_song_of_release_is_the_middle():
    (step,) = journey_for(SAD, Goal.RELEASE, count=1).steps

    assert step.arousal == mood_named(MoodName.ANGRY).arousal


def test_the_sad_may_let_it_out_with_angry_songs_at_the_heights_and_nobody_pleasant_may():
    sad, happy = (
        journey_for(mood_named(name), Goal.RELEASE, count=5).steps
        for name in (MoodName.SAD, MoodName.HAPPY)
    )

    assert all(MoodName.SAD in step.moods for step in sad)
    assert [MoodName.ANGRY in step.moods for step in sad] == [False, True, True, True, False]
    assert all(step.moods == PLEASANT for step in happy)


@pytest.mark.parametrize("name", MOOD_NAMES)
def test_a_surprise_has_five_places_and_is_never_tense(name):
    steps = journey_for(mood_named(name), Goal.SURPRISE, count=5).steps

    assert len({(step.valence, step.arousal) for step in steps}) == 5
    assert not any(step.moods & TENSE for step in steps)
    assert sum(MoodName.SAD in step.moods for step in steps) <= 2


@pytest.mark.parametrize("name", MOOD_NAMES)
def test_a_surprise_starts_from_the_mood(name):
    def nearness(origin):
        steps = journey_for(mood_named(origin), Goal.SURPRISE, count=5).steps
        mood = mood_named(name)
        return -sum(hypot(s.valence - mood.valence, s.arousal - mood.arousal) for s in steps)

    opposite = MoodName.HAPPY if mood_named(name).valence < 0 else MoodName.SAD

    assert nearness(name) > nearness(opposite)


def test_angry_and_fearful_share_a_place_but_not_their_songs():
    angry, fearful = (
        journey_for(mood_named(name), Goal.MATCH, count=1).steps[0]
        for name in (MoodName.ANGRY, MoodName.FEARFUL)
    )

    assert MoodName.FEARFUL not in angry.moods
    assert MoodName.ANGRY not in fearful.moods


def test_a_neutral_face_gets_songs_on_the_relaxed_side():
    step = journey_for(Mood(MoodName.CALM, 0, 0), Goal.MATCH, count=5).steps[0]

    assert step.valence > 0 > step.arousal
    assert step.moods == PLEASANT
