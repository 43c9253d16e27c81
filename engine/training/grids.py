"""The few values that eight bits can hold, and which of them lie nearest. Pure numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

LEVELS = 255
WEIGHT_LEVELS = 127
OFFSET_LEVELS = 2**30
SMALLEST_SCALE = 1e-8
RANGE_PARTS = np.linspace(0.3, 1.0, 15)
SAMPLED = 50_000  # values of an activation in a batch, about


@dataclass(frozen=True, slots=True)
class Grid:
    """The 256 values that an activation may have: `scale` * (0..255 - `zero`)."""

    scale: np.float32
    zero: np.uint8

    @classmethod
    def over(cls, low: float, high: float) -> Grid:
        """From `low` to `high`, zero always among them."""
        low, high = min(low, 0.0), max(high, 0.0)
        scale = max((high - low) / LEVELS, SMALLEST_SCALE)
        return cls(np.float32(scale), np.uint8(round(-low / scale)))

    def nearest(self, values: Numbers) -> Numbers:
        """What is left of them on the grid."""
        whole = np.clip(np.rint(values / self.scale) + np.float32(self.zero), 0, LEVELS)
        return np.asarray((whole - np.float32(self.zero)) * self.scale)


def sampled(values: Numbers) -> Numbers:
    """Enough to know how they lie, the lowest and the highest among them."""
    step = max(1, values.size // SAMPLED)
    extremes = np.array([values.min(), values.max()], dtype=np.float32)
    return np.concatenate([values.ravel()[::step], extremes])


def best_range(values: Numbers) -> tuple[float, float]:
    """The part of the full range whose grid is nearest to the values: few lie at its ends."""
    ends = [(part * float(values.min()), part * float(values.max())) for part in RANGE_PARTS]
    errors = [np.square(Grid.over(*one).nearest(values) - values).mean() for one in ends]
    return ends[int(np.argmin(errors))]


def kernel_in_bytes(
    kernel: Numbers, offset: Numbers, *, entrance: np.float32
) -> tuple[NDArray[np.int8], Numbers]:
    """int8 [out, in, side, side] and how much one is in each output channel, float32 [out].

    The offset [out] is counted in that times `entrance`, the scale of what comes in; where a
    kernel is next to nothing beside its offset, one is so much that the count stays a whole number
    of 32 bits.
    """
    scale = np.abs(kernel).max(axis=(1, 2, 3)) / WEIGHT_LEVELS
    least = np.abs(offset) / (entrance * OFFSET_LEVELS)
    scale = np.maximum(scale, np.maximum(least, SMALLEST_SCALE)).astype(np.float32)
    return np.rint(kernel / scale[:, None, None, None]).astype(np.int8), scale


def drift(kernel: Numbers, small: NDArray[np.int8], scale: Numbers, *, mean: Numbers) -> Numbers:
    """float32 [out]: what the rounding of a kernel adds on average, edges of the maps aside.

    `small` and `scale` as from `kernel_in_bytes`, `mean` [channels] of what comes in.
    """
    added = (small * scale[:, None, None, None] - kernel).sum(axis=(2, 3))
    within_channels = added.shape[1] < len(mean)
    return np.asarray(added[:, 0] * mean if within_channels else added @ mean)
