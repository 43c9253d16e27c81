import cv2
import numpy as np
import pytest

from engine.faces import (
    BoundingBox,
    CropMargins,
    FaceDetection,
    face_crop,
    most_prominent,
)

UPRIGHT = ((40.0, 40.0), (60.0, 40.0), (50.0, 50.0), (42.0, 60.0), (58.0, 60.0))
NO_MARGINS = CropMargins()


def face(x, y, side, landmarks=()):
    return FaceDetection(BoundingBox(x, y, side, side), landmarks, 0.99)


def turned_left(points, side):
    """Points of a square picture of that side after np.rot90."""
    return tuple((y, side - x) for x, y in points)


def test_the_larger_of_two_faces_comes_first():
    small, large = face(10, 40, 20), face(60, 30, 40)

    assert most_prominent([small, large], width=110, height=100) == [large, small]


def test_a_central_face_comes_before_one_slightly_larger_in_the_corner():
    corner, central = face(0, 0, 44), face(180, 80, 40)

    assert most_prominent([corner, central], width=400, height=200)[0] == central


def test_nobody_is_prominent_in_an_empty_picture():
    assert most_prominent([], width=10, height=10) == []


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_landmarks_tell_how_to_turn_the_picture_until_the_face_is_upright(turns):
    points = UPRIGHT
    for _ in range(turns):
        points = turned_left(points, 100)

    assert (face(40, 40, 20, points).quarter_turns + turns) % 4 == 0


def test_a_slightly_tilted_face_is_not_turned():
    tilted = ((40.0, 44.0), (60.0, 36.0), (52.0, 50.0), (48.0, 64.0), (62.0, 58.0))

    assert face(40, 40, 20, tilted).quarter_turns == 0


def test_a_face_without_landmarks_counts_as_upright():
    assert face(0, 0, 10).quarter_turns == 0


def test_scaling_moves_box_and_landmarks_alike():
    scaled = face(10, 20, 30, UPRIGHT).scaled(2)

    assert scaled.bounding_box == BoundingBox(20, 40, 60, 60)
    assert scaled.landmarks[0] == (80.0, 80.0)


def picture_with_white(rows, columns, *, side=200):
    pixels = np.zeros((side, side, 3), dtype=np.uint8)
    pixels[rows, columns] = 255
    return pixels


def test_the_crop_is_exactly_the_squared_box():
    pixels = picture_with_white(slice(50, 146), slice(50, 146))

    # A box that is higher than wide is squared around its middle.
    crop = face_crop(pixels, BoundingBox(70, 50, 56, 96), margins=NO_MARGINS)

    assert crop.shape == (48, 48)
    assert crop.dtype == np.uint8
    assert crop.min() == 255


def test_margins_let_in_what_lies_around_the_box():
    pixels = picture_with_white(slice(50, 146), slice(50, 146))

    crop = face_crop(pixels, BoundingBox(50, 50, 96, 96), margins=CropMargins(top=0.25))

    assert crop[0].max() == 0
    assert crop[-1].min() == 255


def test_negative_margins_cut_into_the_box():
    pixels = picture_with_white(slice(60, 136), slice(60, 136))

    crop = face_crop(
        pixels, BoundingBox(50, 50, 96, 96), margins=CropMargins(-0.12, -0.12, -0.12, -0.12)
    )

    assert crop.min() == 255


def test_a_box_beyond_the_picture_repeats_the_edge():
    pixels = np.full((100, 100, 3), 77, dtype=np.uint8)

    crop = face_crop(pixels, BoundingBox(-30, 60, 80, 80), margins=NO_MARGINS)

    assert (crop == 77).all()


def test_a_box_wholly_outside_still_gives_a_crop():
    pixels = np.full((100, 100, 3), 77, dtype=np.uint8)

    assert face_crop(pixels, BoundingBox(150, -90, 20, 20), margins=NO_MARGINS).shape == (48, 48)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_lying_face_gives_the_crop_of_the_upright_one(turns):
    upright = np.random.default_rng(1).integers(0, 255, (120, 120, 3), dtype=np.uint8)
    margins = CropMargins(left=0.25, top=0.125)
    expected = face_crop(upright, BoundingBox(36, 36, 48, 48), margins=margins)
    lying = np.ascontiguousarray(np.rot90(upright, -turns))

    crop = face_crop(lying, BoundingBox(36, 36, 48, 48), margins=margins, quarter_turns=turns)

    assert np.abs(crop.astype(int) - expected).max() <= 1


@pytest.mark.parametrize("degrees", [-40, -20, 20, 40])
def test_a_tilted_face_gives_the_crop_of_the_upright_one(degrees):
    noise = np.random.default_rng(1).normal(0, 1, (200, 200, 3))
    upright = np.clip(128 + 800 * cv2.GaussianBlur(noise, (0, 0), 6), 0, 255).astype(np.uint8)
    box = BoundingBox(70, 70, 60, 60)
    expected = face_crop(upright, box, margins=NO_MARGINS)
    turned_right = cv2.getRotationMatrix2D((100, 100), -degrees, 1.0)
    tilted = cv2.warpAffine(upright, turned_right, (200, 200))

    crop = face_crop(tilted, box, margins=NO_MARGINS, tilt_deg=degrees)

    assert np.abs(crop.astype(int) - expected).mean() < 5
    assert np.abs(face_crop(tilted, box, margins=NO_MARGINS).astype(int) - expected).mean() > 10


def test_a_small_tilt_leaves_the_crop_as_it_is():
    pixels = np.random.default_rng(1).integers(0, 255, (120, 120, 3), dtype=np.uint8)
    box = BoundingBox(30, 30, 60, 60)

    crop = face_crop(pixels, box, margins=NO_MARGINS, tilt_deg=8)

    assert (crop == face_crop(pixels, box, margins=NO_MARGINS)).all()


@pytest.mark.parametrize("degrees", [-30, 30, 130])
def test_turns_and_tilt_together_make_a_face_upright(degrees):
    angle = np.radians(degrees)
    around = np.array(UPRIGHT) - 50
    # Right on the screen, where y points down.
    turned_right = around @ np.array(
        [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]
    )
    tilted = face(40, 40, 20, tuple((x + 50, y + 50) for x, y in turned_right.tolist()))

    still_to_turn = (degrees - 90 * tilted.quarter_turns - tilted.tilt_deg) / 360
    assert still_to_turn == pytest.approx(round(still_to_turn))
