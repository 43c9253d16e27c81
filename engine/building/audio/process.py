"""What a process of its own runs: one audio file, within a limit of memory."""

from __future__ import annotations

import resource
from pathlib import Path

from engine.building.audio.analysis import row_of
from engine.building.audio.journal import Outcome
from engine.errors import CatalogueError

__all__ = ["listen", "start"]


def start(memory_bytes: int) -> None:
    """To be called once."""
    # Of data, not of addresses: libraries reserve far more of those than they ever use.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        memory_bytes = min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, hard))


def listen(path: Path) -> Outcome:
    """The file's row, or why there is none."""
    try:
        return Outcome(row_of(path))
    except CatalogueError as error:
        return Outcome(None, error.reason)
    except MemoryError:
        return Outcome(None, "needs too much memory")
    except OSError as error:
        return Outcome(None, f"cannot be opened: {error.strerror or type(error).__name__}")
