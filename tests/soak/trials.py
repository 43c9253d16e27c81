"""The long forms of trials that the tests hold in short ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KILLED_PHOTOS = 60
LOADED_PHOTOS = 200


def complaint_of_kills() -> str | None:
    """The program is killed under photos; None if each got its set, once."""
    files = sorted(str(path) for path in ROOT.glob("tests/journeys/test_*kills.py"))
    ended = _run("-m", "pytest", "-q", *files, TESTS_KILLED_PHOTOS=str(KILLED_PHOTOS))
    return None if ended.returncode == 0 else ended.stdout[-3000:]


def complaint_of_load() -> str | None:
    """Many photos at once; None if all of them were answered."""
    ended = _run("tests/benchmarks/benchmark_load.py", str(LOADED_PHOTOS))
    if ended.returncode != 0:
        return ended.stderr[-3000:]
    answered = json.loads(ended.stdout)["answered_with_songs"]
    return None if answered == LOADED_PHOTOS else f"{answered} of {LOADED_PHOTOS} were answered"


def _run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - programs of this tree
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **more},
        capture_output=True,
        text=True,
        check=False,
    )
