"""Reads dlib's network for face recognition: convolutions that three million faces have shaped.

The file lies in the Python package `face-recognition-models` (CC0), in dlib's own format: layers
from the input to the output, each tensor as its size in four dimensions and float32 values. Source
of the layers' order: dlib's example `dnn_face_recognition_ex.cpp`.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.training.affine import AffineConvolution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

DISTRIBUTION = "face-recognition-models"
FILE = "face_recognition_models/models/dlib_face_recognition_resnet_model_v1.dat"
COLOUR_MEANS = (122.782, 117.001, 104.298)  # red, green, blue; of 255
COLOUR_SCALE = 256.0
STEM_SIDE = 7


def weights_file() -> Path:
    """Where the installed package keeps it; PackageNotFoundError if it is not installed."""
    return Path(str(metadata.distribution(DISTRIBUTION).locate_file(FILE)))


def read_convolutions(
    content: bytes, shapes: Sequence[tuple[int, int, int]]
) -> Iterator[AffineConvolution]:
    """In the file's order; a shape is (channels in, channels out, side of the kernel).

    ValueError if the file holds no such layers in that order.
    """
    at = 0
    for channels_in, channels, side in shapes:
        weights = channels_in * channels * side * side
        both, at = _tensor(content, weights + channels, start=at)
        affine, at = _tensor(content, 2 * channels, start=at)
        yield AffineConvolution(
            both[:weights].reshape(channels, channels_in, side, side),
            both[weights:],
            affine[:channels],
            affine[channels:],
        )


def grey_stem(stem: AffineConvolution, *, mean: float, std: float) -> AffineConvolution:
    """The first layer for standardised grey of half the side: kernels of 5 x 5 with stride 1.

    Exact but for the edges: 7 x 7 with stride 2 over a picture that was enlarged to twice its side
    by linear interpolation is one 5 x 5 kernel over the picture itself. `mean` and `std` are of
    grey in 0..1.
    """
    dark = [(mean * 255 - one) / COLOUR_SCALE for one in COLOUR_MEANS]
    offset = stem.offset + stem.kernel.sum(axis=(2, 3)) @ np.array(dark, dtype=np.float32)
    grey = stem.kernel.sum(axis=1) * np.float32(std * 255 / COLOUR_SCALE)
    taps = _halving_taps()
    kernel = np.einsum("at,otu,bu->oab", taps, grey, taps)[:, np.newaxis]
    return AffineConvolution(kernel.astype(np.float32), offset, stem.gain, stem.shift)


def _halving_taps() -> Numbers:
    """[5, 7]: what each tap on the enlarged picture takes from the pixels around the middle."""
    taps = np.zeros((5, STEM_SIDE), dtype=np.float32)
    for at in range(STEM_SIDE):
        pixel, odd = divmod(at - STEM_SIDE // 2, 2)
        near, far = (pixel, pixel + 1) if odd else (pixel, pixel - 1)
        taps[near + 2, at] += 0.75
        taps[far + 2, at] += 0.25
    return taps


def _tensor(content: bytes, size: int, *, start: int) -> tuple[Numbers, int]:
    """The next tensor of `size` x 1 x 1 x 1 from `start`, and where it ends."""
    header = _whole_number(size) + 3 * _whole_number(1)
    values = content.index(header, start) + len(header)
    return np.frombuffer(content, "<f4", size, values), values + 4 * size


def _whole_number(number: int) -> bytes:
    """As dlib writes it: how many bytes follow, then these, the least first."""
    length = (number.bit_length() + 7) // 8
    return bytes([length]) + number.to_bytes(length, "little")
