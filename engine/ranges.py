"""Whole numbers in several ranges at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def joined_ranges(starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.int64]:
    """All numbers from each start up to its stop, one range after the other."""
    counts = stops - starts
    shifts = starts - np.cumsum(counts) + counts
    numbers: NDArray[np.int64] = np.repeat(shifts, counts)
    numbers += np.arange(len(numbers))
    return numbers
