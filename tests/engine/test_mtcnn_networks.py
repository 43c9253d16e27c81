import numpy as np
import pytest
from skimage import data

from engine.mtcnn_networks import (
    MtcnnNetworks,
    NetworkThresholds,
    crop_of,
    load_mtcnn_sessions,
    resized,
)


@pytest.mark.parametrize("scale", [1.0, 0.9, 0.5, 0.2, 0.001])
def test_a_picture_shrinks_as_told_and_never_to_nothing(scale):
    small = resized(np.full((100, 200, 3), 7, dtype=np.uint8), scale)

    assert small.shape[:2] == (np.ceil(100 * scale), np.ceil(200 * scale))
    assert (small == 7).all()


def test_outside_of_the_picture_a_crop_is_black():
    white = np.full((50, 50, 3), 255, dtype=np.uint8)

    crop = crop_of(white, np.array([-50.0, 0.0, 50.0, 50.0]), side=24)

    assert crop[:, :11].max() == 0
    assert crop[:, 13:].min() == 255


def test_a_crop_wholly_outside_is_black():
    white = np.full((50, 50, 3), 255, dtype=np.uint8)

    assert crop_of(white, np.array([90.0, 90.0, 99.0, 99.0]), side=24).max() == 0


def test_stricter_thresholds_find_no_more():
    sessions = load_mtcnn_sessions()
    strict = MtcnnNetworks(sessions, thresholds=NetworkThresholds(face=0.99999))
    lax = MtcnnNetworks(sessions, thresholds=NetworkThresholds(face=0.5))

    assert len(lax.faces(data.astronaut(), smallest_px=40)) == 1
    assert strict.faces(data.astronaut(), smallest_px=40) == []


def test_scores_come_for_boxes_and_then_their_mirror_images():
    networks = MtcnnNetworks(load_mtcnn_sessions())
    (face,) = networks.faces(data.astronaut(), smallest_px=40)
    x, y = face.bounding_box.centre
    boxes = np.array([[x - 55, y - 55, x + 55, y + 55], [0.0, 0.0, 90.0, 90.0]])

    scores = networks.scores(data.astronaut(), boxes)

    assert scores.shape == (4,)
    assert min(scores[0], scores[2]) > 0.8
    assert max(scores[1], scores[3]) < 0.2
