"""Audio files as samples, read by FFmpeg within limits."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from numpy.typing import NDArray

SAMPLE_RATE_HZ = 22_050

# The name of a file chooses FFmpeg's reader, so that all its rare ones stay shut.
_READERS = {
    ".mp3": "mp3",
    ".flac": "flac",
    ".wav": "wav",
    ".aif": "aiff",
    ".aiff": "aiff",
    ".ogg": "ogg",
    ".oga": "ogg",
    ".opus": "ogg",
    ".m4a": "mp4",
}
AUDIO_SUFFIXES = frozenset(_READERS)
_DECODERS = (
    "mp3,mp3float,flac,vorbis,libvorbis,opus,libopus,aac,alac,pcm_u8,pcm_s16le,pcm_s24le,"
    "pcm_s32le,pcm_f32le,pcm_f64le,pcm_s8,pcm_s16be,pcm_s24be,pcm_s32be,pcm_f32be"
)
_STREAMS_AT_MOST = "40"
# Four minutes of the shortest packets of Opus; a hostile file could have millions.
_PACKETS_AT_MOST = 100_000
_SPOILT_AT_MOST = 0.1
_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class AudioLimits:
    """What is taken for a song. Of a longer one the first minutes are listened to."""

    size_bytes: int = 2**29  # an hour of CD is 635 MB, and no song
    duration_s: float = 3600.0
    least_s: float = 15.0
    heard_s: float = 240.0


@dataclass(frozen=True, slots=True)
class Sound:
    """`samples` is float32 [2, N] at SAMPLE_RATE_HZ, full scale 1; `tags` in lower case."""

    samples: NDArray[np.float32]
    duration_s: float
    tags: Mapping[str, str]


def read_sound(path: Path, *, limits: AudioLimits) -> Sound:
    """The file's sound and what it says of itself; CatalogueError tells why it is not taken."""
    # Loading FFmpeg takes a third of a second.
    import av

    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise CatalogueError(path.name, "is of no kind of audio that is read")
    if path.stat().st_size > limits.size_bytes:
        raise CatalogueError(path.name, f"has more than {limits.size_bytes // 2**20} MB")
    options = {
        "codec_whitelist": _DECODERS,
        "max_streams": _STREAMS_AT_MOST,
        # What a file refers to stays unread.
        "protocol_whitelist": "file",
    }
    where = os.fspath(path.absolute())  # a name such as http:x is a file's too
    try:
        with av.open(
            where, "r", format=reader, options=options, metadata_errors="replace"
        ) as opened:
            return _sound(opened, path.name, limits)
    except FileNotFoundError:
        raise
    except (av.error.FFmpegError, ValueError, LookupError) as error:
        raise CatalogueError(path.name, "cannot be decoded") from error


def _sound(container: InputContainer, name: str, limits: AudioLimits) -> Sound:
    if not container.streams.audio:
        raise CatalogueError(name, "has no sound")
    stream = container.streams.audio[0]
    declared_s = (container.duration or 0) / _MICROSECONDS
    if declared_s > limits.duration_s:
        raise CatalogueError(name, f"is longer than {limits.duration_s / 60:g} minutes")
    # Other processes keep the other cores busy.
    stream.codec_context.thread_type = "NONE"
    samples = _samples(container, stream, name, round(limits.heard_s * SAMPLE_RATE_HZ))
    heard_s = samples.shape[1] / SAMPLE_RATE_HZ
    if heard_s < limits.least_s:
        raise CatalogueError(name, f"is shorter than {limits.least_s:g} s")
    if not np.isfinite(samples).all():
        raise CatalogueError(name, "has samples that are no numbers")
    tags = {**container.metadata, **stream.metadata}
    return Sound(
        np.clip(samples, -4, 4),
        max(heard_s, declared_s),
        {key.lower(): value.strip() for key, value in tags.items()},
    )


def _samples(
    container: InputContainer, stream: AudioStream, name: str, most: int
) -> NDArray[np.float32]:
    import av

    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE_HZ)
    pieces: list[NDArray[np.float32]] = []
    heard = 0
    for frame in _frames(container, stream, name):
        for part in resampler.resample(frame):
            piece = part.to_ndarray().astype(np.float32, copy=False)
            pieces.append(piece)
            heard += piece.shape[1]
        if heard >= most:
            break
    if not pieces:
        raise CatalogueError(name, "has no sound")
    return np.concatenate(pieces, axis=1)[:, :most]


def _frames(container: InputContainer, stream: AudioStream, name: str) -> Iterator[AudioFrame]:
    """What can be decoded; CatalogueError where more than a few packets cannot be."""
    import av

    spoilt = 0
    for number, packet in enumerate(container.demux(stream), 1):
        if number > _PACKETS_AT_MOST:
            return
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            # A tag of another kind at the end of an MP3 is read as a packet.
            spoilt += 1
            if spoilt > 1 + _SPOILT_AT_MOST * number:
                raise CatalogueError(name, "cannot be decoded") from None
