"""Faces as the network takes them: standardised grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

GREY_MEAN, GREY_STD = 0.508, 0.255  # of the Training pictures, in 0..1


def as_grey(faces: NDArray[np.uint8]) -> Tensor:
    """uint8 [N, side, side] to float32 [N, 1, side, side] in 0..1."""
    return torch.from_numpy(faces).unsqueeze(1).float() / 255


def standardised(faces: Tensor) -> Tensor:
    """Grey in 0..1 to the network's input."""
    return (faces - GREY_MEAN) / GREY_STD
