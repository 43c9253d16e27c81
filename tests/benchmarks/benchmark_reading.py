"""Prints the median milliseconds of each stage: `python tests/benchmarks/benchmark_reading.py`."""

from __future__ import annotations

import json
import sys

from engine.assets import read_manifest
from engine.evaluation.benchmark import benchmark_reading, selfie_from
from engine.mood_reader import load_mood_reader

if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    selfie = selfie_from(read_manifest()["portrait"].load())
    measured = benchmark_reading(load_mood_reader(), selfie, rounds=rounds)
    sys.stdout.write(json.dumps(measured.as_dict(), indent=2) + "\n")
