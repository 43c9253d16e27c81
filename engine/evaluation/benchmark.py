"""What readings cost, as shares of what the bare libraries need in the same rounds."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.evaluation.at_once import gains
from engine.evaluation.bare_steps import BareSteps
from engine.evaluation.benchmark_pictures import clip_of, selfie_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.mood_reader import MoodReader

__all__ = ["Memory", "ReadingBenchmark", "benchmark_memory", "benchmark_reading", "selfie_from"]

MOST_AT_A_TIME = 5  # reading the clocks takes time, too
LARGE_PX = (4000, 3000)  # 12 megapixels
STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class ReadingBenchmark:
    """Medians. `reading` and `bare` in ms by the clock, stage by stage, of one after the other.

    The others are shares, free of how fast and busy the machine is: CPU time of a reading in that
    of its bare steps; of a 12 megapixel photo in that of the 1080p one; of a GIF of 24 frames in
    that of its first frame, a GIF of its own. `two_at_once` is how many times as much two of the
    bot's processes get done as one, `two_at_once_bare` the same for the bare steps.
    """

    rounds: int
    reading: Mapping[str, float]
    bare: Mapping[str, float]
    cpu_ms: float
    cpu_share_of_bare: float
    large_photo_share: float
    clip_frames_worth: float
    two_at_once: float
    two_at_once_bare: float

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Memory:
    """MiB in use after a tenth of the photos, and after all."""

    photos: int
    after_a_tenth_mib: float
    after_all_mib: float

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def benchmark_reading(reader: MoodReader, selfie: bytes, *, rounds: int = 20) -> ReadingBenchmark:
    """Reads the same pictures again and again; one round to warm up is not counted.

    Two at once are shipped readers, whatever `reader` is.
    """
    bare = BareSteps()
    large = selfie_from(selfie, size_px=LARGE_PX)
    clip, frame = clip_of(selfie), clip_of(selfie, frames=1)
    work: dict[str, Callable[[], object]] = {
        "reading": partial(reader.read, selfie),
        "bare": partial(bare.run, selfie),
        "large": partial(reader.read, large),
        "clip": partial(reader.read, clip),
        "frame": partial(reader.read, frame),
    }
    stages = [(reader.read(selfie).timings_ms, bare.run(selfie)) for _ in range(rounds + 1)][1:]
    times = min(rounds, MOST_AT_A_TIME)
    for one in work.values():
        one()
    spent = [{name: _cpu_s(one, times) for name, one in work.items()} for _ in range(rounds)]
    pairs = gains(selfie, rounds=rounds, times=times)
    share = partial(_share, spent)
    return ReadingBenchmark(
        rounds=rounds,
        reading=_medians([reading for reading, _ in stages]),
        bare=_medians([steps for _, steps in stages]),
        cpu_ms=round(1000 * statistics.median(one["reading"] for one in spent), 2),
        cpu_share_of_bare=share("reading", "bare"),
        large_photo_share=share("large", "reading"),
        clip_frames_worth=share("clip", "frame"),
        two_at_once=round(statistics.median(pair["reading"] for pair in pairs), 3),
        two_at_once_bare=round(statistics.median(pair["bare"] for pair in pairs), 3),
    )


def benchmark_memory(reader: MoodReader, selfie: bytes, *, photos: int = 1000) -> Memory:
    """Reads as many photos of all sizes; what is kept of one would add up."""
    sizes = [(320 + 80 * step, 240 + 45 * step) for step in range(10)]
    pictures = [selfie_from(selfie, size_px=size) for size in sizes]
    used = [0.0, 0.0]
    for number in range(1, photos + 1):
        reader.read(pictures[number % len(pictures)])
        if number == max(photos // 10, 1):
            used[0] = _memory_mib()
    used[1] = _memory_mib()
    return Memory(photos, *used)


def _medians(readings: Sequence[Mapping[str, float]]) -> dict[str, float]:
    stages = readings[0]
    return {stage: round(statistics.median(one[stage] for one in readings), 2) for stage in stages}


def _cpu_s(work: Callable[[], object], times: int) -> float:
    """Of all threads of this process: a library's own ones count, too."""
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) / times


def _share(spent: Sequence[Mapping[str, float]], one: str, other: str) -> float:
    return round(statistics.median(each[one] / each[other] for each in spent), 3)


def _memory_mib() -> float:
    """Resident now, where the system tells; else the most it ever was."""
    if STATM.exists():
        pages = int(STATM.read_text(encoding="ascii").split()[1])
        return round(pages * resource.getpagesize() / 2**20, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10), 1)
