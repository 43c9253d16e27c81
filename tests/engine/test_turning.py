import numpy as np
import pytest

from engine.faces import BoundingBox, FaceDetection
from engine.turning import taken_back, turned


def picture_with_spot(x, y, *, width=120, height=80):
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[y - 3 : y + 4, x - 3 : x + 4] = 255
    return pixels


@pytest.mark.parametrize("degrees", [90.0, 180.0, 270.0, 30.0, -30.0, 130.0])
def test_what_is_found_in_the_turned_picture_is_taken_back_to_where_it_was(degrees):
    lying, back = turned(picture_with_spot(30, 60), degrees)
    rows, columns = np.nonzero(lying[..., 0] > 128)
    x, y = columns.mean() + 0.5, rows.mean() + 0.5
    face = FaceDetection(BoundingBox(x - 4, y - 4, 8, 8), ((x, y),) * 5, 0.9)

    found = taken_back(face, back)

    assert found.bounding_box.centre == pytest.approx((30.5, 60.5), abs=2)
    assert found.landmarks[0] == pytest.approx((30.5, 60.5), abs=2)
    assert found.score == 0.9


@pytest.mark.parametrize(("degrees", "size"), [(90.0, (120, 80)), (180.0, (80, 120))])
def test_the_whole_picture_is_kept(degrees, size):
    lying, _ = turned(picture_with_spot(30, 60), degrees)

    assert lying.shape[:2] == size


def test_a_box_on_its_side_is_as_high_as_it_was_wide():
    _, back = turned(picture_with_spot(30, 60), 90.0)

    box = taken_back(FaceDetection(BoundingBox(10, 10, 20, 40), (), 0.9), back).bounding_box

    assert (box.width, box.height) == (40, 20)
