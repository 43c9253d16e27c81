"""How loud a sound is: integrated loudness by ITU-R BS.1770-4, in dB below full scale (LUFS).

Sampled at 22,050 Hz nothing above 11 kHz is heard; music has little there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENCE_DB = -60.0

_BLOCK_S, _STEP_S = 0.4, 0.1
_ABSOLUTE_GATE_DB, _RELATIVE_GATE_DB = -70.0, -10.0
_OFFSET_DB = -0.691
# The two filters of the recommendation, given for 48 kHz: (b0, b1, b2), (a1, a2).
_FILTERS_RATE_HZ = 48_000
_SHELF = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (
        -1.69065929318241,
        0.73248077421585,
    ),
)
_HIGH_PASS = (1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621)


def loudness_db(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Of [channels, N]; SILENCE_DB where there is nothing to hear."""
    block, step = round(_BLOCK_S * rate_hz), round(_STEP_S * rate_hz)
    weights = _weights(block, rate_hz)
    starts = range(0, samples.shape[1] - block + 1, step)
    powers = np.array([_power(samples[:, at : at + block], weights) for at in starts])
    heard = powers[_decibels(powers) > _ABSOLUTE_GATE_DB]
    if not len(heard):
        return SILENCE_DB
    gate = _decibels(heard.mean()) + _RELATIVE_GATE_DB
    found = _decibels(heard[_decibels(heard) > gate].mean())
    return max(SILENCE_DB, float(found))


def _power(block: NDArray[np.float32], weights: NDArray[np.float64]) -> float:
    """Mean square of what the filters leave, summed over channels, by Parseval's theorem."""
    spectrum = np.square(np.abs(np.fft.rfft(block, axis=1)))
    return float(np.sum(spectrum * weights)) / float(block.shape[1] ** 2)


def _weights(block: int, rate_hz: int) -> NDArray[np.float64]:
    """The filters' power at each frequency; all but the ends stand for two."""
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(block, 1 / rate_hz) / _FILTERS_RATE_HZ)
    weights = np.full(len(turns), 2.0)
    weights[0] = 1.0
    if block % 2 == 0:
        weights[-1] = 1.0
    for (b0, b1, b2), (a1, a2) in (_SHELF, _HIGH_PASS):
        above = b0 + b1 * turns + b2 * turns**2
        below = 1 + a1 * turns + a2 * turns**2
        weights *= np.square(np.abs(above / below))
    return weights


def _decibels(power: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    found: NDArray[np.float64] = _OFFSET_DB + 10 * np.log10(np.maximum(power, 1e-12))
    return found
