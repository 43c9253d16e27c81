import io

import numpy as np
import pytest
from PIL import Image

from engine.pictures.charts import (
    Axis,
    Grid,
    Places,
    bar_chart,
    grid_chart,
    line_chart,
    plane_chart,
)

AXIS = Axis("across", "up")


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def has(png, colour):
    """Whether a colour stands anywhere, as #RRGGBB."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return bool((pixels(png) == wanted).all(axis=2).any())


def test_lines_differ_in_colour_and_a_mark_is_seen():
    plain = line_chart([1, 2, 3], {"one": [1, 2, 3]}, AXIS)
    both = line_chart([1, 2, 3], {"one": [1, 2, 3], "two": [3, 2, 1]}, AXIS)
    marked = line_chart([1, 2, 3], {"one": [1, 2, 3]}, AXIS, marked=2, mark="chosen")

    assert has(plain, "#0072B2")
    assert not has(plain, "#E69F00")
    assert has(both, "#E69F00")
    assert pixels(marked).tolist() != pixels(plain).tolist()


def test_places_can_have_names():
    numbers = line_chart([0, 1], {"one": [1, 2]}, AXIS)
    names = line_chart([0, 1], {"one": [1, 2]}, AXIS, names=["5", "44"])

    assert names != numbers


def test_a_higher_bar_has_more_ink():
    low, high = (bar_chart(["happy", "sad"], {"tracks": [9, value]}, AXIS) for value in (1, 8))

    blue = [0x00, 0x72, 0xB2]
    assert (pixels(high) == blue).all(axis=2).sum() > (pixels(low) == blue).all(axis=2).sum()


def test_a_grid_is_darker_where_the_number_is_larger():
    grid = Grid(np.array([[0.0, 1.0]]), ["row"], ["low", "high"], "{:.0%}")

    picture = pixels(grid_chart(grid, AXIS)).sum(axis=2)

    half = picture.shape[1] // 2
    assert picture[:, half:].mean() < picture[:, :half].mean()


def test_a_signed_grid_tells_minus_from_plus():
    signed = Grid(np.array([[-1.0, 1.0]]), ["row"], ["a", "b"], "{:.2f}", signed=True)

    picture = pixels(grid_chart(signed, AXIS))

    red, blue = picture[..., 0], picture[..., 2]
    assert (red - blue > 20).any()
    assert (blue - red > 20).any()


def test_long_column_names_get_room():
    short = Grid(np.eye(2), ["a", "b"], ["a", "b"], "{:.0f}")
    long = Grid(np.eye(2), ["a", "b"], ["instrumentalness", "b"], "{:.0f}")

    assert pixels(grid_chart(long, AXIS)).shape[0] > pixels(grid_chart(short, AXIS)).shape[0]


@pytest.mark.parametrize("clusters", [2, 8])
def test_the_plane_shows_every_cluster(clusters):
    points = np.random.default_rng(1).uniform(-1, 1, size=(200, 2)).astype(np.float32)
    codes = np.arange(200, dtype=np.int16) % clusters
    middles = np.linspace(-0.9, 0.9, 2 * clusters).reshape(clusters, 2)
    names = [f"cluster {at}" for at in range(clusters)]

    png = plane_chart(Places(points, codes, names, middles), AXIS)

    colours = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9")
    assert all(has(png, colour) for colour in colours[:clusters])
