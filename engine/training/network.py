"""The emotion network: a residual backbone that knows faces, one head per label set."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Iterator

EMOTIONS = 7
STEM_WIDTH = 32
# Width, blocks, stride of the first. The form of dlib's network for face recognition, whose weights
# are a start that knows faces; its last stride is left out, since 48 pixels end at 3 x 3.
STAGES = ((32, 3, 1), (64, 4, 2), (128, 3, 2), (256, 3, 2), (256, 1, 1))
FEATURES = STAGES[-1][0]


class NormedConvolution(nn.Module):
    """A convolution without bias, and batch normalisation."""

    def __init__(self, channels_in: int, channels: int, *, side: int, stride: int = 1) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(channels_in, channels, side, stride, side // 2, bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, features: Tensor) -> Tensor:
        """[N, C, H, W] to [N, channels, H / stride, W / stride]."""
        return self.norm(self.convolution(features))


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


class EmotionNetwork(nn.Module):
    """float32 [N, 1, 48, 48], standardised grey, to two float32 [N, 7] logits.

    FER2013 and FER+ contradict each other on a quarter of the faces, so each label set has a head
    of its own above one backbone.
    """

    def __init__(self, *, dropout: float = 0.2) -> None:
        super().__init__()
        self.stem = NormedConvolution(1, STEM_WIDTH, side=5)
        self.blocks = nn.Sequential(*_blocks())
        self.dropout = nn.Dropout(dropout)
        self.ferplus = nn.Linear(FEATURES, EMOTIONS)
        self.fer2013 = nn.Linear(FEATURES, EMOTIONS)

    def forward(self, faces: Tensor) -> tuple[Tensor, Tensor]:
        """Logits by FER+ votes, logits by FER2013 labels."""
        stem = functional.max_pool2d(torch.relu(self.stem(faces)), 3, 2, 1)
        features = self.dropout(self.blocks(stem).mean(dim=(2, 3)))
        return self.ferplus(features), self.fer2013(features)

    def convolutions(self) -> Iterator[NormedConvolution]:
        """From the input to the heads."""
        yield self.stem
        for block in self.blocks:
            yield from (block.first, block.second)


def _blocks() -> Iterator[ResidualBlock]:
    channels_in = STEM_WIDTH
    for width, count, stride in STAGES:
        for block_stride in itertools.chain([stride], itertools.repeat(1, count - 1)):
            yield ResidualBlock(channels_in, width, stride=block_stride)
            channels_in = width
