import numpy as np
import pytest

from engine.emotions import EMOTIONS
from engine.evaluation.tally import tally

ANGRY, HAPPY, SAD = 0, 3, 4


def test_answers_are_counted_by_true_emotion_and_by_what_was_said():
    counted = tally(np.array([HAPPY, HAPPY, SAD, HAPPY]), np.array([HAPPY, HAPPY, HAPPY, SAD]))

    assert counted.n == 4
    assert counted.accuracy == 0.5
    assert counted.recall == {"happy": pytest.approx(2 / 3), "sad": 0.0}
    assert counted.precision == {"happy": pytest.approx(2 / 3), "sad": 0.0}
    assert counted.confusion[HAPPY][SAD] == 1
    assert counted.confusion[SAD][HAPPY] == 1


def test_f1_lies_between_precision_and_recall():
    counted = tally(np.array([HAPPY, HAPPY, HAPPY]), np.array([HAPPY, SAD, SAD]))

    assert counted.recall["happy"] == 1.0
    assert counted.precision["happy"] == pytest.approx(1 / 3)
    assert counted.f1["happy"] == pytest.approx(0.5)


def test_what_is_said_too_often_is_told_as_if_all_emotions_were_equally_frequent():
    truth = np.array([HAPPY] * 8 + [SAD] * 2)
    answer = np.array([HAPPY] * 8 + [HAPPY, SAD])

    assert tally(answer, truth).said == {"happy": 1.5, "sad": 0.5}


def test_an_emotion_that_nobody_shows_is_left_out():
    counted = tally(np.array([ANGRY]), np.array([HAPPY]))

    assert set(counted.recall) == {"happy"}
    assert len(counted.confusion) == len(EMOTIONS)


def test_nothing_counted_is_no_accuracy():
    counted = tally(np.array([], dtype=int), np.array([], dtype=int))

    assert (counted.n, counted.accuracy, counted.recall) == (0, 0.0, {})
