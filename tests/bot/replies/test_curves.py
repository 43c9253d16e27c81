from bot.replies.curves import curve_alt_text, curve_labels
from bot.replies.language import OTHER_LANGUAGES, speaking
from engine.curve import over_time
from engine.emotions import Emotion, EmotionDistribution
from engine.mood_reader import CurvePoint, MoodReading
from engine.moods import MOOD_NAMES, mood_of


def clip(*emotions: Emotion) -> MoodReading:
    shown = [EmotionDistribution.of({one: 0.9, Emotion.NEUTRAL: 0.1}) for one in emotions]
    curve = tuple(CurvePoint(at * 0.25, one) for at, one in enumerate(shown))
    whole = over_time(shown)
    return MoodReading(len(curve), (), whole, mood_of(whole), True, 0.5, curve=curve)


def test_the_moods_are_told_in_their_order_with_the_strongest_moment():
    told = curve_alt_text(clip(Emotion.SAD, Emotion.SAD, Emotion.HAPPY, Emotion.HAPPY))

    assert told.startswith("The look from second 0 to second 0.8, in this order: sad and happy.")
    assert "second" in told.rpartition("Strongest at")[2]


def test_every_language_has_its_own_words_for_the_axes():
    texts = []
    for language in ("en", *OTHER_LANGUAGES):
        with speaking(language):
            labels = curve_labels()
        assert set(labels.mood_names) == set(MOOD_NAMES)
        texts.append((labels.title, labels.share))
    assert len(set(texts)) == len(texts)


def test_one_of_the_seven_is_never_named():
    assert "angry" in curve_alt_text(clip(Emotion.DISGUST, Emotion.DISGUST))
