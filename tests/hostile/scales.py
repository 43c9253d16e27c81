"""Reads files, each in a process of its own, and weighs what that took.

`python -m tests.hostile.scales` is the process that is forked for every file: it has everything
loaded and reads nothing itself, so that a file costs its own memory only, and what crashes or
hangs ends with its fork. Files come on standard input and verdicts go to standard output, one
JSON line for each.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2

from bot.replies.errors import apology, error_reply
from engine.errors import EngineError
from engine.frames import decode
from engine.mood_reader import MoodReader, load_mood_reader
from tests.hostile.forging import photo
from tests.hostile.kinds import READ

ROOT = Path(__file__).parents[2]
HANGS_AFTER_S = 60.0
# What any file may cost at most, so that a small machine bears it.
MOST_MB = 400
# Beyond it a file is a bomb that went off: the machine shall not pay for it.
MOST_MEMORY_BYTES = 3 * 2**30
_LENGTH = struct.Struct(">I")
_SURPRISE, _CRASH, _HANG = "surprise", "crash", "hang"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a reading ended, what its sender is told, and what it took.

    `end` is the code of an error, "read", or one of "surprise", "crash" and "hang", in which case
    `said` tells what is known of it.
    """

    end: str
    said: str
    wall_ms: float
    cpu_ms: float
    grown_mb: float

    @property
    def broke(self) -> bool:
        """Whether it ended in a way that nobody foresaw."""
        return self.end in (_SURPRISE, _CRASH, _HANG)


class Scales:
    """The process that is forked, and the way to it; a context."""

    def __init__(self, *, only_decode: bool = False) -> None:
        self._what = ["decode"] if only_decode else []

    def __enter__(self) -> Self:
        """Starts it, which takes a second."""
        self._process = subprocess.Popen(  # noqa: S603 - this very module
            [sys.executable, "-m", "tests.hostile.scales", *self._what],
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(self, *_: type[BaseException] | TracebackType | BaseException | None) -> None:
        """Ends it."""
        self._process.communicate()

    def weigh(self, data: bytes) -> Verdict:
        """Reads one file."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(_LENGTH.pack(len(data)) + data)
        self._process.stdin.flush()
        return Verdict(**json.loads(self._process.stdout.readline()))


def _serve(reader: MoodReader | None) -> None:
    """Weighs what comes until nothing comes."""
    while head := sys.stdin.buffer.read(_LENGTH.size):
        data = sys.stdin.buffer.read(*_LENGTH.unpack(head))
        verdict = _weighed_apart(reader, data)
        sys.stdout.write(json.dumps(asdict(verdict)) + "\n")
        sys.stdout.flush()


def _weighed_apart(reader: MoodReader | None, data: bytes) -> Verdict:
    ours, theirs = os.pipe()
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _in_the_fork(reader, data, theirs)
    os.close(theirs)
    told = _heard(ours)
    os.close(ours)
    if told is None:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    wall_ms = (time.perf_counter() - started) * 1000
    if told is None:
        return Verdict(_HANG, f"for {HANGS_AFTER_S:g} s", wall_ms, _cpu_ms(used), 0.0)
    if not told:
        return Verdict(_CRASH, f"status {status}", wall_ms, _cpu_ms(used), 0.0)
    return Verdict(**json.loads(told))


def _heard(pipe: int) -> bytes | None:
    """What the fork tells before it ends; None if it does not end."""
    told, until = b"", time.monotonic() + HANGS_AFTER_S
    while select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
        piece = os.read(pipe, 2**16)
        if not piece:
            return told
        told += piece
    return None


def _in_the_fork(reader: MoodReader | None, data: bytes, pipe: int) -> None:
    """Reads, tells and ends, whatever happens."""
    try:
        told = json.dumps(asdict(_weighed(reader, data))).encode()
        while told:
            told = told[os.write(pipe, told) :]
    finally:
        os._exit(0)


def _weighed(reader: MoodReader | None, data: bytes) -> Verdict:
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + MOST_MEMORY_BYTES,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    end, said = _ending(reader, data)
    wall_ms = (time.perf_counter() - started) * 1000
    after = resource.getrusage(resource.RUSAGE_SELF)
    grown_mb = (after.ru_maxrss - before.ru_maxrss) / 1024
    return Verdict(end, said, wall_ms, _cpu_ms(after) - _cpu_ms(before), grown_mb)


def _ending(reader: MoodReader | None, data: bytes) -> tuple[str, str]:
    try:
        if reader is None:
            decode(data)
        else:
            reader.read(data)
    except EngineError as error:
        reply = error_reply(error)
        return (_SURPRISE, repr(error)) if reply == apology() else (error.code, reply.text)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return _SURPRISE, repr(error)[:500]
    return READ, ""


def _cpu_ms(used: resource.struct_rusage) -> float:
    return (used.ru_utime + used.ru_stime) * 1000


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _warm(reader: MoodReader | None) -> None:
    """Loads what is loaded when it is first needed, so that no file pays for it."""
    import av  # noqa: F401
    import pillow_heif  # noqa: F401

    # Threads do not live on in a fork.
    cv2.setNumThreads(1)
    _ending(reader, photo("JPEG"))


if __name__ == "__main__":
    chosen = None if sys.argv[1:] == ["decode"] else load_mood_reader()
    _warm(chosen)
    _serve(chosen)
