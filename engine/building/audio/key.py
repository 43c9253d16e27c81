"""Which key a sound is in: its pitches beside what listeners found to fit each key.

Krumhansl & Kessler 1982, Tracing the dynamic changes in perceived tonal organization in a spatial
representation of musical keys, Psychological Review 89.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)


@dataclass(frozen=True, slots=True)
class Key:
    """`tonic` 0 for C to 11 for B; `major_by` -1..1: how much better major fits than minor."""

    tonic: int
    is_major: bool
    major_by: float


def key_of(pitches: NDArray[np.float64]) -> Key:
    """Of the shares of the twelve pitches."""
    major, minor = (_fits(pitches, profile) for profile in (_MAJOR, _MINOR))
    is_major = bool(major.max() >= minor.max())
    fits = major if is_major else minor
    return Key(int(fits.argmax()), is_major, float(np.clip(major.max() - minor.max(), -1, 1)))


def _fits(pitches: NDArray[np.float64], profile: tuple[float, ...]) -> NDArray[np.float64]:
    """Correlation with the profile in each of the twelve keys; 0 where all pitches are alike."""
    profiles = np.array([np.roll(profile, tonic) for tonic in range(12)])
    profiles -= profiles.mean(axis=1, keepdims=True)
    around = pitches - pitches.mean()
    scale = np.linalg.norm(profiles, axis=1) * np.linalg.norm(around)
    found: NDArray[np.float64] = profiles @ around / np.where(scale > 0, scale, 1)
    return found
