import cv2
import numpy as np
import pytest
from skimage import data

from engine.errors import FaceHint
from engine.faces import BoundingBox, FaceDetection
from engine.hints import hint_of


class Suspicious:
    """Suspects a face of this height wherever it looks."""

    def __init__(self, *heights):
        self.heights = heights

    def suspects(self, pixels):
        return [FaceDetection(BoundingBox(5, 5, one, one), (), 0.6) for one in self.heights]


def pasted(picture, share):
    """The picture on an even wall, `share` of its sides."""
    side = round(512 * share)
    wall = np.full((512, 512, 3), 120, dtype=np.uint8)
    wall[100 : 100 + side, 100 : 100 + side] = cv2.resize(picture, (side, side))
    return wall


@pytest.mark.parametrize("light", [0.0, 0.02, 0.06])
def test_what_is_hardly_lit_is_too_dark(light):
    pixels = (data.astronaut() * light).astype(np.uint8)

    assert hint_of(pixels, Suspicious()) is FaceHint.TOO_DARK


@pytest.mark.parametrize("sigma_px", [30, 60])
def test_what_has_no_sharp_edge_is_blurred(sigma_px):
    pixels = cv2.GaussianBlur(data.astronaut(), (0, 0), sigma_px)

    assert hint_of(pixels, Suspicious()) is FaceHint.BLURRED


def test_where_only_a_small_part_shows_anything_the_face_is_too_small():
    assert hint_of(pasted(data.astronaut(), 0.15), Suspicious()) is FaceHint.TOO_SMALL


def test_a_tiny_suspect_is_a_face_that_is_too_small():
    assert hint_of(data.astronaut(), Suspicious(12)) is FaceHint.TOO_SMALL


@pytest.mark.parametrize("picture", [data.astronaut(), data.brick()[..., None].repeat(3, axis=2)])
def test_where_nothing_else_is_wrong_nobody_faces_the_camera(picture):
    assert hint_of(picture, Suspicious(200)) is FaceHint.TURNED_AWAY


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 700, 3)])
def test_the_smallest_pictures_get_a_hint_too(shape):
    assert hint_of(np.full(shape, 255, dtype=np.uint8), Suspicious()) in FaceHint
