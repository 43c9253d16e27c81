import numpy as np
import pytest
from skimage import data

from engine.faces import BoundingBox, FaceDetection
from engine.mtcnn_networks import MtcnnNetworks, load_mtcnn_sessions
from engine.second_look import Proof, flatness, is_proved, steadiness

ANY = Proof(score=0.5, steadiness=0.0, flatness=1.0)


@pytest.fixture(scope="module")
def networks():
    return MtcnnNetworks(load_mtcnn_sessions())


@pytest.fixture(scope="module")
def face(networks):
    (found,) = networks.faces(data.astronaut(), smallest_px=40)
    return found


def test_a_face_stays_one_when_looked_at_askew_and_a_wall_does_not(networks, face):
    wall = FaceDetection(BoundingBox(20, 20, 90, 90), (), 0.9)

    assert steadiness(networks, data.astronaut(), face) > 0.8
    assert steadiness(networks, data.astronaut(), wall) < 0.2


def test_a_drawing_is_flat_and_a_photo_is_not(face):
    drawing = np.full((512, 512, 3), 200, dtype=np.uint8)
    drawing[100:110, 200:240] = 0

    assert flatness(drawing, face) > 0.9
    assert flatness(data.astronaut(), face) < 0.3


def test_clipped_light_alone_is_not_a_drawing(face):
    bright = np.full((512, 512, 3), 255, dtype=np.uint8)

    assert flatness(bright, face) == 0.0


@pytest.mark.parametrize(
    ("proof", "proved"),
    [
        (ANY, True),
        (Proof(score=0.5, steadiness=0.8, flatness=1.0), True),
        (Proof(score=1.1, steadiness=0.0, flatness=1.0), False),
        (Proof(score=0.5, steadiness=1.0, flatness=1.0), False),
        (Proof(score=0.5, steadiness=0.0, flatness=0.01), False),
    ],
)
def test_every_part_of_a_proof_is_asked_for(networks, face, proof, proved):
    assert is_proved(networks, data.astronaut(), face, proof) is proved


def test_a_lying_face_is_no_proof(networks, face):
    x, y = face.bounding_box.centre
    lying = tuple((x + (py - y), y - (px - x)) for px, py in face.landmarks)

    assert not is_proved(
        networks, data.astronaut(), FaceDetection(face.bounding_box, lying, 1.0), ANY
    )
