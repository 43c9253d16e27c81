import numpy as np
import pytest

from engine.evaluation.track_moods import report_of
from engine.track_moods import LABELS


def positions(*names):
    return np.array([LABELS.index(name) for name in names])


def test_shares_are_counted_by_label():
    truth = positions("Happy", "Happy", "Happy", "Sad")
    answers = positions("Happy", "Happy", "Sad", "Sad")

    report = report_of(answers, truth)

    assert (report.accuracy, report.n) == (0.75, 4)
    assert report.recall == {"Happy": pytest.approx(2 / 3), "Sad": 1.0}
    assert report.macro_f1 == pytest.approx((0.8 + 2 / 3) / 2)


def test_what_no_label_means_is_said_to_be_untested():
    report = report_of(positions("Calm"), positions("Calm"))

    assert report.as_dict() == {
        "accuracy": 1.0,
        "macro_f1": 1.0,
        "n": 1,
        "recall": {"Calm": 1.0},
        "untested": ["surprised", "fearful"],
    }
