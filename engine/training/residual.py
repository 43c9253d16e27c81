"""A residual backbone in the form of dlib's network for face recognition."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from engine.training.convolution import NormedConvolution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

STEM_WIDTH = 32
# Width, blocks, stride of the first: dlib's, whose weights are a start that knows faces; its last
# stride is left out, since 48 pixels end at 3 x 3.
STAGES = ((32, 3, 1), (64, 4, 2), (128, 3, 2), (256, 3, 2), (256, 1, 1))


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut without weights (He et al. 2015, option A)."""

    def __init__(self, channels_in: int, channels: int, *, stride: int) -> None:
        super().__init__()
        self.first = NormedConvolution(channels_in, channels, side=3, stride=stride)
        self.second = NormedConvolution(channels, channels, side=3)
        self.stride = stride
        self.new_channels = channels - channels_in

    def forward(self, features: Tensor) -> Tensor:
        """[N, C, H, W] to [N, channels, H / stride, W / stride]."""
        inner = self.second(torch.relu(self.first(features)))
        if self.stride > 1:
            features = functional.avg_pool2d(features, self.stride)
        if self.new_channels:
            features = functional.pad(features, (0, 0, 0, 0, 0, self.new_channels))
        return torch.relu(inner + features)


class ResidualBackbone(nn.Module):
    """Standardised grey [N, 1, 48, 48] to [N, 256, 3, 3]; 5.6 million weights."""

    features = STAGES[-1][0]
    sides_px = (48,)

    def __init__(self) -> None:
        super().__init__()
        self.stem = NormedConvolution(1, STEM_WIDTH, side=5)
        self.blocks = nn.Sequential(*_blocks())

    def forward(self, faces: Tensor) -> Tensor:
        """The maps."""
        return self.blocks(functional.max_pool2d(torch.relu(self.stem(faces)), 3, 2, 1))

    def convolutions(self) -> Iterator[NormedConvolution]:
        """From the input to the maps."""
        yield self.stem
        for block in self.blocks:
            yield from (block.first, block.second)


def _blocks() -> Iterator[ResidualBlock]:
    channels_in = STEM_WIDTH
    for width, count, stride in STAGES:
        for block_stride in itertools.chain([stride], itertools.repeat(1, count - 1)):
            yield ResidualBlock(channels_in, width, stride=block_stride)
            channels_in = width
