import json
from pathlib import Path

import numpy as np
import pytest

from engine.assets import read_manifest
from engine.classifier import CLASSIFIER, load_emotion_classifier
from engine.training.reference import reference_faces, write_reference

REFERENCE = Path(__file__).with_name("reference_logits.json")
# Of a logit: eight bits stand between the trained network and the file. On PublicTest they change
# one by .013 (root mean square), of a spread of 2.
ROUNDING = 0.05


@pytest.fixture(scope="module")
def trained():
    return json.loads(REFERENCE.read_text(encoding="utf-8"))


def test_the_reference_is_of_the_shipped_file(trained):
    assert trained["sha256"] == read_manifest()[CLASSIFIER].sha256


@pytest.mark.parametrize("head", ["ferplus", "fer2013"])
def test_the_shipped_file_answers_as_the_trained_network(trained, head):
    logits = load_emotion_classifier().logits(reference_faces())[head]

    expected = np.array(trained["logits"][head])
    assert np.abs(logits - expected).max() < ROUNDING
    assert (logits.argmax(axis=1) == expected.argmax(axis=1)).all()


def test_the_reference_faces_differ():
    faces = reference_faces()

    assert faces.shape == (6, 48, 48)
    assert len({face.tobytes() for face in faces}) == len(faces)


def test_a_reference_keeps_four_digits(tmp_path):
    path = tmp_path / "reference.json"

    write_reference(path, {"votes": np.array([[1.234567]], dtype=np.float32)}, sha256="ab")

    assert json.loads(path.read_text()) == {"sha256": "ab", "logits": {"votes": [[1.2346]]}}
