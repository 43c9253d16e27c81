"""Writes a catalogue folder, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from threadpoolctl import threadpool_limits

from engine.building.catalogue_columns import name_columns, number_columns
from engine.building.clustering import find_clusters
from engine.building.components import components_of
from engine.catalogue import Provenance
from engine.catalogue_files import (
    ALIASES_FILE,
    FEATURES_FILE,
    FORMAT,
    MANIFEST_FILE,
    MOODS_FILE,
    NEAREST_FILE,
    TRACKS_FILE,
    sum_of,
    sums_in,
)
from engine.clusters import standardised
from engine.errors import CatalogueError
from engine.nearest import NearestRows
from engine.track_moods import load_track_moods
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.building.merging import Merged

_VERSION_DIGITS = 12
# Fewer tracks are laid out for search in some hundredths of a second, by whoever asks.
_LAID_OUT_FROM = 20_000
_CORES = 2  # more at once would also hold more arrays at once


def write_catalogue(
    tracks: Merged, folder: Path, *, name: str, provenance: Provenance, clusters: int | None = None
) -> str:
    """Writes merged tracks as a catalogue; returns its version.

    It has at most `clusters` clusters, or as many as suit it best.
    """
    with replacing(folder) as partial:
        return fill_folder(tracks, partial, name=name, provenance=provenance, clusters=clusters)


def fill_folder(
    tracks: Merged, folder: Path, *, name: str, provenance: Provenance, clusters: int | None = None
) -> str:
    """The files of `write_catalogue`, into an empty folder; returns the version."""
    features = tracks.rows.features
    components = components_of(features)
    scaling = {"mean": components.mean.tolist(), "std": components.deviation.tolist()}
    # Numbers and texts keep a core busy each; more threads for a product would be in their way.
    with threadpool_limits(1), ThreadPoolExecutor(_CORES) as cores:
        names = cores.submit(name_columns, tracks)
        clustering = cores.submit(find_clusters, features, components=components, count=clusters)
        nearest = cores.submit(_save_nearest, standardised(features, scaling), folder)
        saved = {
            FEATURES_FILE: cores.submit(_save, features, folder / FEATURES_FILE),
            MOODS_FILE: cores.submit(_save_moods, features, folder / MOODS_FILE),
        }
        found = clustering.result()
        numbers, genres = number_columns(tracks, labels=found.labels)
        batch = pa.RecordBatch.from_pydict({**numbers, **names.result()})
        saved[TRACKS_FILE] = cores.submit(_write_arrow, batch, folder / TRACKS_FILE)
        if len(tracks.aliases):
            aliases = _alias_rows(tracks)
            saved[ALIASES_FILE] = cores.submit(_write_arrow, aliases, folder / ALIASES_FILE)
    content = {
        "format": FORMAT,
        "name": name,
        "provenance": asdict(provenance),
        "tracks": len(features),
        "songs": len(batch.column("song_key").dictionary),
        "features": list(FEATURE_NAMES),
        "genres": genres,
        "scaling": scaling,
        "clusters": [asdict(profile) for profile in found.clusters],
        "cluster_counts": [asdict(score) for score in found.scores],
        "sha256": {file: sum_.result() for file, sum_ in saved.items()},
    }
    return _write_manifest(content, folder, derived=nearest.result())


def _alias_rows(tracks: Merged) -> pa.RecordBatch:
    """Aliases in order, each with the row of its track."""
    ids = tracks.rows.text("track_id")
    wanted = pc.unique(tracks.aliases.column("track_id"))
    # The smaller side is hashed: of a million tracks some hundred have another id.
    place = pc.index_in(ids, value_set=wanted)
    rows = np.flatnonzero(place.is_valid().to_numpy(zero_copy_only=False))
    row_of = pa.array(rows[np.argsort(place.drop_null().to_numpy())], pa.int32())
    own = pc.index_in(tracks.aliases.column("track_id"), value_set=wanted).combine_chunks()
    order = pc.sort_indices(tracks.aliases.column("alias"))
    aliases = tracks.aliases.column("alias").combine_chunks().take(order)
    return pa.RecordBatch.from_pydict({"alias": aliases, "row": row_of.take(own.take(order))})


def _write_arrow(batch: pa.RecordBatch, path: Path) -> str:
    """The sha256 of the file; so for all that is written."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sum_of(path)


def _save(array: NDArray[Any], path: Path) -> str:
    np.save(path, array, allow_pickle=False)
    return sum_of(path)


def _save_moods(features: NDArray[np.float32], path: Path) -> str:
    return _save(load_track_moods().mood_probabilities(features).astype(np.float16), path)


def _save_nearest(points: NDArray[np.float32], folder: Path) -> dict[str, str]:
    """The sha256 of the file, if there is any."""
    if len(points) < _LAID_OUT_FROM:
        return {}
    NearestRows.of(points).save(folder / NEAREST_FILE)
    return {NEAREST_FILE: sum_of(folder / NEAREST_FILE)}


def _write_manifest(content: dict[str, Any], folder: Path, *, derived: dict[str, str]) -> str:
    """Returns the version, which what is derived does not change."""
    canonical = json.dumps(content, sort_keys=True).encode()
    version = hashlib.sha256(canonical).hexdigest()[:_VERSION_DIGITS]
    manifest = {**content, "version": version, "derived": derived}
    manifest["bytes"] = {file: (folder / file).stat().st_size for file in sums_in(manifest)}
    text = json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    (folder / MANIFEST_FILE).write_text(text, encoding="utf-8")
    return version


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """An empty folder beside `folder` that takes its place if nothing goes wrong."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST_FILE).is_file():
        raise CatalogueError(str(folder), "holds something that is no catalogue")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        partial = Path(scratch) / "new"
        partial.mkdir()
        yield partial
        if folder.exists():
            folder.rename(Path(scratch) / "old")
        partial.rename(folder)
