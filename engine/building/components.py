"""Features standardised and turned into principal components."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

FITTED_ROWS = 20_000
DECIMALS = 6  # sums over threads differ in the last bits; the same rows must give the same bytes

_KEPT_VARIANCE = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """What turns raw features [N, 9] into the few components that keep .95 of their variance."""

    mean: Numbers
    """[9]."""
    deviation: Numbers
    """[9], 1 for a column that never changes."""
    axes: Numbers
    """[9, kept]."""
    shares: Numbers
    """[9] of the variance, of every component."""

    def of(self, features: NDArray[np.float32]) -> Numbers:
        """[N, kept]."""
        return self.standardised(features) @ self.axes

    def standardised(self, features: NDArray[np.floating[Any]]) -> Numbers:
        """[N, 9]."""
        return (features - self.mean) / self.deviation


def sampled(count: int, most: int, *, seed: int = 0) -> NDArray[np.int64]:
    """At most `most` of `count` rows by chance, ascending."""
    if count <= most:
        return np.arange(count)
    chosen: NDArray[np.int64] = np.random.default_rng(seed).choice(count, most, replace=False)
    return np.sort(chosen)


def scaling_of(features: NDArray[np.float32]) -> tuple[Numbers, Numbers]:
    """Mean and standard deviation of each column; 1 where a column never changes."""
    wide = features.astype(np.float64)
    mean = wide.mean(axis=0)
    wide -= mean
    deviation = np.sqrt(np.einsum("ij,ij->j", wide, wide) / len(wide)).round(DECIMALS)
    return mean.round(DECIMALS), np.where(deviation > 0, deviation, 1.0)


def components_of(features: NDArray[np.float32]) -> Components:
    """Scaling by all rows, axes by a sample of them."""
    mean, deviation = scaling_of(features)
    rows = (features[sampled(len(features), FITTED_ROWS)] - mean) / deviation
    variances, axes = np.linalg.eigh(np.cov(rows, rowvar=False, ddof=0))
    variances, axes = variances[::-1].clip(min=0), axes[:, ::-1]
    shares = variances / max(variances.sum(), np.finfo(float).tiny)
    kept = int(np.searchsorted(shares.cumsum(), _KEPT_VARIANCE)) + 1
    # An axis may point either way; its strongest feature shall point up.
    strongest = axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])]
    axes = (axes * np.sign(strongest)).round(DECIMALS)
    return Components(mean, deviation, axes[:, :kept], shares)
