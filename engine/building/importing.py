"""Brings tables of tracks into a folder of versions, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pyarrow as pa

from engine.building.catalogue_folder import fill_folder
from engine.building.cells import UNKNOWN
from engine.building.folding import folded_texts
from engine.building.merging import Merged, merged, no_aliases
from engine.building.reading import ReadSheet, Refusals, read_sheet
from engine.building.rows import NAMES, TEXTS, Rows, concatenated
from engine.building.sheets import open_sheet
from engine.building.starter import CLUSTERS
from engine.building.versions import alone_in, put_in_use, unfinished_version
from engine.catalogue import Catalogue, Provenance, load_catalogue, version_in_use
from engine.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

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
    refusals: Refusals
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all rows: read = added + merged + refused."""

    files: tuple[FileReport, ...]
    added: int
    merged_by_id: int
    merged_by_song: int
    tracks: int
    version: str
    changed: bool


def import_files(
    paths: Sequence[Path], home: Path, *, anew: bool = False, told: Told
) -> ImportReport:
    """Adds the tracks of the files to the catalogue in `home`, or replaces it if `anew`.

    ExceptionGroup of CatalogueErrors, one for each file that cannot be taken; nothing is written
    then. `told` hears what is being done, and which share of it is, 0..1.
    """
    sheets = _each(paths, open_sheet)
    with alone_in(home):
        known = None if anew or version_in_use(home) == home else load_catalogue(home)
        found = _each(sheets, lambda one: read_sheet(one, told=lambda at: told(one.name, at)))
        told("merging", 0.0)
        tracks = _merged(found, known)
        told("writing", 0.3)
        with unfinished_version(home) as folder:
            version = fill_folder(
                tracks,
                folder,
                name=known.name if known else paths[0].stem,
                provenance=_provenance([path.name for path in paths], known),
                clusters=CLUSTERS,
            )
            changed = put_in_use(folder, home)
    told("writing", 1.0)
    return ImportReport(
        files=tuple(FileReport(one.name, one.read, one.refusals, one.notes) for one in found),
        added=len(tracks.rows) - (len(known) if known else 0),
        merged_by_id=tracks.by_id,
        merged_by_song=tracks.by_song,
        tracks=len(tracks.rows),
        version=version if changed or known is None else known.version,
        changed=changed,
    )


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
    parts = [one.rows for one in found]
    if known is not None:
        parts = [_rows_of(known), *parts]
    rows = concatenated(parts)
    if not len(rows):
        raise CatalogueError(", ".join(one.name for one in found), "no row has all it needs")
    return merged(
        rows,
        known=0 if known is None else len(known),
        aliases=None if known is None else _aliases_of(known),
    )


def _rows_of(catalogue: Catalogue) -> Rows:
    """The tracks of a catalogue as rows of a table."""
    table, genres = catalogue.table, catalogue.genre_codes
    names = pa.array(["", *catalogue.genre_names], pa.string())
    sizes = (genres >= 0).astype(np.int32)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    artists = table.column("artist_key")
    texts = {
        "track_id": table.column("track_id"),
        "title": table.column("title"),
        "artists": table.column("artists").cast(NAMES),
        "genres": pa.ListArray.from_arrays(
            pa.array(offsets), names.take(pa.array(genres[genres >= 0] + np.int64(1)))
        ),
        "title_key": folded_texts(table.column("title")),
        "artist_key": artists.dictionary.take(artists.indices),
    }
    return Rows(
        texts=pa.table([texts[name] for name in TEXTS.names], schema=TEXTS),
        features=np.asarray(catalogue.features),
        facts={
            "explicit": catalogue.explicit.astype(np.int32),
            **{
                name: _fact(table, name)
                for name in ("year", "popularity", "key", "mode", "duration_ms")
            },
        },
    )


def _fact(table: pa.RecordBatch, name: str) -> NDArray[np.int32]:
    """A column of numbers; unknown everywhere in a catalogue from before there was such a one."""
    if name not in table.schema.names:
        return np.full(table.num_rows, UNKNOWN, np.int32)
    values = table.column(name).cast(pa.int32()).fill_null(UNKNOWN)
    numbers: NDArray[np.int32] = values.to_numpy()
    return numbers


def _aliases_of(catalogue: Catalogue) -> pa.Table:
    if catalogue.aliases is None:
        return no_aliases()
    ids = catalogue.table.column("track_id").take(catalogue.aliases.column("row"))
    return pa.table({"alias": catalogue.aliases.column("alias"), "track_id": ids})


def _provenance(names: Sequence[str], known: Catalogue | None) -> Provenance:
    before = known.provenance.source.split(_BETWEEN_SOURCES) if known else []
    return Provenance(
        source=_BETWEEN_SOURCES.join(dict.fromkeys([*before, *names])), licence=_OWNERS_LICENCE
    )
