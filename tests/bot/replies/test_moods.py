import re
from dataclasses import replace

import numpy as np
import pytest

from adapters.values import ListenerSettings
from bot.replies.moods import lead_for_reading, looks, unsure
from bot.replies.sets import set_reply
from engine.emotions import EMOTIONS, EmotionDistribution
from engine.moods import MOOD_NAMES, Goal, MoodName, best_guesses, mood_of
from tests.bot.replies.conftest import offered_for, saved

UNSAID = re.compile("disgust|contempt", re.IGNORECASE)


def distributions():
    """Each emotion alone, each pair, and many mixtures."""
    corners = np.eye(len(EMOTIONS))
    pairs = [(one + other) / 2 for one in corners for other in corners]
    mixtures = np.random.default_rng(1).dirichlet([0.4] * len(EMOTIONS), size=300)
    return [EmotionDistribution(tuple(p)) for p in [*corners, *pairs, *mixtures]]


def test_neither_disgust_nor_contempt_is_ever_said():
    for emotions in distributions():
        reading = saved(emotions, faces=3)
        (first, _), (second, _), *_ = best_guesses(emotions)
        offered = offered_for(reading.mood.name, reading=reading)
        replies = [
            unsure(reading, (first, second)),
            set_reply(offered, settings=ListenerSettings(), given={}),
        ]
        said = [*(reply.plain_text() for reply in replies), looks(emotions, first)]
        assert not UNSAID.search(" ".join(said)), emotions


def test_a_look_names_a_strong_second_mood(happy):
    assert looks(happy, MoodName.HAPPY) == "You look happy, with a touch of surprise."


@pytest.mark.parametrize("name", MOOD_NAMES)
def test_a_look_is_never_what_someone_is(name, happy):
    assert looks(happy, name).startswith("You look ")


@pytest.mark.parametrize("name", [MoodName.SAD, MoodName.ANGRY, MoodName.FEARFUL])
def test_an_unpleasant_look_asks_back(name, happy):
    assert looks(happy, name).endswith(", right?")


def test_a_learned_correction_is_told(happy):
    lead = lead_for_reading(saved(happy), MoodName.CALM)

    assert lead == "Taken as calm, as you taught me; by itself it looks happy."


def test_a_correction_just_told_is_repeated(happy):
    told = replace(saved(happy), meant=MoodName.SAD)

    assert lead_for_reading(told, MoodName.SAD) == "Taken as sad, as you told me."


def test_other_faces_are_counted_and_left_alone(happy):
    lead = lead_for_reading(saved(happy, faces=4), mood_of(happy).name)

    assert "I found 4 faces" in lead
    assert "nobody else was looked at" in lead


def test_an_unsure_reading_asks_for_one_of_two(happy):
    reply = unsure(saved(happy), (MoodName.HAPPY, MoodName.SURPRISED))

    labels = [button.label for row in reply.buttons for button in row]
    assert labels == ["😊 happy", "😮 surprised", "Something else"]


@pytest.mark.parametrize("goal", [goal for goal in Goal if goal is not Goal.AUTO])
@pytest.mark.parametrize("name", MOOD_NAMES)
def test_every_set_has_a_title_and_a_reason_for_each_track(name, goal):
    reply = set_reply(offered_for(name, goal), settings=ListenerSettings(), given={})

    assert reply.heading
    assert all(card.reason for card in reply.cards)
