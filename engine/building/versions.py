"""A folder of catalogue versions: one is in use, and another takes its place at once."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.catalogue import CURRENT, load_catalogue, version_in_use
from engine.catalogue_files import CATALOGUE_FILES, MANIFEST_FILE
from engine.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_OF_TRACKS = ("sha256", "genres")  # in the files a genre is a number
_LOCK, _UNFINISHED, _LINK = ".lock", ".new-", ".current"


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Keeps other imports out of a folder of versions, which is made if there is none.

    CatalogueError if another is at work there, or if the folder holds something else.
    """
    _refuse_what_is_no_home(home)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CatalogueError(str(home), "another import is at work there") from error
        yield


@contextmanager
def unfinished_version(home: Path) -> Iterator[Path]:
    """An empty folder that is gone afterwards unless it was made a version."""
    for left in home.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(dir=home, prefix=_UNFINISHED) as scratch:
        filled = Path(scratch) / "catalogue"
        filled.mkdir()
        yield filled


def put_in_use(filled: Path, home: Path) -> tuple[str, bool]:
    """Makes a filled folder the version in use, unless that has the same content.

    Which version is in use now, and whether it is another one. The version before stays, so that
    a program that is opening it can; older ones are removed.
    """
    before, new = version_in_use(home), _manifest_of(filled)
    if _is_sound(home):
        old = _manifest_of(before)
        if all(old[part] == new[part] for part in _OF_TRACKS):
            _add_derived(filled, before)
            return str(old["version"]), False
    _write_through(filled)
    version = home / str(new["version"])
    if version.exists():
        shutil.rmtree(version)
    filled.rename(version)
    link = home / _LINK
    link.unlink(missing_ok=True)
    link.symlink_to(version.name)
    link.replace(home / CURRENT)
    _remove_others(home, {CURRENT, version.name, before.name})
    return version.name, True


def _add_derived(filled: Path, before: Path) -> None:
    """What a Mien of before did not derive from the same content; the manifest comes last."""
    old, new = _manifest_of(before), _manifest_of(filled)
    lacking = new["derived"].keys() - old.get("derived", {}).keys()
    if old["version"] == new["version"] and lacking:
        for file in (*lacking, MANIFEST_FILE):
            (filled / file).replace(before / file)


def _is_sound(home: Path) -> bool:
    try:
        load_catalogue(home, thoroughly=True)
    except CatalogueError:
        return False
    return True


def _remove_others(home: Path, kept: Collection[str]) -> None:
    for old in home.iterdir():
        if (old / MANIFEST_FILE).is_file() and old.name not in kept:
            shutil.rmtree(old)
    # What was one catalogue is a folder of versions now.
    for name in (MANIFEST_FILE, *CATALOGUE_FILES):
        (home / name).unlink(missing_ok=True)


def _manifest_of(version: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((version / MANIFEST_FILE).read_bytes())
    return content


def _refuse_what_is_no_home(home: Path) -> None:
    if home.exists() and not home.is_dir():
        raise CatalogueError(str(home), "is a file: choose a folder with --out")
    known = (_LOCK, CURRENT, MANIFEST_FILE)
    if home.is_dir() and not any((home / name).exists() for name in known) and any(home.iterdir()):
        raise CatalogueError(
            str(home), "holds something that is no catalogue: choose another folder with --out"
        )


def _write_through(folder: Path) -> None:
    """A power cut after the swap must not leave half a file."""
    for file in folder.iterdir():
        with file.open("rb") as content:
            os.fsync(content.fileno())
