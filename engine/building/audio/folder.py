"""The audio files of a folder, and the table that is made of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from engine.building.audio.sound import AUDIO_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.building.audio.analysis import Row


def audio_files(folder: Path) -> list[Path]:
    """All below it, in order; no link is followed into other folders."""
    found = []
    for place, _, names in os.walk(folder):
        here = Path(place)
        found += [here / name for name in names if Path(name).suffix.lower() in AUDIO_SUFFIXES]
    return sorted(path for path in found if path.is_file())


def write_table(rows: Iterable[Row], path: Path) -> None:
    """One object a line, as an import reads it."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
