"""Readers that do what the bytes say; processes of their own import them from here."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from engine.emotions import Emotion, EmotionDistribution
from engine.errors import AssetError, MediaTooLargeError, NoFaceError
from engine.frames import decode
from engine.mood_reader import MoodReader, load_mood_reader
from engine.moods import mood_of
from engine.readings import MoodReading


class ObedientReader:
    """A picture says whether it is hostile; the reading tells in which process it was read."""

    def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        match data.split(b" "):
            case [b"nobody"]:
                raise NoFaceError(3)
            case [b"huge"]:
                raise MediaTooLargeError(70, limit=60, unit="s")
            case [b"crash"]:
                os.kill(os.getpid(), signal.SIGSEGV)
            case [b"swell"]:
                bytearray(8 * 2**30)
            case [b"stopped-once", name] if not Path(name.decode()).exists():
                Path(name.decode()).touch()
                os.kill(os.getpid(), signal.SIGTERM)
        _take_time(data.split(b" "))
        return reading_in(os.getpid(), everyone=everyone)

    def boxes(self, data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
        return b"|".join((data, str(reading.frames).encode(), *(word.encode() for word in words)))


def _take_time(words: Sequence[bytes]) -> None:
    match words:
        case [b"hang"]:
            time.sleep(60)
        case [b"nap"]:
            time.sleep(0.4)
        case [b"wait", end]:
            until_there(Path(end.decode()))
        case [b"begin", begun, end]:
            Path(begun.decode()).touch()
            until_there(Path(end.decode()))


class Deadly(bytes):
    """A picture that ends the first process which takes it from its pipe, at that moment."""

    def __new__(cls, mark: Path) -> Deadly:
        picture = super().__new__(cls, b"selfie")
        picture.mark = mark
        return picture

    def __reduce__(self) -> tuple[object, ...]:
        return _die_once, (self.mark,)


def _die_once(mark: Path) -> bytes:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return b"selfie"


def obedient() -> MoodReader:
    return ObedientReader()


def without_weights() -> MoodReader:
    raise AssetError("emotions.onnx", "missing")


def without_memory() -> MoodReader:
    raise MemoryError


def killed_while_loading() -> MoodReader:
    os.kill(os.getpid(), signal.SIGKILL)
    return ObedientReader()


class CrampedReader:
    """Reads with this much more memory than its process had before."""

    def __init__(self, reader: MoodReader, *, memory_bytes: int) -> None:
        self._reader = reader
        self._memory_bytes = memory_bytes

    def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        lines = Path("/proc/self/status").read_text().splitlines()
        [used] = [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData")]
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (used + self._memory_bytes, hard))
        return self._reader.read(data, everyone=everyone)


class FullSizeReader:
    """Decodes a picture at its full size and sees nobody."""

    def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        decode(data, working_side_px=10_000)
        raise NoFaceError


def cramped_decoder() -> MoodReader:
    return CrampedReader(FullSizeReader(), memory_bytes=40 * 2**20)


def cramped() -> MoodReader:
    return CrampedReader(load_mood_reader(), memory_bytes=4 * 2**20)


def reading_in(pid: int, *, everyone: bool) -> MoodReading:
    """`frames` carries whether everyone was looked at, a timing the process."""
    emotions = EmotionDistribution.of({Emotion.HAPPY: 1.0})
    return MoodReading(
        frames=2 if everyone else 1,
        faces=(),
        emotions=emotions,
        mood=mood_of(emotions),
        sure=True,
        timings_ms={"pid": pid},
    )


def until_there(file: Path) -> None:
    for _ in range(1_000):
        if file.exists():
            return
        time.sleep(0.01)
    raise RuntimeError("nobody let the reader go on")
