"""MobileNet (Howard et al. 2017) as a backbone: small and quick, and it looks at larger faces."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from engine.training.convolution import LatePaddedConvolution, NormedConvolution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

STEM_WIDTH = 32
# Width and stride of each pair of one convolution within the channels and one across them.
PAIRS = (
    *((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)),
    *itertools.repeat((512, 1), 5),
    *((1024, 2), (1024, 1)),
)
SHORT_PAIRS = PAIRS[:-1]  # a third of the weights lie in the last
# The last is half of what the weights that it starts from have learned on: a fourth of the time.
SIDES_PX = (80, 96, 112)


class MobileBackbone(nn.Module):
    """Standardised grey [N, 1, 112, 112] to [N, 1024, 3, 3]; 3.2 million weights."""

    def __init__(self, pairs: Sequence[tuple[int, int]] = PAIRS) -> None:
        super().__init__()
        self.units = nn.ModuleList(_units(pairs))
        self.features, _ = pairs[-1]

    def forward(self, faces: Tensor) -> Tensor:
        """The maps."""
        maps = faces
        for unit in self.units:
            maps = functional.relu6(unit(maps))
        return maps

    def convolutions(self) -> Iterator[NormedConvolution]:
        """From the input to the maps."""
        yield from self.units


class TwinBackbone(nn.Module):
    """A MobileNet that looks at a face and at its mirror image, a shorter one at the latter alone.

    They give [N, 2048, 3, 3] and have 5.3 million weights together.
    """

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = MobileBackbone(), MobileBackbone(SHORT_PAIRS)
        self.features = self.first.features + self.second.features

    def forward(self, faces: Tensor) -> Tensor:
        """The maps of both; of the first the mean over its two views, which it sees at once."""
        mirrored = faces.flip(3)
        views = self.first(torch.cat([faces, mirrored])).unflatten(0, (2, -1))
        return torch.cat([views.mean(dim=0), self.second(mirrored)], dim=1)

    def convolutions(self) -> Iterator[NormedConvolution]:
        """Those of the first, then those of the second."""
        yield from self.first.convolutions()
        yield from self.second.convolutions()


def _units(pairs: Sequence[tuple[int, int]]) -> Iterator[NormedConvolution]:
    yield LatePaddedConvolution(1, STEM_WIDTH, side=3)
    channels = STEM_WIDTH
    for width, stride in pairs:
        if stride > 1:
            yield LatePaddedConvolution(channels, channels, side=3, groups=channels)
        else:
            yield NormedConvolution(channels, channels, side=3, groups=channels)
        yield NormedConvolution(channels, width, side=1)
        channels = width
