import cv2
import numpy as np
import pytest

from engine.training.dlib_weights import AffineConvolution, grey_stem, read_convolutions

COLOUR_MEANS = np.array([122.782, 117.001, 104.298])


def whole_number(number):
    length = (number.bit_length() + 7) // 8
    return bytes([length]) + number.to_bytes(length, "little")


def tensor(values):
    sizes = b"".join(whole_number(one) for one in (len(values), 1, 1, 1))
    return b"\x01\x02" + sizes + np.asarray(values, dtype="<f4").tobytes()


def convolved(picture, kernel, *, stride):
    """Valid cross-correlation of [C, H, W] with [O, C, side, side]."""
    side = kernel.shape[-1]
    windows = np.lib.stride_tricks.sliding_window_view(picture, (side, side), axis=(1, 2))
    return np.einsum("chwij,ocij->ohw", windows[:, ::stride, ::stride], kernel)


def test_layers_are_read_in_their_order():
    kernel, offset = np.arange(18.0), np.array([0.5, -0.5])
    affine = np.array([1.0, 2.0, 3.0, 4.0])
    content = b"con_4" + tensor([*kernel, *offset]) + b"affine_" + tensor(affine)

    (layer,) = read_convolutions(content, [(1, 2, 3)])

    np.testing.assert_array_equal(layer.kernel, kernel.reshape(2, 1, 3, 3))
    np.testing.assert_array_equal(layer.offset, offset)
    np.testing.assert_array_equal(layer.gain, affine[:2])
    np.testing.assert_array_equal(layer.shift, affine[2:])


def test_a_file_of_something_else_is_refused():
    with pytest.raises(ValueError, match="not found"):
        list(read_convolutions(b"nothing of the kind", [(1, 2, 3)]))


def test_the_grey_stem_answers_as_the_colour_stem_on_the_enlarged_picture():
    random = np.random.default_rng(3)
    mean, std = 0.5, 0.25
    stem = AffineConvolution(
        random.normal(size=(4, 3, 7, 7)).astype(np.float32),
        random.normal(size=4).astype(np.float32),
        np.ones(4, np.float32),
        np.zeros(4, np.float32),
    )
    grey = random.uniform(size=(16, 16)).astype(np.float32)
    large = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_LINEAR)
    colour = (large[None] * 255 - COLOUR_MEANS[:, None, None]) / 256

    small = grey_stem(stem, mean=mean, std=std)

    # Seven taps from pixel 1 of the enlarged picture on have pixel 4 in the middle, our pixel 2.
    inner = convolved(colour[:, 1:, 1:], stem.kernel, stride=2) + stem.offset[:, None, None]
    got = convolved((grey[None] - mean) / std, small.kernel, stride=1)
    got = got + small.offset[:, None, None]
    np.testing.assert_allclose(got, inner[:, :12, :12], atol=1e-3)
