import io

import numpy as np
import pytest
from PIL import Image

from engine.emotions import Emotion, EmotionDistribution
from engine.errors import UnreadableMediaError
from engine.faces import BoundingBox, FaceDetection
from engine.moods import mood_of
from engine.pictures.boxes import SIDE_PX, boxes_picture
from engine.readings import FaceReading, MoodReading

HAPPY = EmotionDistribution.of({Emotion.HAPPY: 1.0})


def reading(*boxes, time_s=None):
    faces = [FaceReading(FaceDetection(BoundingBox(*box), (), 0.9), HAPPY) for box in boxes]
    return MoodReading(1, tuple(faces), HAPPY, mood_of(HAPPY), sure=True, time_s=time_s)


def saved(*greys, size=(400, 300), form="PNG"):
    pictures = [Image.new("RGB", size, (grey,) * 3) for grey in greys]
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:], "duration": 200} if greys[1:] else {}
    pictures[0].save(buffer, form, **more)
    return buffer.getvalue()


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def changed(png, grey):
    return np.abs(pixels(png) - grey).sum(axis=2) > 60


def test_the_face_is_framed_and_left_as_it_is():
    drawn = changed(boxes_picture(saved(120), reading((150, 120, 80, 90)), words=["happy"]), 120)

    assert drawn[120:210, 150].all()
    assert drawn[120, 150:230].all()
    assert not drawn[130:200, 160:220].any()


def test_words_stand_behind_the_number_outside_of_the_face():
    with_word = changed(
        boxes_picture(saved(120), reading((150, 120, 80, 90)), words=["happy"]), 120
    )
    number = changed(boxes_picture(saved(120), reading((150, 120, 80, 90)), words=[""]), 120)

    assert with_word[:118].sum() > number[:118].sum() > 100


def test_a_large_picture_comes_small_with_its_box_in_place():
    png = boxes_picture(
        saved(120, size=(1600, 1200)), reading((800, 600, 400, 400)), words=["happy"]
    )

    drawn = changed(png, 120)
    assert drawn.shape == (SIDE_PX * 3 // 4, SIDE_PX)
    assert drawn[300:500, 400].all()


def test_a_face_that_reaches_beyond_the_picture_is_framed_up_to_its_edge():
    drawn = changed(boxes_picture(saved(120), reading((-40, -30, 500, 400)), words=["happy"]), 120)

    assert drawn[:, 1].all()
    assert drawn[1].all()


def test_of_a_clip_the_frame_at_its_peak_is_shown():
    clip = saved(40, 120, 220, form="GIF")

    png = boxes_picture(clip, reading((150, 120, 80, 90), time_s=0.4), words=["happy"])

    assert pixels(png)[5, 5] == pytest.approx([220] * 3, abs=3)


def test_a_crowd_keeps_all_its_numbers():
    crowd = [(x, y, 18, 18) for x in range(0, 400, 20) for y in range(0, 300, 20)]

    png = boxes_picture(saved(120), reading(*crowd), words=["surprised"] * len(crowd))

    assert changed(png, 120).mean() > 0.3


def test_what_cannot_be_read_is_an_error_of_the_media():
    with pytest.raises(UnreadableMediaError):
        boxes_picture(saved(120)[:200], reading((1, 1, 50, 50)), words=["happy"])
