"""The seven shares of a song's features, estimated from what was measured of its sound.

Nobody publishes how the features that people's tables hold are made, and no labelled sound was at
hand: these are rules set by hand after what is known of music and hearing, fitted to nothing, and
no accuracy is claimed. Each says what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.building.audio.spectra import band_edges_hz
from engine.tracks import AudioFeatures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.building.audio.key import Key
    from engine.building.audio.tempo import Beat

# Whether people are heard in the room cannot be told from this: the middle of music, for all.
LIVENESS = 0.12

_SOFT_DB, _LOUD_DB = -32.0, -6.0
_DULL_HZ, _BRIGHT_HZ = 300.0, 3000.0
_DANCED_BPM, _DANCED_OCTAVES = 118.0, 0.6
_VOICE_HZ = (300.0, 3400.0)
_SYLLABLES_HZ = (2.0, 8.0)
_PAUSE_BELOW = 0.5
_HIGH_FROM_HZ = 4000.0
_ENVELOPE_FLOOR = 1e-12


@dataclass(frozen=True, slots=True)
class Measured:
    """What a sound was found to be; `bands` [frames, 40], onsets a second as their strength."""

    loudness_db: float
    beat: Beat
    key: Key
    bands: NDArray[np.float32]
    onset_strength: float
    frames_a_second: float


def features_from(measured: Measured) -> AudioFeatures:
    """Loudness and tempo as measured, the others estimated."""
    energy = _energy(measured)
    speechiness, voice = _speechiness(measured), _syllables(measured)
    return AudioFeatures(
        danceability=_share(0.1 + 0.55 * measured.beat.clarity + 0.35 * _danced_tempo(measured)),
        energy=energy,
        loudness=measured.loudness_db,
        speechiness=speechiness,
        acousticness=_share(1.1 - 0.7 * energy - 0.8 * _high_share(measured)),
        instrumentalness=_share(0.9 - 1.8 * voice),
        liveness=LIVENESS,
        valence=_valence(measured, energy),
        tempo=measured.beat.tempo_bpm,
    )


def _energy(measured: Measured) -> float:
    """Loud, full of onsets, bright: what listeners rate as aroused.

    Schubert 2004, Modeling perceived emotion with continuous musical features, Music Perception 21.
    """
    loud = _between(measured.loudness_db, _SOFT_DB, _LOUD_DB)
    busy = min(1.0, measured.onset_strength)
    return _share(0.6 * loud + 0.2 * busy + 0.2 * _brightness(measured))


def _valence(measured: Measured, energy: float) -> float:
    """Major, fast and bright sounds glad, minor and slow sad.

    Gabrielsson & Lindström 2001, The influence of musical structure on emotional expression.
    """
    mode = 0.5 * np.tanh(8 * measured.key.major_by)
    pace = _between(np.log2(measured.beat.tempo_bpm), np.log2(60), np.log2(170)) - 0.5
    return _share(0.5 + 0.4 * mode + 0.25 * pace + 0.2 * (energy - 0.5))


def _speechiness(measured: Measured) -> float:
    """Syllables come four a second and with pauses between.

    Scheirer & Slaney 1997, Construction and evaluation of a robust multifeature speech/music
    discriminator.
    """
    powers = measured.bands.sum(axis=1)
    pauses = float((powers < _PAUSE_BELOW * powers.mean()).mean())
    unclear = 1 - measured.beat.clarity
    return _share(0.03 + 1.2 * _syllables(measured) * pauses * unclear)


def _syllables(measured: Measured) -> float:
    """Share of the changes in the voice's bands that come as often as syllables, 0..1."""
    edges = band_edges_hz()
    inside = (edges[:-1] >= _VOICE_HZ[0]) & (edges[1:] <= _VOICE_HZ[1])
    envelope = np.sqrt(measured.bands[:, inside].sum(axis=1, dtype=np.float64))
    changes = np.square(np.abs(np.fft.rfft(envelope - envelope.mean())))
    hz = np.fft.rfftfreq(len(envelope), 1 / measured.frames_a_second)
    often = (hz >= _SYLLABLES_HZ[0]) & (hz <= _SYLLABLES_HZ[1])
    depth = min(1.0, float(envelope.std() / max(envelope.mean(), _ENVELOPE_FLOOR)))
    total = float(changes.sum())
    return depth * float(changes[often].sum()) / total if total else 0.0


def _brightness(measured: Measured) -> float:
    """Where the middle of the spectrum lies."""
    edges = band_edges_hz()
    middles = np.sqrt(edges[:-1] * edges[1:])
    powers = measured.bands.mean(axis=0, dtype=np.float64)
    total = float(powers.sum())
    middle = float(np.exp((np.log(middles) * powers).sum() / total)) if total else _DULL_HZ
    return _between(np.log(middle), np.log(_DULL_HZ), np.log(_BRIGHT_HZ))


def _high_share(measured: Measured) -> float:
    """Cymbals, distortion and synthesisers sound above 4 kHz; few strings and voices do."""
    powers = measured.bands.mean(axis=0, dtype=np.float64)
    high = powers[band_edges_hz()[:-1] >= _HIGH_FROM_HZ].sum()
    total = float(powers.sum())
    return min(1.0, 5 * float(high) / total) if total else 0.0


def _danced_tempo(measured: Measured) -> float:
    away = np.log2(measured.beat.tempo_bpm / _DANCED_BPM) / _DANCED_OCTAVES
    return float(np.exp(-0.5 * away**2))


def _between(value: float, low: float, high: float) -> float:
    return float(np.clip((value - low) / (high - low), 0, 1))


def _share(value: float) -> float:
    return float(np.clip(value, 0, 1))
