"""The emotion network: one small residual backbone, one head per label set."""

from __future__ import annotations

import torch
from torch import Tensor, nn

EMOTIONS = 7
WIDTHS = (48, 96, 192)  # 1.6 M parameters: 6 MB as float32, half the training time of 64/128/256


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut (He et al. 2015, the CIFAR form)."""

    def __init__(self, channels_in: int, channels: int, *, stride: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels_in, channels, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(channels)
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or channels_in != channels:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels_in, channels, 1, stride, bias=False), nn.BatchNorm2d(channels)
            )

    def forward(self, features: Tensor) -> Tensor:
        """[N, C, H, W] to [N, channels, H / stride, W / stride]."""
        inner = torch.relu(self.first_norm(self.first(features)))
        inner = self.second_norm(self.second(inner))
        return torch.relu(inner + self.shortcut(features))


class EmotionNetwork(nn.Module):
    """float32 [N, 1, 48, 48], standardised grey, to two float32 [N, 7] logits.

    FER2013 and FER+ contradict each other on a quarter of the faces, so each label set has a head
    of its own above one backbone.
    """

    def __init__(self, *, dropout: float = 0.3) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(1, 24, 3, 1, 1, bias=False),
            nn.BatchNorm2d(24),
            nn.ReLU(),
            nn.Conv2d(24, WIDTHS[0], 3, 2, 1, bias=False),
            nn.BatchNorm2d(WIDTHS[0]),
            nn.ReLU(),
        )
        blocks: list[nn.Module] = []
        channels_in = WIDTHS[0]
        for depth, width in enumerate(WIDTHS):
            blocks.append(ResidualBlock(channels_in, width, stride=1 if depth == 0 else 2))
            blocks.append(ResidualBlock(width, width, stride=1))
            channels_in = width
        self.blocks = nn.Sequential(*blocks)
        self.dropout = nn.Dropout(dropout)
        self.ferplus = nn.Linear(channels_in, EMOTIONS)
        self.fer2013 = nn.Linear(channels_in, EMOTIONS)

    def forward(self, faces: Tensor) -> tuple[Tensor, Tensor]:
        """Logits by FER+ votes, logits by FER2013 labels."""
        features = self.blocks(self.stem(faces)).mean(dim=(2, 3))
        features = self.dropout(features)
        return self.ferplus(features), self.fer2013(features)
