"""A layer of a network that somebody else has trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class AffineConvolution:
    """`gain` * (`kernel` over the input + `offset`) + `shift`.

    The kernel is [out, in, side, side]; the others are [out].
    """

    kernel: Numbers
    offset: Numbers
    gain: Numbers
    shift: Numbers
