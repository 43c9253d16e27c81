import dataclasses

import numpy as np
import pytest
from PIL import Image

from engine.classifier import ClassifierCard
from engine.emotions import EMOTIONS, Emotion
from engine.evaluation.cropped_faces import emotion_folders, evaluate_cropped_faces
from engine.faces import CropMargins

CARD = ClassifierCard(
    labels=EMOTIONS,
    input_side_px=48,
    mean=0.5,
    std=0.25,
    heads={"votes": 1.0},
    biases=(0.0,) * 7,
    temperature=1.0,
    mirror_side_px=None,
    sure=0.5,
    crop_margins=CropMargins(),
)


class BrightnessClassifier:
    """Bright faces are happy, dark ones sad."""

    def __init__(self, side_px=48):
        self.card = dataclasses.replace(CARD, input_side_px=side_px)
        self.shapes = set()

    def probabilities(self, faces):
        self.shapes |= {face.shape for face in faces}
        happy = [float(face.mean()) > 128 for face in faces]
        return np.eye(7)[[3 if one else 4 for one in happy]]


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
    report = evaluate_cropped_faces(BrightnessClassifier(), faces)

    assert report.n == 3
    assert report.accuracy == pytest.approx(2 / 3)
    assert report.recall == {"happy": 0.5, "sad": 1.0}
    assert report.confusion[3][4] == 1


def test_the_classifier_gets_faces_of_the_side_it_wants(faces):
    classifier = BrightnessClassifier(side_px=64)

    evaluate_cropped_faces(classifier, faces)

    assert classifier.shapes == {(64, 64)}


def test_files_that_are_no_pictures_are_told_and_not_counted(faces):
    (faces / "happy" / "notes.txt").write_text("not looked at")
    broken = faces / "happy" / "broken.png"
    broken.write_bytes(b"\x89PNG but no more")

    report = evaluate_cropped_faces(BrightnessClassifier(), faces)

    assert report.unreadable == (broken,)
    assert report.n == 3


def test_folders_without_faces_count_none(tmp_path):
    (tmp_path / "happy").mkdir()

    assert evaluate_cropped_faces(BrightnessClassifier(), tmp_path).n == 0
