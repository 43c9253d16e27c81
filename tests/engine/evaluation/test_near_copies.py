import cv2
import numpy as np
import pytest
from skimage import data

from engine.evaluation.near_copies import near_copies


@pytest.fixture(scope="module")
def portrait():
    """The face of a photo, 48 x 48 grey, and more around it on each side."""
    around = cv2.cvtColor(data.astronaut()[20:260, 105:345], cv2.COLOR_RGB2GRAY)
    return cv2.resize(around, (64, 64), interpolation=cv2.INTER_AREA)


def crop(portrait, *, moved=0):
    start = 8 + moved
    return portrait[np.newaxis, start : start + 48, start : start + 48]


def test_a_photo_that_was_learned_from_is_known_in_another_light_and_moved_a_little(portrait):
    dark = crop(portrait) // 2 + 20

    assert near_copies(dark, crop(portrait)).tolist() == [True]
    assert near_copies(crop(portrait, moved=1), crop(portrait)).tolist() == [True]


def test_a_mirrored_photo_is_known(portrait):
    assert near_copies(crop(portrait)[:, :, ::-1], crop(portrait)).tolist() == [True]


def test_a_stamp_across_a_photo_hides_nothing(portrait):
    stamped = crop(portrait).copy()
    cv2.putText(stamped[0], "stock", (4, 40), cv2.FONT_HERSHEY_PLAIN, 0.8, 255)

    assert near_copies(stamped, crop(portrait)).tolist() == [True]


def test_other_pictures_are_not_taken_for_it(portrait):
    others = np.stack(
        [crop(portrait)[0].T, 255 - crop(portrait)[0], np.full((48, 48), 9, np.uint8)]
    )

    assert near_copies(others, crop(portrait)).tolist() == [False, False, False]


def test_each_of_many_faces_is_looked_at(portrait):
    noise = np.random.default_rng(1).integers(0, 256, (1100, 48, 48), dtype=np.uint8)
    noise[1050] = crop(portrait)[0]

    assert np.flatnonzero(near_copies(noise, crop(portrait))).tolist() == [1050]


def test_where_nothing_was_learned_nothing_is_a_copy(portrait):
    assert near_copies(crop(portrait), crop(portrait)[:0]).tolist() == [False]
