import json

import numpy as np
import pytest

from engine.training.errors import StartError
from engine.training.faceres_weights import faceres_layers

COLOUR_MEANS = np.array([103.939, 116.779, 123.68])
MEAN, STD = 0.5, 0.25


@pytest.fixture
def weights():
    """Of one convolution over colour and of one within its four channels."""
    random = np.random.default_rng(3)
    shapes = {
        "whole/numbers": (2,),
        "stem/kernel": (3, 3, 3, 4),
        "stem/shift": (4,),
        "within/kernel": (3, 3, 4, 1),
        "within/gain": (4,),
        "within/shift": (1, 4, 1, 1),
    }
    return {
        name: random.normal(size=shape).astype(np.float32).copy() for name, shape in shapes.items()
    }


@pytest.fixture
def folder(tmp_path, weights):
    """The two files, as TensorFlow.js writes them."""
    nodes = [
        {"op": "Const", "name": "stem/kernel"},
        {"op": "Placeholder", "name": "input"},
        {"op": "Conv2D", "name": "stem", "input": ["input", "stem/kernel"]},
        {"op": "Add", "name": "stem/sum", "input": ["stem", "stem/shift"]},
        {"op": "Relu", "name": "stem/relu", "input": ["stem/sum"]},
        {"op": "DepthwiseConv2dNative", "name": "within", "input": ["stem/relu", "within/kernel"]},
        {"op": "Mul", "name": "within/scaled", "input": ["within", "within/gain"]},
        {"op": "Add", "name": "within/sum", "input": ["within/scaled", "within/shift"]},
        {"op": "Mean", "name": "mean", "input": ["within/sum"]},
    ]
    manifest = [{"name": name, "shape": list(one.shape)} for name, one in weights.items()]
    graph = {"modelTopology": {"node": nodes}, "weightsManifest": [{"weights": manifest}]}
    (tmp_path / "faceres-deep.json").write_text(json.dumps(graph), encoding="utf-8")
    content = b"".join(one.tobytes() for one in weights.values())
    (tmp_path / "faceres-deep.bin").write_bytes(content)
    return tmp_path


def convolved(picture, kernel):
    """Valid cross-correlation of [C, H, W] with [O, C, side, side]."""
    side = kernel.shape[-1]
    windows = np.lib.stride_tricks.sliding_window_view(picture, (side, side), axis=(1, 2))
    return np.einsum("chwij,ocij->ohw", windows, kernel)


def test_a_layer_within_the_channels_is_read_with_its_scale(folder, weights):
    _, within = faceres_layers(folder, mean=MEAN, std=STD)

    assert within.kernel.shape == (4, 1, 3, 3)
    np.testing.assert_array_equal(within.kernel[2, 0], weights["within/kernel"][:, :, 2, 0])
    np.testing.assert_array_equal(within.gain, weights["within/gain"])
    np.testing.assert_array_equal(within.shift, weights["within/shift"].ravel())
    assert not within.offset.any()


def test_the_first_layer_answers_to_grey_as_it_did_to_colour(folder, weights):
    grey = np.random.default_rng(4).uniform(size=(8, 8)).astype(np.float32)
    colour = grey * 255 - COLOUR_MEANS[:, None, None]
    kernel = weights["stem/kernel"].transpose(3, 2, 0, 1)

    stem, _ = faceres_layers(folder, mean=MEAN, std=STD)

    got = convolved((grey[None] - MEAN) / STD, stem.kernel) + stem.offset[:, None, None]
    np.testing.assert_allclose(got, convolved(colour, kernel), rtol=1e-4, atol=1e-2)
    assert stem.gain.tolist() == [1, 1, 1, 1]
    np.testing.assert_array_equal(stem.shift, weights["stem/shift"])


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("faceres-deep.json", None),
        ("faceres-deep.bin", None),
        ("faceres-deep.json", b"a poem"),
        ("faceres-deep.json", b"[1, 2]"),
        ("faceres-deep.json", b'{"modelTopology": {"node": []}, "weightsManifest": []}'),
        ("faceres-deep.bin", b"too short"),
    ],
)
def test_a_folder_of_something_else_is_refused(folder, file, content):
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)

    with pytest.raises(StartError, match="holds no faceres-deep"):
        faceres_layers(folder, mean=MEAN, std=STD)
