"""Milliseconds of one exact, filtered search beside a plain scan of the same points.

OMP_NUM_THREADS=1 python tests/benchmarks/benchmark_search.py [TRACKS...]

The points are synthetic: tracks of the starter catalogue drawn again and again, each moved by
chance. One listener in front of them: explicit tracks are left out, and 300 songs were heard.
Times are of this thread, so that what else runs on the machine counts less. The plain scan is the
fastest we know: it keeps the lengths of all points, and leaves the products to BLAS, on one core.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import starter_catalogue
from engine.nearest import NearestRows

TRACKS = (106_201, 1_200_000, 10_000_000)
WANTED = 5
HEARD = 300
FEW = 0.01  # of a filter that leaves little
MOVED_BY = 0.15  # standard deviations; with less, copies are near each other and search is easier
SEARCHES, SCANS = 200, 5


def synthetic(count: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
    """Points and which of them are explicit."""
    catalogue = starter_catalogue()
    rows = rng.integers(len(catalogue), size=count)
    points = rng.standard_normal((count, catalogue.standardised.shape[1]), dtype=np.float32)
    points *= np.float32(MOVED_BY)
    points += catalogue.standardised[rows]
    return points, catalogue.explicit[rows]


def scan(points: NDArray, lengths: NDArray, point: NDArray, may: NDArray) -> NDArray:
    """The nearest rows, in any order and but for rounding."""
    squares = lengths - 2 * (points @ point)
    squares[~may] = np.inf
    return np.argpartition(squares, WANTED)[:WANTED]


def careful_scan(points: NDArray, point: NDArray, may: NDArray) -> list[int]:
    """The nearest rows in order; slower, and exact."""
    rows = np.flatnonzero(may)
    squares = np.square(points[rows].astype(np.float64) - point).sum(axis=1)
    return rows[np.argsort(squares, kind="stable")[:WANTED]].tolist()


def timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Milliseconds."""
    started = clock()
    work()
    return (clock() - started) * 1000


def measure(count: int, folder: Path) -> None:
    """One line of text about so many tracks."""
    rng = np.random.default_rng(0)
    points, explicit = synthetic(count, rng)
    file = folder / "nearest.npy"
    building_ms = timed(lambda: NearestRows.of(points).save(file), time.thread_time)
    loaded: list[NearestRows] = []
    ready_ms = timed(lambda: loaded.append(NearestRows.load(file, points)), time.perf_counter)
    [index] = loaded
    first_ms = timed(lambda: index.nearest(points[0], count=WANTED), time.perf_counter)
    may = ~explicit
    may[rng.integers(count, size=HEARD)] = False
    wanted = points[rng.integers(count, size=SEARCHES)]

    few = may & (rng.random(count) < FEW)

    def search(point: NDArray, may: NDArray = may) -> list[int]:
        return index.nearest(point, count=WANTED, admits=may.__getitem__).rows.tolist()

    lengths = np.square(points).sum(axis=1)
    agreeing = sum(search(point) == careful_scan(points, point, may) for point in wanted[:SCANS])
    searched = [timed(lambda at=at: search(at), time.thread_time) for at in wanted]
    among_few = [timed(lambda at=at: search(at, few), time.thread_time) for at in wanted]
    scanned = [
        timed(lambda at=at: scan(points, lengths, at, may), time.thread_time)
        for at in wanted[:SCANS]
    ]
    median, plain = statistics.median(searched), statistics.median(scanned)
    sys.stdout.write(
        f"{count:,} synthetic tracks: {median:.2f} ms, most {max(searched):.2f}; "
        f"a plain scan {plain:.1f} ms ({plain / median:.0f} times as long); "
        f"{agreeing} of {SCANS} answers the same; "
        f"one of a hundred admitted: {statistics.median(among_few):.2f} ms; "
        f"built and saved in {building_ms / 1000:.1f} s, "
        f"mapped in {ready_ms:.1f} ms, first search {first_ms:.1f} ms\n"
    )


def main() -> None:
    """Each number of tracks in turn."""
    counts = [int(text) for text in sys.argv[1:]] or TRACKS
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            measure(count, Path(folder))


if __name__ == "__main__":
    main()
