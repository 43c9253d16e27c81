import dataclasses

import numpy as np
import pytest
from PIL import Image

from engine.classifier import ClassifierCard
from engine.emotions import EMOTIONS, Emotion
from engine.evaluation.cropped_faces import (
    LEAST_SIDE_PX,
    emotion_folders,
    evaluate_cropped_faces,
)
from engine.faces import BoundingBox, CropMargins, FaceDetection

CARD = ClassifierCard(
    labels=EMOTIONS,
    input_side_px=48,
    mean=0.5,
    std=0.25,
    heads={"votes": 1.0},
    biases=(0.0,) * 7,
    temperature=1.0,
    sure=0.5,
    crop_margins=CropMargins(),
)


class BrightnessClassifier:
    """Bright faces are happy, dark ones sad."""

    def __init__(self, side_px=48):
        self.card = dataclasses.replace(CARD, input_side_px=side_px)
        self.faces = []

    def probabilities(self, faces):
        self.faces += faces
        happy = [float(face.mean()) > 128 for face in faces]
        return np.eye(7)[[3 if one else 4 for one in happy]]


class NobodyDetector:
    """Sees no face, however long it looks."""

    def __init__(self):
        self.shapes = set()

    def detect(self, pixels):
        self.shapes.add(pixels.shape)
        return []


class LeftDetector(NobodyDetector):
    """Sees a face on the left of every picture, upside down, and a smaller one on the right."""

    def detect(self, pixels):
        height, width = pixels.shape[:2]
        eyes, mouth = height * 0.6, height * 0.4
        landmarks = ((40, eyes), (20, eyes), (30, height / 2), (40, mouth), (20, mouth))
        face = BoundingBox(0, height / 4, width / 2, height / 2)
        other = BoundingBox(width * 0.75, 0, width / 8, height / 8)
        return [FaceDetection(other, (), 0.9), FaceDetection(face, landmarks, 0.9)]


@pytest.fixture
def faces(tmp_path):
    def saved(name, *, brightness, size=(48, 48), mode="L"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        grey = Image.new("L", size, brightness)
        grey.convert(mode).save(path)

    saved("happy/one.png", brightness=250)
    saved("happy/two.jpg", brightness=30, size=(350, 200))
    saved("Sadness/deeper/three.png", brightness=10, size=(17, 30), mode="RGB")
    return tmp_path


def test_folders_are_known_by_their_emotions_in_any_letters(faces):
    (faces / "holiday").mkdir()

    assert emotion_folders(faces) == {
        faces / "Sadness": Emotion.SAD,
        faces / "happy": Emotion.HAPPY,
    }


def test_faces_of_any_size_and_colour_are_read_and_counted(faces):
    report = evaluate_cropped_faces(BrightnessClassifier(), NobodyDetector(), faces)

    assert report.n == 3
    assert report.accuracy == pytest.approx(2 / 3)
    assert report.recall == {"happy": 0.5, "sad": 1.0}
    assert report.confusion[3][4] == 1


def test_the_classifier_gets_faces_of_the_side_it_wants(faces):
    classifier = BrightnessClassifier(side_px=64)

    evaluate_cropped_faces(classifier, NobodyDetector(), faces)

    assert {face.shape for face in classifier.faces} == {(64, 64)}


def test_the_largest_face_in_a_picture_is_read_upright_and_not_what_lies_around_it(tmp_path):
    (tmp_path / "happy").mkdir()
    picture = np.zeros((400, 400), np.uint8)
    picture[100:300, :200] = 250
    picture[100:150, :200] = 140
    Image.fromarray(picture).save(tmp_path / "happy" / "loose.png")
    classifier = BrightnessClassifier()

    report = evaluate_cropped_faces(classifier, LeftDetector(), tmp_path)

    assert report.accuracy == 1
    (face,) = classifier.faces
    assert face[:30].min() == 250
    assert face[-8:].max() == 140


def test_small_pictures_are_enlarged_before_a_face_is_looked_for(tmp_path):
    (tmp_path / "sad").mkdir()
    Image.new("L", (24, 48)).save(tmp_path / "sad" / "small.png")
    Image.new("L", (350, 340)).save(tmp_path / "sad" / "large.png")
    detector = NobodyDetector()

    evaluate_cropped_faces(BrightnessClassifier(), detector, tmp_path)

    assert detector.shapes == {(LEAST_SIDE_PX, LEAST_SIDE_PX / 2, 3), (340, 350, 3)}


def test_files_that_are_no_pictures_are_told_and_not_counted(faces):
    (faces / "happy" / "notes.txt").write_text("not looked at")
    broken = faces / "happy" / "broken.png"
    broken.write_bytes(b"\x89PNG but no more")

    report = evaluate_cropped_faces(BrightnessClassifier(), NobodyDetector(), faces)

    assert report.unreadable == (broken,)
    assert report.n == 3


def test_folders_without_faces_count_none(tmp_path):
    (tmp_path / "happy").mkdir()

    assert evaluate_cropped_faces(BrightnessClassifier(), NobodyDetector(), tmp_path).n == 0
