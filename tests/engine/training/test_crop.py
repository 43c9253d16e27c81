import cv2
import numpy as np
import pytest
from skimage import data

from engine.faces import BoundingBox, CropMargins, FaceDetection
from engine.mtcnn import load_mtcnn_detector
from engine.training.crop import (
    BORDER_PX,
    ENLARGED_PX,
    accuracy_by_margins,
    on_canvas,
    study_crop,
)
from engine.training.dataset import FacePack

PICTURE = np.full((48, 48), 90, dtype=np.uint8)


class FixedDetector:
    """Sees the same faces everywhere."""

    def __init__(self, *boxes):
        self._faces = [FaceDetection(box, (), 0.99) for box in boxes]

    def detect(self, pixels):
        return self._faces


class GreyClassifier:
    """Answers with the label whose number is the middle pixel's grey."""

    def probabilities(self, crops):
        return np.eye(7)[[int(crop[24, 24]) for crop in crops]]


def test_a_picture_lies_in_the_middle_of_its_canvas():
    canvas = on_canvas(PICTURE)

    assert canvas.shape == (ENLARGED_PX + 2 * BORDER_PX, ENLARGED_PX + 2 * BORDER_PX, 3)
    assert (canvas == 90).all()


def test_a_box_that_is_the_frame_needs_no_margin():
    whole = BoundingBox(BORDER_PX, BORDER_PX, ENLARGED_PX, ENLARGED_PX)

    assert study_crop(FixedDetector(whole), [PICTURE]).median == CropMargins()


def test_a_box_inside_of_the_frame_must_grow_by_what_lies_around_it():
    side = ENLARGED_PX / 2
    inner = BoundingBox(BORDER_PX, BORDER_PX + side, side, side)

    assert study_crop(FixedDetector(inner), [PICTURE]).median == CropMargins(0, 1, 1, 0)


def test_pictures_with_two_faces_or_none_say_nothing():
    box = BoundingBox(0, 0, 10, 10)

    assert len(study_crop(FixedDetector(box, box), [PICTURE]).margins) == 0
    assert len(study_crop(FixedDetector(), [PICTURE]).margins) == 0


def test_the_real_detector_finds_a_face_that_fills_its_picture():
    face = cv2.cvtColor(data.astronaut()[60:180, 165:285], cv2.COLOR_RGB2GRAY)
    picture = cv2.resize(face, (48, 48), interpolation=cv2.INTER_AREA)

    (margins,) = study_crop(load_mtcnn_detector(), [picture]).margins

    assert np.abs(margins).max() < 0.25


def test_accuracy_is_the_share_of_majorities_that_were_read():
    images = np.stack([np.full((48, 48), grey, dtype=np.uint8) for grey in (0, 3, 5)])
    votes = np.eye(7, dtype=np.float32)[[0, 3, 2]] * 10
    pack = FacePack(
        images, np.zeros(3, int), votes, votes.sum(axis=1), np.arange(3), np.zeros(3, bool)
    )
    whole = BoundingBox(BORDER_PX, BORDER_PX, ENLARGED_PX, ENLARGED_PX)

    shares = accuracy_by_margins(
        GreyClassifier(), FixedDetector(whole), pack, {"none": CropMargins()}
    )

    assert shares["none"] == pytest.approx(2 / 3)
