"""What a sound holds over time: energy by bands of frequency, and by the twelve pitches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOP = 256
_WINDOW = 2048
_BANDS = 40
_LOWEST_HZ, _HIGHEST_HZ = 40.0, 10_500.0
_FRAMES_AT_ONCE = 1024  # 8 MB of spectra, 34 MB of those for pitches

# Five frames a second, fine enough to tell neighbours from 110 Hz on; above, overtones prevail.
_PITCH_WINDOW, _PITCH_HOP = 8192, 4096
_LOWEST_PITCH_HZ, _HIGHEST_PITCH_HZ = 65.0, 2100.0
_A_HZ, _A = 440.0, 9


def band_edges_hz() -> NDArray[np.float64]:
    """Of the bands, [41]: as wide as hearing's, by the mel scale."""
    low, high = (2595 * np.log10(1 + hz / 700) for hz in (_LOWEST_HZ, _HIGHEST_HZ))
    edges: NDArray[np.float64] = 700 * (10 ** (np.linspace(low, high, _BANDS + 1) / 2595) - 1)
    return edges


def band_powers(mono: NDArray[np.float32], rate_hz: int) -> NDArray[np.float32]:
    """[frames, 40], a frame each HOP samples."""
    bins = np.searchsorted(band_edges_hz(), np.fft.rfftfreq(_WINDOW, 1 / rate_hz), side="right")
    summed = np.zeros((len(bins), _BANDS), np.float32)
    inside = (bins > 0) & (bins <= _BANDS)
    summed[np.flatnonzero(inside), bins[inside] - 1] = 1
    return np.concatenate([power @ summed for power in _spectra(mono, _WINDOW, HOP)])


def pitch_shares(mono: NDArray[np.float32], rate_hz: int) -> NDArray[np.float64]:
    """How much of each pitch there is, [12] from C to B; each moment counts alike."""
    hz = np.fft.rfftfreq(_PITCH_WINDOW, 1 / rate_hz)
    inside = np.flatnonzero((hz >= _LOWEST_PITCH_HZ) & (hz <= _HIGHEST_PITCH_HZ))
    steps = 12 * np.log2(hz[inside] / _A_HZ) + _A
    # What lies between two pitches belongs to neither.
    nearness = np.cos(np.pi * (steps - np.round(steps))) ** 4
    summed = np.zeros((len(inside), 12))
    summed[np.arange(len(inside)), np.round(steps).astype(int) % 12] = nearness
    shares = np.zeros(12)
    for power in _spectra(mono, _PITCH_WINDOW, _PITCH_HOP):
        pitches = np.sqrt(power[:, inside]) @ summed
        loudest = pitches.max(axis=1, keepdims=True)
        shares += (pitches / np.where(loudest > 0, loudest, 1)).sum(axis=0)
    total = shares.sum()
    return shares / total if total else shares


def _spectra(mono: NDArray[np.float32], window: int, hop: int) -> Iterator[NDArray[np.float32]]:
    """Power, [frames, window // 2 + 1], some frames at a time; at least one."""
    padded = np.pad(mono, (0, max(0, window - len(mono))))
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    shape = np.hanning(window).astype(np.float32)
    for at in range(0, len(frames), _FRAMES_AT_ONCE):
        spectrum = np.fft.rfft(frames[at : at + _FRAMES_AT_ONCE] * shape, axis=1)
        yield np.square(np.abs(spectrum)).astype(np.float32)
