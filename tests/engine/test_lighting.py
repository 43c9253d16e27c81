import numpy as np
from skimage import data

from engine.lighting import relit


def test_a_dark_picture_gets_its_range_back():
    dark = (data.astronaut() * 0.1).astype(np.uint8)

    seen = relit(dark)

    assert seen.max() == 255
    assert 100 < np.median(seen) < 155


def test_a_washed_out_picture_gets_its_middle_back():
    washed_out = np.clip(data.astronaut() * 0.4 + 150, 0, 255).astype(np.uint8)

    assert 100 < np.median(relit(washed_out)) < 155


def test_one_even_colour_stays_even():
    even = np.full((20, 20, 3), 200, dtype=np.uint8)

    assert np.unique(relit(even)).size == 1
