import cv2
import numpy as np
import pytest
from skimage import data

from engine.mtcnn import MtcnnDetector, SearchSizes, load_mtcnn_detector
from engine.mtcnn_networks import load_mtcnn_sessions

ASTRONAUT_FACE = (224, 117)  # the middle of it, by eye


@pytest.fixture(scope="module")
def detector():
    return load_mtcnn_detector()


def test_one_face_is_found_where_it_is(detector):
    (face,) = detector.detect(data.astronaut())

    assert face.bounding_box.centre == pytest.approx(ASTRONAUT_FACE, abs=10)
    assert face.bounding_box.width == pytest.approx(90, abs=15)
    assert face.score > 0.98


def test_landmarks_come_in_their_order(detector):
    (face,) = detector.detect(data.astronaut())
    left_eye, right_eye, nose, left_mouth, right_mouth = face.landmarks

    assert left_eye[0] < nose[0] < right_eye[0]
    assert left_mouth[0] < right_mouth[0]
    assert left_eye[1] < nose[1] < left_mouth[1]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_picture_on_its_side_gives_the_face_in_its_own_pixels(detector, turns):
    lying = np.ascontiguousarray(np.rot90(data.astronaut(), turns))
    x, y = ASTRONAUT_FACE
    expected = {1: (y, 512 - x), 2: (512 - x, 512 - y), 3: (512 - y, x)}[turns]

    (face,) = detector.detect(lying)

    assert face.bounding_box.centre == pytest.approx(expected, abs=10)
    assert (face.quarter_turns + turns) % 4 == 0
    box = face.bounding_box
    assert all(box.x <= px <= box.x + box.width for px, _ in face.landmarks)
    assert all(box.y <= py <= box.y + box.height for _, py in face.landmarks)


def test_a_large_picture_is_searched_small_and_answered_large(detector):
    large = data.astronaut().repeat(3, axis=0).repeat(3, axis=1)

    (face,) = detector.detect(large)

    assert face.bounding_box.centre == pytest.approx([3 * at for at in ASTRONAUT_FACE], abs=30)


@pytest.mark.parametrize("picture", ["coffee", "chelsea", "brick", "rocket"])
def test_nobody_is_seen_where_nobody_is(detector, picture):
    pixels = getattr(data, picture)()
    rgb = pixels if pixels.ndim == 3 else np.repeat(pixels[..., np.newaxis], 3, axis=2)

    assert detector.detect(np.ascontiguousarray(rgb)) == []


@pytest.mark.parametrize("shape", [(1, 1, 3), (5, 900, 3), (39, 39, 3)])
def test_a_picture_too_small_for_a_face_is_no_problem(detector, shape):
    assert detector.detect(np.zeros(shape, dtype=np.uint8)) == []


def test_two_faces_are_two_detections(detector):
    astronaut = data.astronaut()[:300]

    assert len(detector.detect(np.hstack([astronaut, astronaut]))) == 2


def test_the_smallest_face_is_a_setting():
    small = cv2.resize(data.astronaut(), (85, 85), interpolation=cv2.INTER_AREA)

    large_only = MtcnnDetector(load_mtcnn_sessions(), sizes=SearchSizes(tiniest_px=40))

    assert large_only.detect(small) == []
    assert len(load_mtcnn_detector().detect(small)) == 1


def test_a_face_in_the_dark_is_found_at_a_second_look(detector):
    dark = (data.astronaut() * 0.06).astype(np.uint8)

    (face,) = detector.detect(dark)

    assert face.bounding_box.centre == pytest.approx(ASTRONAUT_FACE, abs=10)


def test_a_glance_sees_upright_faces_only(detector):
    lying = np.ascontiguousarray(np.rot90(data.astronaut()))

    assert len(detector.glance(data.astronaut())) == 1
    assert detector.glance(lying) == []


@pytest.mark.parametrize("degrees", [30, -40])
def test_a_tilted_face_is_found_where_it_is(detector, degrees):
    matrix = cv2.getRotationMatrix2D(ASTRONAUT_FACE, degrees, 1.0)
    tilted = cv2.warpAffine(data.astronaut(), matrix, (512, 512), borderMode=cv2.BORDER_REFLECT)

    faces = detector.detect(tilted)

    assert faces[0].bounding_box.centre == pytest.approx(ASTRONAUT_FACE, abs=15)


@pytest.mark.parametrize(("lit", "veil"), [(1.8, 0), (0.2, 200)])
def test_an_overexposed_or_washed_out_face_is_found(detector, lit, veil):
    bright = np.clip(data.astronaut() * lit + veil, 0, 255).astype(np.uint8)

    assert detector.glance(bright) == []
    assert len(detector.detect(bright)) == 1


def test_a_drawn_face_is_nobody(detector):
    drawing = np.full((400, 400, 3), 255, dtype=np.uint8)
    cv2.circle(drawing, (200, 200), 120, (250, 220, 90), -1, cv2.LINE_AA)
    for x in (155, 245):
        cv2.circle(drawing, (x, 170), 16, (0, 0, 0), -1, cv2.LINE_AA)
    cv2.ellipse(drawing, (200, 235), (55, 30), 0, 0, 180, (0, 0, 0), 6, cv2.LINE_AA)

    assert detector.detect(drawing) == []


def test_a_face_too_small_to_read_is_suspected(detector):
    wall = np.full((600, 800, 3), 128, dtype=np.uint8)
    wall[200:280, 300:380] = cv2.resize(data.astronaut(), (80, 80), interpolation=cv2.INTER_AREA)

    (suspect,) = detector.suspects(wall)

    assert suspect.bounding_box.centre == pytest.approx((335, 218), abs=6)
