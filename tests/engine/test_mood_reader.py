import io
import pickle

import cv2
import numpy as np
import pytest
from PIL import Image
from skimage import data

from engine.classifier import ClassifierCard
from engine.emotions import EMOTIONS, Emotion, EmotionDistribution
from engine.errors import EmptyMediaError, FaceHint, MediaTooLargeError, NoFaceError
from engine.faces import BoundingBox, CropMargins, FaceDetection
from engine.frames import MediaLimits
from engine.mood_reader import MoodReader, load_mood_reader
from engine.moods import MoodName

CARD = ClassifierCard(
    labels=EMOTIONS,
    input_side_px=48,
    mean=0.5,
    std=0.25,
    heads={"votes": 1.0},
    biases=(0.0,) * 7,
    temperature=1.0,
    sure=0.6,
    crop_margins=CropMargins(),
)


class SquareDetector:
    """Sees a face in every wholly lit square of a grid of 64 pixels."""

    def detect(self, pixels):
        height, width = pixels.shape[:2]
        corners = [(x, y) for y in range(0, height - 63, 64) for x in range(0, width - 63, 64)]
        return [
            FaceDetection(BoundingBox(x, y, 64, 64), (), 0.99)
            for x, y in corners
            if pixels[y : y + 64, x : x + 64, 0].min() > 20
        ]

    glance = detect

    def suspects(self, pixels):
        return []


class PatientDetector(SquareDetector):
    """Sees nobody at a glance; counts how often it is asked for more."""

    def __init__(self):
        self.searches = 0

    def glance(self, pixels):
        return []

    def detect(self, pixels):
        self.searches += 1
        return super().detect(pixels)


class BrightnessClassifier:
    """Bright crops are happy, dim ones neutral; remembers how many it was shown."""

    card = CARD

    def __init__(self):
        self.shown = 0

    def classify(self, faces):
        self.shown += len(faces)
        return [self._of(face.mean() / 255) for face in faces]

    def _of(self, brightness):
        return EmotionDistribution.of({Emotion.HAPPY: brightness, Emotion.NEUTRAL: 1 - brightness})


def picture(*squares, width=256, height=192):
    """(left, top, grey) squares of 64 pixels on black."""
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    for left, top, grey in squares:
        pixels[top : top + 64, left : left + 64] = grey
    return pixels


def png(pixels):
    return cv2.imencode(".png", np.ascontiguousarray(pixels[..., ::-1]))[1].tobytes()


def gif(*frames):
    pictures = [Image.fromarray(frame) for frame in frames]
    file = io.BytesIO()
    pictures[0].save(
        file, "GIF", save_all=True, append_images=pictures[1:], duration=200, disposal=2
    )
    return file.getvalue()


@pytest.fixture
def classifier():
    return BrightnessClassifier()


@pytest.fixture
def reader(classifier):
    return MoodReader(SquareDetector(), classifier)


@pytest.fixture(scope="module")
def shipped():
    return load_mood_reader()


def test_a_photo_gives_its_face_its_emotions_and_its_mood(reader):
    reading = reader.read(png(picture((64, 64, 230))))

    assert reading.frames == 1
    assert reading.faces[0].detection.bounding_box == BoundingBox(64, 64, 64, 64)
    assert reading.emotion is Emotion.HAPPY
    assert reading.mood.name is MoodName.HAPPY
    assert reading.sure
    assert reading.time_s is None
    assert reading.curve == ()


def test_below_its_threshold_a_reading_is_not_sure(reader):
    assert not reader.read(png(picture((64, 64, 140)))).sure


def test_without_consent_the_other_faces_are_found_but_not_looked_at(reader, classifier):
    reading = reader.read(png(picture((64, 64, 230), (0, 128, 30))))

    assert [face.emotions is None for face in reading.faces] == [False, True]
    assert classifier.shown == 1


def test_the_central_face_answers(reader):
    reading = reader.read(png(picture((0, 128, 30), (64, 64, 230))))

    assert reading.faces[0].detection.bounding_box.x == 64
    assert reading.emotion is Emotion.HAPPY


def test_with_everyone_all_faces_are_read_and_the_most_prominent_answers(reader):
    reading = reader.read(png(picture((64, 64, 255), (0, 128, 51))), everyone=True)

    assert all(face.emotions is not None for face in reading.faces)
    assert reading.emotions == reading.faces[0].emotions
    assert reading.emotions != reading.faces[1].emotions


def test_nobody_in_the_picture_is_an_error_that_counts_the_frames(reader):
    with pytest.raises(NoFaceError) as caught:
        reader.read(gif(picture(), picture((200, 0, 10))))

    assert caught.value.frames == 2
    assert caught.value.hint is FaceHint.TOO_DARK


def test_a_clip_in_which_glances_find_nobody_is_searched(classifier):
    clip = gif(picture(), picture((64, 64, 230)), picture((64, 64, 200)))

    reading = MoodReader(PatientDetector(), classifier).read(clip)

    assert len(reading.curve) == 2


def test_only_a_few_frames_of_an_empty_clip_are_searched(classifier):
    detector = PatientDetector()
    clip = gif(*[picture((200, 0, at + 1)) for at in range(12)])

    with pytest.raises(NoFaceError):
        MoodReader(detector, classifier).read(clip)

    assert detector.searches == 3


def test_boxes_are_in_pixels_of_the_original(reader):
    large = picture((64, 64, 230), width=960, height=512).repeat(2, axis=0).repeat(2, axis=1)

    reading = reader.read(png(large))

    assert reading.faces[0].detection.bounding_box == BoundingBox(128, 128, 128, 128)


def test_a_short_smile_in_a_long_clip_counts(reader):
    calm, smile = picture((64, 64, 40)), picture((64, 64, 255))

    reading = reader.read(gif(calm, calm, calm, smile, calm, calm))

    assert reading.emotion is Emotion.HAPPY
    assert reading.time_s == pytest.approx(0.6, abs=0.01)


def test_a_clip_has_a_curve_of_the_frames_with_a_face(reader):
    reading = reader.read(gif(picture((64, 64, 40)), picture(), picture((64, 64, 255))))

    assert reading.frames == 3
    assert [round(point.time_s, 1) for point in reading.curve] == [0.0, 0.4]
    assert reading.curve[-1].emotions.emotion is Emotion.HAPPY


def test_a_clip_of_two_answers_with_one_of_them_all_along(reader):
    smiling, calm = (64, 64, 255), (192, 64, 60)
    beside = [picture(smiling, calm), picture(calm), picture(smiling, calm), picture(smiling)]

    reading = reader.read(gif(*beside))

    assert {round(one.emotions.confidence, 2) for one in reading.curve} == {1.0}
    assert [round(one.time_s, 1) for one in reading.curve] == [0.0, 0.4, 0.6]


def test_with_everyone_each_face_of_a_clip_tells_what_it_showed_all_along(reader):
    calm, smiling = (192, 64, 60), (192, 64, 255)
    frames = [picture((64, 64, 255), calm), picture((64, 64, 250), smiling)]

    reading = reader.read(gif(*frames), everyone=True)

    first, other = reading.faces
    assert first.emotions == reading.emotions
    assert reading.time_s == 0.0
    assert other.emotions.emotion is Emotion.HAPPY


def test_the_stages_are_timed(reader):
    timings = reader.read(png(picture((64, 64, 230)))).timings_ms

    assert set(timings) == {"decode", "detect", "classify", "total"}
    assert timings["total"] >= timings["decode"]


def test_a_reading_can_leave_its_process(reader):
    reading = reader.read(png(picture((64, 64, 230))))

    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301


def test_limits_are_passed_on(classifier):
    strict = MoodReader(SquareDetector(), classifier, limits=MediaLimits(pixels=100))

    with pytest.raises(MediaTooLargeError):
        strict.read(png(picture()))


def test_no_bytes_are_an_error_of_the_media(reader):
    with pytest.raises(EmptyMediaError):
        reader.read(b"")


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_the_shipped_networks_see_the_astronaut_smile(shipped, turns):
    reading = shipped.read(png(np.rot90(data.astronaut(), turns)))

    assert len(reading.faces) == 1
    assert reading.emotion is Emotion.HAPPY
    assert reading.sure


def test_the_cascade_can_take_the_detectors_place():
    assert load_mood_reader(detector="haar").read(png(data.astronaut())).emotion is Emotion.HAPPY


def test_bricks_have_no_face(shipped):
    bricks = data.brick()[..., None].repeat(3, axis=2)

    with pytest.raises(NoFaceError):
        shipped.read(png(bricks))
