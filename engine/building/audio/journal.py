"""What became of each audio file so far, so that an import goes on where it was ended."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from engine.building.audio.analysis import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.building.audio.analysis import Row


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row, or the reason why there is none."""

    row: Row | None
    reason: str = ""


class Journal:
    """Outcomes by path, size and time of change: a file that changed is listened to again."""

    def __init__(self, told: dict[str, Outcome], file: TextIO) -> None:
        self._told = told
        self._file = file

    def outcome_of(self, path: Path) -> Outcome | None:
        """None if this file was not listened to yet, as it is now."""
        return self._told.get(_mark_of(path))

    def note(self, path: Path, outcome: Outcome) -> None:
        """Written at once: a killed program loses what it had in hand, no more."""
        mark = _mark_of(path)
        line = {"file": mark, "row": outcome.row, "reason": outcome.reason}
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()
        self._told[mark] = outcome


@contextmanager
def open_journal(path: Path) -> Iterator[Journal]:
    """Made if there is none."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = _read(path) if path.exists() else {}
    begun = path.exists() and _breaks_off(path)
    with path.open("a", encoding="utf-8") as lines:
        if begun:
            lines.write("\n")
        yield Journal(told, lines)


def _read(path: Path) -> dict[str, Outcome]:
    """Without the line that a killed program had begun."""
    told = {}
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                entry: dict[str, Any] = json.loads(line)
                told[str(entry["file"])] = Outcome(entry["row"], str(entry["reason"]))
            except (ValueError, KeyError, TypeError):
                continue
    return told


def _breaks_off(path: Path) -> bool:
    with path.open("rb") as file:
        if not file.seek(0, os.SEEK_END):
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def _mark_of(path: Path) -> str:
    try:
        found = path.stat()
        # Of content, and of rights: what could not be opened may be by now.
        state = f"{found.st_size}|{found.st_mtime_ns}|{found.st_ctime_ns}"
    except OSError:
        state = "gone"
    return f"{VERSION}|{state}|{os.fspath(path.absolute())}"
