"""Prints what a reading costs: `python tests/benchmarks/benchmark_reading.py [ROUNDS [PHOTOS]]`.

Yields to whatever else runs; look at the shares, which a busy machine changes least.
"""

from __future__ import annotations

import json
import os
import sys

from engine.assets import read_manifest
from engine.evaluation.benchmark import benchmark_memory, benchmark_reading, selfie_from
from engine.mood_reader import load_mood_reader

if __name__ == "__main__":
    os.nice(10)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    photos = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    selfie, reader = selfie_from(read_manifest()["portrait"].load()), load_mood_reader()
    measured = benchmark_reading(reader, selfie, rounds=rounds)
    memory = benchmark_memory(reader, selfie, photos=photos)
    sys.stdout.write(json.dumps({**measured.as_dict(), "memory": memory.as_dict()}, indent=2))
    sys.stdout.write("\n")
