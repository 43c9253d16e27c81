"""The catalogue that the recommender is measured on, built as `mien catalogue build` does."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from engine.building.starter import build_catalogue
from engine.catalogue import Provenance, load_catalogue
from engine.errors import CatalogueError
from engine.evaluation.real_interactions import ONE_LISTENER_FILE, PLAYLIST_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.catalogue import Catalogue

TRACKS_FILE = "tracks.parquet"
CLUSTERS = 6  # frozen: the baselines choose within one


class MusicPackError(Exception):
    """A folder that lacks something; its text says what."""


@contextmanager
def catalogue_of(folder: Path) -> Iterator[Catalogue]:
    """All tracks of the folder, every edition; gone from the disk afterwards."""
    for file in (TRACKS_FILE, *PLAYLIST_FILES, ONE_LISTENER_FILE):
        if not (folder / file).is_file():
            raise MusicPackError(f"{file} is missing")
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / "catalogue"
        try:
            build_catalogue(
                pd.read_parquet(folder / TRACKS_FILE),
                built,
                name="evaluation",
                provenance=Provenance(source=TRACKS_FILE, licence="as its owner says"),
                clusters=CLUSTERS,
            )
        except (CatalogueError, ValueError) as error:
            raise MusicPackError(f"{TRACKS_FILE} cannot be read: {error}") from error
        yield load_catalogue(built)
