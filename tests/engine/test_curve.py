import pytest

from engine.curve import over_time, peak, smoothed
from engine.emotions import Emotion, EmotionDistribution
from engine.readings import CurvePoint


def point(time_s, **shares):
    named = {Emotion(name): share for name, share in shares.items()}
    return CurvePoint(time_s, EmotionDistribution.of(named))


def happy(points):
    return [one.emotions[Emotion.HAPPY] for one in points]


def test_a_frame_that_flickers_among_many_is_smoothed():
    points = [point(at / 25, neutral=1.0) for at in range(15)]
    points[7] = point(7 / 25, happy=1.0)

    curve = smoothed(points)

    assert max(happy(curve)) < 0.3
    assert [one.time_s for one in curve] == [one.time_s for one in points]


def test_half_a_second_of_smile_stands_out_of_the_curve():
    points = [point(at / 5, neutral=1.0) for at in range(15)]
    for at in (6, 7, 8):
        points[at] = point(at / 5, happy=0.9, neutral=0.1)

    curve = smoothed(points)

    assert max(happy(curve)) > 0.8
    assert peak(curve, Emotion.HAPPY).time_s == pytest.approx(1.4)


def test_it_is_seconds_that_are_smoothed_and_not_frames():
    near = smoothed([point(0.0, neutral=1.0), point(0.05, happy=1.0), point(3.0, neutral=1.0)])

    assert near[0].emotions[Emotion.HAPPY] > 0.2
    assert near[2].emotions[Emotion.HAPPY] < 0.2


def test_each_point_still_sums_to_one():
    curve = smoothed([point(at / 10, sad=0.5, happy=0.3, neutral=0.2) for at in range(5)])

    assert [sum(one.emotions.probabilities) for one in curve] == pytest.approx([1.0] * 5)


def test_a_single_point_stays_as_it_is():
    [one] = smoothed([point(0.3, sad=0.7, neutral=0.3)])

    assert one.emotions.probabilities == pytest.approx(
        point(0.3, sad=0.7, neutral=0.3).emotions.probabilities
    )


def test_a_neutral_clip_stays_neutral():
    neutral = EmotionDistribution.of({Emotion.NEUTRAL: 0.9, Emotion.SAD: 0.1})

    assert over_time([neutral] * 5).probabilities == pytest.approx(neutral.probabilities)


def test_one_expressive_frame_outweighs_neutral_ones():
    neutral = EmotionDistribution.of({Emotion.NEUTRAL: 0.95, Emotion.SAD: 0.05})
    surprised = EmotionDistribution.of({Emotion.SURPRISE: 0.9, Emotion.NEUTRAL: 0.1})

    assert over_time([neutral] * 12 + [surprised] * 2).emotion is Emotion.SURPRISE
