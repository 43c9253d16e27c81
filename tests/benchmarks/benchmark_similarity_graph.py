"""Seconds and memory of joining all tracks that are alike, in a process of its own each.

OMP_NUM_THREADS=1 python tests/benchmarks/benchmark_similarity_graph.py [TRACKS...]

The points are synthetic: tracks of the starter catalogue drawn again and again, each moved by
chance. What n² work would take is measured on some of the rows, in the same process.
"""

import resource
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np

from engine.catalogue import starter_catalogue
from engine.similarity_graph import MOST_NEIGHBOURS, SimilarityGraph

TRACKS = (106_201, 1_200_000)
MOVED_BY = 0.15  # standard deviations
COMPARED_ROWS = 20


def graph_of(count: int) -> SimilarityGraph:
    """Of so many synthetic tracks, each a song of its own."""
    rng = np.random.default_rng(0)
    starter = starter_catalogue()
    points = rng.standard_normal((count, starter.standardised.shape[1]), dtype=np.float32)
    points *= np.float32(MOVED_BY)
    points += starter.standardised[rng.integers(len(starter), size=count)]
    songs = np.arange(count, dtype=np.int32)
    return SimilarityGraph(replace(starter, features=points, standardised=points, song_codes=songs))


def seconds_of_each_with_each(graph: SimilarityGraph) -> float:
    """As many seconds as comparing every track with every other would take."""
    points = graph.catalogue.standardised
    started = time.thread_time()
    for row in range(COMPARED_ROWS):
        offsets = points - points[row]
        squares = np.einsum("ij,ij->i", offsets, offsets)
        np.argpartition(squares, MOST_NEIGHBOURS)
    return (time.thread_time() - started) / COMPARED_ROWS * len(points)


def measure(count: int) -> None:
    """One line of text."""
    graph = graph_of(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, clock = time.thread_time(), time.perf_counter()
    edges = graph.edges()
    taken, passed = time.thread_time() - started, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    plain = seconds_of_each_with_each(graph)
    sys.stdout.write(
        f"{count:,} synthetic tracks: {len(edges):,} edges in {taken:.0f} s of one core "
        f"({passed:.0f} s by the clock); each with each {plain:,.0f} s "
        f"({plain / taken:.0f} times as long); {peak / 1024:.0f} MB at most, "
        f"{before / 1024:.0f} MB of them before\n"
    )


def main() -> None:
    """A number of tracks alone is measured here; several each in their own process."""
    counts = [int(text) for text in sys.argv[1:]] or TRACKS
    if len(counts) == 1:
        measure(counts[0])
        return
    for count in counts:
        subprocess.run([sys.executable, __file__, str(count)], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
