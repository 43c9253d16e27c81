"""Brings tables of tracks into a folder of versions, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from engine.building.catalogue_folder import fill_folder
from engine.building.known import aliases_of, rows_of
from engine.building.merging import Merged, merged
from engine.building.tables.reading import ReadSheet, Refusal, read_sheet
from engine.building.tables.rows import concatenated
from engine.building.tables.sheets import open_sheet
from engine.building.versions import alone_in, put_in_use, unfinished_version
from engine.catalogue import Catalogue, Provenance, is_catalogue, load_catalogue
from engine.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Told = Callable[[str, float], None]
    _One = TypeVar("_One")
    _Found = TypeVar("_Found")

_OWNERS_LICENCE = "as its owner says"
_BETWEEN_SOURCES = ", "


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file's rows."""

    name: str
    read: int
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all rows: read = added + merged_by_id + merged_by_song + refused."""

    files: tuple[FileReport, ...]
    added: int
    merged_by_id: int
    merged_by_song: int
    tracks: int
    version: str
    changed: bool

    @property
    def read(self) -> int:
        """Rows of all files."""
        return sum(one.read for one in self.files)

    @property
    def refused(self) -> int:
        """Rows that were left out."""
        return sum(refusal.rows for one in self.files for refusal in one.refusals)


def import_files(
    paths: Sequence[Path], home: Path, *, anew: bool = False, told: Told
) -> ImportReport:
    """Adds the tracks of the files to the catalogue in `home`, or replaces it if `anew`.

    ExceptionGroup of CatalogueErrors, one for each file that cannot be taken; nothing is written
    then. `told` hears what is being done, and which share of it is, 0..1.
    """
    sheets = _each(paths, open_sheet)
    with alone_in(home):
        known = None if anew else _known(home)
        found = _each(sheets, lambda one: read_sheet(one, told=lambda at: told(one.name, at)))
        told("merging", 0.0)
        tracks = _merged(found, known)
        files = tuple(FileReport(one.name, one.read, one.refusals, one.notes) for one in found)
        found.clear()  # a million rows are half a gigabyte, and now they are here twice
        told("writing", 0.0)
        with unfinished_version(home) as folder:
            fill_folder(
                tracks,
                folder,
                name=known.name if known else paths[0].stem,
                provenance=_provenance([path.name for path in paths], known),
            )
            version, changed = put_in_use(folder, home)
    told("writing", 1.0)
    return ImportReport(
        files=files,
        added=tracks.added,
        merged_by_id=tracks.by_id,
        merged_by_song=tracks.by_song,
        tracks=len(tracks.rows),
        version=version,
        changed=changed,
    )


def _known(home: Path) -> Catalogue | None:
    if not is_catalogue(home):
        return None
    try:
        return load_catalogue(home, thoroughly=True)
    except CatalogueError as error:
        raise CatalogueError(error.where, f"{error.reason}: --anew replaces it") from error


def _each(things: Sequence[_One], take: Callable[[_One], _Found]) -> list[_Found]:
    """All of them taken; ExceptionGroup of what stands against each that cannot be."""
    taken: list[_Found] = []
    problems: list[CatalogueError] = []
    for one in things:
        try:
            taken.append(take(one))
        except CatalogueError as problem:
            problems.append(problem)
    if problems:
        raise ExceptionGroup("files that cannot be taken", problems)
    return taken


def _merged(found: Sequence[ReadSheet], known: Catalogue | None) -> Merged:
    new = [one.rows for one in found]
    if known is None:
        return merged(concatenated(new))
    rows = concatenated([rows_of(known), *new])
    return merged(rows, known=len(known), aliases=aliases_of(known))


def _provenance(names: Sequence[str], known: Catalogue | None) -> Provenance:
    before = known.provenance.source.split(_BETWEEN_SOURCES) if known else []
    return Provenance(
        source=_BETWEEN_SOURCES.join(dict.fromkeys([*before, *names])), licence=_OWNERS_LICENCE
    )
