"""The files of a catalogue folder, and whether they are those that its manifest means."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from engine.errors import CatalogueError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
MANIFEST_FILE = "manifest.json"
FEATURES_FILE, TRACKS_FILE = "features.npy", "tracks.arrow"
ALIASES_FILE, MOODS_FILE, NEAREST_FILE = "aliases.arrow", "moods.npy", "nearest.npy"
CATALOGUE_FILES = (FEATURES_FILE, TRACKS_FILE, ALIASES_FILE, MOODS_FILE, NEAREST_FILE)


def sums_in(manifest: dict[str, Any]) -> dict[str, str]:
    """The sha256 of each file that the folder holds beside its manifest.

    What is derived from the others is no content of its own: the version does not depend on it.
    """
    return {**manifest["sha256"], **manifest.get("derived", {})}


def check_files(folder: Path, manifest: dict[str, Any], *, thoroughly: bool) -> None:
    """CatalogueError or OSError unless all files are there, and as long as the manifest says.

    Thoroughly, every byte is looked at; so it is where a manifest of before knows no lengths.
    """
    if manifest["format"] != FORMAT:
        raise CatalogueError(str(folder), f"format {manifest['format']}, this Mien reads {FORMAT}")
    sums, lengths = sums_in(manifest), manifest.get("bytes", {})
    missing = {FEATURES_FILE, TRACKS_FILE} - set(sums)
    if missing:
        raise CatalogueError(str(folder), f"{', '.join(sorted(missing))}: not in the manifest")
    for file in (one for one in CATALOGUE_FILES if one in sums):
        length = (folder / file).stat().st_size
        differs = length != lengths.get(file, length)
        if thoroughly or file not in lengths:
            differs = differs or sum_of(folder / file) != sums[file]
        if differs:
            raise CatalogueError(str(folder), f"{file} differs from its manifest")


def sum_of(file: Path) -> str:
    """The sha256 of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
