"""Sounds made by rule, and files of them."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

RATE_HZ = 44_100
_CODECS = {".wav": "pcm_s16le", ".flac": "flac", ".mp3": "mp3", ".opus": "libopus", ".m4a": "aac"}
MAJOR, MINOR = (0, 2, 4, 5, 7, 9, 11, 12), (0, 2, 3, 5, 7, 8, 10, 12)
C_HZ, A_HZ = 261.63, 220.0


def clicks(bpm: float, seconds: float = 20, *, strength: float = 0.5):
    """A short tone on each beat."""
    sound = np.zeros(round(seconds * RATE_HZ), np.float32)
    times = np.arange(1600) / RATE_HZ
    tone = strength * np.sin(2 * np.pi * 1000 * times) * np.exp(-times * 150)
    for beat in range(int(seconds * bpm / 60)):
        at = round(beat * 60 / bpm * RATE_HZ)
        part = sound[at : at + len(tone)]
        part += tone[: len(part)].astype(np.float32)
    return sound


def scale(root_hz: float = C_HZ, steps=MAJOR, seconds: float = 20, *, strength: float = 0.2):
    """Notes of half a second with three overtones, up again and again."""
    times = np.arange(RATE_HZ // 2) / RATE_HZ
    notes = [
        sum(np.sin(2 * np.pi * root_hz * 2 ** (step / 12) * n * times) / n for n in (1, 2, 3))
        for step in steps
    ]
    once = np.concatenate(notes)
    whole = np.tile(once, int(np.ceil(seconds * RATE_HZ / len(once))))
    return (strength * whole[: round(seconds * RATE_HZ)]).astype(np.float32)


def write(path: Path, sound, **tags: str) -> Path:
    """Encodes it as the name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        container.metadata.update(tags)
        rate_hz = 48_000 if path.suffix == ".opus" else RATE_HZ
        stream = container.add_stream(_CODECS[path.suffix], rate=rate_hz, layout="mono")
        samples = (np.clip(sound, -1, 1) * 32767).astype(np.int16)
        resampler = av.AudioResampler(format=stream.format, layout="mono", rate=rate_hz)
        for at in range(0, len(samples), RATE_HZ):
            frame = av.AudioFrame.from_ndarray(samples[None, at : at + RATE_HZ], "s16", "mono")
            frame.sample_rate = RATE_HZ
            frame.pts = at
            for part in resampler.resample(frame):
                container.mux(stream.encode(part))
        for part in resampler.resample(None):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path
