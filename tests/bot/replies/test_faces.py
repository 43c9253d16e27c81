from bot.replies.faces import boxes_reply, face_words, faces_question, faces_read
from bot.replies.language import OTHER_LANGUAGES, speaking
from engine.emotions import Emotion, EmotionDistribution
from engine.faces import BoundingBox, FaceDetection
from engine.mood_reader import FaceReading, MoodReading
from engine.moods import mood_of
from tests.bot.replies.conftest import LONGEST_ID, buttons_of

FOUND = FaceDetection(BoundingBox(0, 0, 50, 50), (), 0.9)


def reading(*emotions: Emotion | None) -> MoodReading:
    shown = [EmotionDistribution.of({one: 1.0}) if one else None for one in emotions]
    faces = tuple(FaceReading(FOUND, one) for one in shown)
    first = shown[0] or EmotionDistribution.of({Emotion.NEUTRAL: 1.0})
    return MoodReading(1, faces, first, mood_of(first), sure=True)


def test_it_is_counted_how_many_look_how():
    group = reading(Emotion.HAPPY, Emotion.NEUTRAL, Emotion.HAPPY)

    assert faces_read(group) == "I looked at 3 faces: happy (2) and calm (1)."
    assert faces_read(reading(Emotion.SAD)) == "I looked at 1 face: sad (1)."


def test_the_picture_is_told_in_words_too():
    reply = boxes_reply(b"png", reading(Emotion.HAPPY, None))

    [picture] = reply.pictures
    assert picture.alt_text == (
        "Your picture with a number at each face. 1: happy, 2: not looked at."
    )
    assert picture.alt_text in reply.plain_text()


def test_one_of_the_seven_is_never_named():
    assert face_words(reading(Emotion.DISGUST)) == ("angry",)


def test_the_buttons_fit_every_platform_in_every_language():
    for language in ("en", *OTHER_LANGUAGES):
        with speaking(language):
            buttons = buttons_of(faces_question(LONGEST_ID, 3))
        assert all(len(button.action.encode()) <= 64 for button in buttons)
        assert all(len(button.label) <= 30 for button in buttons)
