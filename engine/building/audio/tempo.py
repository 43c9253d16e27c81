"""How fast a sound's beat is, and how clear.

What sets in (a rise of energy in any band, on a logarithmic scale) is compared with itself later;
of delays that fit alike, one near 120 beats a minute is meant (Ellis 2007, Beat tracking by dynamic
programming, Journal of New Music Research 36). Half or twice what people tap stays possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLOWEST_BPM, FASTEST_BPM = 40.0, 220.0
_USUAL_BPM, _OCTAVES = 120.0, 1.0
_BEATS, _FINE_BEATS = 4, 16
_STEP, _FINE_RANGE = 0.002, 0.03
_LOG_FLOOR = 1e-4  # 40 dB below the mean
_SMOOTH_S = 0.4
_FAINT = 0.3  # the mean of onsets in white noise; what sets in less makes no beat


@dataclass(frozen=True, slots=True)
class Beat:
    """`clarity` in 0..1: how much of what sets in comes again a beat later."""

    tempo_bpm: float
    clarity: float


def beat_of(onsets: NDArray[np.float64], frames_a_second: float) -> Beat:
    """Of the strength of onsets, frame by frame."""
    alike = _alike(onsets, round(_FINE_BEATS * 60 / SLOWEST_BPM * frames_a_second) + 2)
    tempos = np.exp(np.arange(np.log(SLOWEST_BPM), np.log(FASTEST_BPM), _STEP))
    usual = np.exp(-0.5 * np.square(np.log2(tempos / _USUAL_BPM) / _OCTAVES))
    fits = _fits(alike, tempos, frames_a_second, beats=_BEATS)
    roughly = tempos[np.argmax(fits * usual)]
    near = roughly * np.exp(np.arange(-_FINE_RANGE, _FINE_RANGE, _STEP / 8))
    tempo = float(near[np.argmax(_fits(alike, near, frames_a_second, beats=_FINE_BEATS))])
    lag = 60 / tempo * frames_a_second
    faint = min(1.0, float(onsets.mean()) / _FAINT)
    clarity = faint * float(np.interp(lag, np.arange(len(alike)), alike))
    return Beat(tempo, min(1.0, max(0.0, clarity)))


def onsets_of(bands: NDArray[np.float32], frames_a_second: float) -> NDArray[np.float64]:
    """How much sets in at each frame: rises of all bands, without their slow changes."""
    floor = _LOG_FLOOR * max(float(bands.mean()), 1e-12)
    levels = np.log(bands.astype(np.float64) + floor)
    rises = np.maximum(np.diff(levels, axis=0, prepend=levels[:1]), 0).sum(axis=1)
    width = max(1, round(_SMOOTH_S * frames_a_second))
    slow = np.convolve(rises, np.ones(width) / width, mode="same")
    onsets: NDArray[np.float64] = np.maximum(rises - slow, 0)
    return onsets


def _alike(onsets: NDArray[np.float64], lags: int) -> NDArray[np.float64]:
    """The onsets' correlation with themselves, [lags], 1 at none; 0 beyond their end."""
    around = onsets - onsets.mean()
    size = 2 ** int(np.ceil(np.log2(2 * len(around))))
    products = np.fft.irfft(np.square(np.abs(np.fft.rfft(around, size))))[: len(around)]
    overlaps = np.arange(len(around), 0, -1)
    # Few frames overlap at long delays: chance would decide there.
    whole = np.where(overlaps > len(around) / 4, products / overlaps, 0)
    found = whole / whole[0] if whole[0] > 0 else whole
    padded: NDArray[np.float64] = np.pad(found, (0, max(0, lags - len(found))))[:lags]
    return padded


def _fits(
    alike: NDArray[np.float64],
    tempos: NDArray[np.float64],
    frames_a_second: float,
    *,
    beats: int,
) -> NDArray[np.float64]:
    """The mean over so many beats later, at least 0."""
    lags = 60 / tempos[:, None] * frames_a_second * np.arange(1, beats + 1)
    found: NDArray[np.float64] = np.interp(lags, np.arange(len(alike)), alike).mean(axis=1)
    return np.clip(found, 0, None)
