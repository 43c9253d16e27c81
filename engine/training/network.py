"""The emotion network: a backbone that knows faces, one head per label set."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from torch import nn
from torch.nn import functional

from engine.training.mobile import SHORT_PAIRS, SIDES_PX, MobileBackbone, TwinBackbone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from torch import Tensor

    from engine.training.convolution import NormedConvolution

EMOTIONS = 7
BACKBONES: dict[str, Callable[[], MobileBackbone | TwinBackbone]] = {
    "mobile": MobileBackbone,
    "short": partial(MobileBackbone, SHORT_PAIRS),
    "twin": TwinBackbone,
}
DROPOUT = 0.2


class EmotionNetwork(nn.Module):
    """float32 [N, 1, 48, 48], standardised grey, to two float32 [N, 7] logits.

    FER2013 and FER+ contradict each other on a quarter of the faces, so each label set has a head
    of its own above one backbone, which sees the faces at `side_px` pixels. KeyError if there is
    no `kind` of backbone of that name.
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.backbone = BACKBONES[kind]()
        self.side_px = SIDES_PX[-1]
        self.dropout = nn.Dropout(DROPOUT)
        self.ferplus = nn.Linear(self.backbone.features, EMOTIONS)
        self.fer2013 = nn.Linear(self.backbone.features, EMOTIONS)

    def forward(self, faces: Tensor) -> tuple[Tensor, Tensor]:
        """Logits by FER+ votes, logits by FER2013 labels."""
        large = functional.interpolate(faces, size=(self.side_px,) * 2, mode="bilinear")
        features = self.dropout(self.backbone(large).mean(dim=(2, 3)))
        return self.ferplus(features), self.fer2013(features)

    def look_closely(self, closeness: float) -> None:
        """From now on at one of `SIDES_PX`: at 0 the smallest, at 1 the largest."""
        self.side_px = SIDES_PX[min(int(closeness * len(SIDES_PX)), len(SIDES_PX) - 1)]

    def convolutions(self) -> Iterator[NormedConvolution]:
        """From the input to the heads."""
        return self.backbone.convolutions()
