"""What all backbones are made of: a convolution with batch normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

if TYPE_CHECKING:
    from torch import Tensor


class NormedConvolution(nn.Module):
    """A convolution without bias, and batch normalisation; `groups` as in PyTorch."""

    def __init__(
        self, channels_in: int, channels: int, *, side: int, stride: int = 1, groups: int = 1
    ) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(
            channels_in, channels, side, stride, side // 2, groups=groups, bias=False
        )
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, features: Tensor) -> Tensor:
        """[N, C, H, W] to [N, channels, H / stride, W / stride]."""
        return self.norm(self.convolution(features))


class LatePaddedConvolution(NormedConvolution):
    """As TensorFlow halves a map of even sides: nothing is added above it and on its left."""

    def __init__(self, channels_in: int, channels: int, *, side: int, groups: int = 1) -> None:
        super().__init__(channels_in, channels, side=side, stride=2, groups=groups)
        self.convolution.padding = (0, 0)
        self.late = side - 2

    def forward(self, features: Tensor) -> Tensor:
        """[N, C, H, W] to [N, channels, H / 2, W / 2], rounded down."""
        features = functional.pad(features, (0, self.late, 0, self.late))
        if not self.training or self.convolution.groups == 1:
            return super().forward(features)
        # On a processor the gradient of strides within channels takes PyTorch many times as long
        # as to compute every place and leave out half of the rows and columns.
        weight, groups = self.convolution.weight, self.convolution.groups
        every_second = functional.conv2d(features, weight, groups=groups)[:, :, ::2, ::2]
        return self.norm(every_second.contiguous(memory_format=torch.channels_last))
