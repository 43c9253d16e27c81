"""Writes a catalogue folder, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import tempfile
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from engine.building.clustering import find_clusters, scaling_of
from engine.catalogue import FEATURES_FILE, FORMAT, MANIFEST_FILE, TRACKS_FILE, Provenance
from engine.clusters import mood_codes_of, plane_of
from engine.errors import CatalogueError
from engine.song_search import search_text
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_VERSION_DIGITS = 12


def write_catalogue(
    tracks: pd.DataFrame, folder: Path, *, name: str, provenance: Provenance, clusters: int
) -> None:
    """Writes cleaned tracks as a catalogue of at most `clusters` clusters."""
    features = tracks.loc[:, list(FEATURE_NAMES)].to_numpy(np.float32)
    labels, profiles = find_clusters(features, count=clusters)
    mean, deviation = scaling_of(features)
    with _replacing(folder) as partial:
        np.save(partial / FEATURES_FILE, features, allow_pickle=False)
        _write_arrow(_batch(tracks, features=features, labels=labels), partial / TRACKS_FILE)
        content = {
            "format": FORMAT,
            "name": name,
            "provenance": asdict(provenance),
            "tracks": len(tracks),
            "songs": int(tracks["song_key"].nunique()),
            "features": list(FEATURE_NAMES),
            "genres": _genres(tracks)[1],
            "scaling": {"mean": mean.tolist(), "std": deviation.tolist()},
            "clusters": [asdict(profile) for profile in profiles],
            "sha256": {file: _sha256(partial / file) for file in (FEATURES_FILE, TRACKS_FILE)},
        }
        manifest = {**content, "version": _version(content)}
        text = json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        (partial / MANIFEST_FILE).write_text(text, encoding="utf-8")


def _batch(
    tracks: pd.DataFrame, *, features: NDArray[np.float32], labels: NDArray[np.int16]
) -> pa.RecordBatch:
    plane = plane_of(features)
    genres, _ = _genres(tracks)
    pairs = zip(tracks["title"], tracks["artists"], strict=True)
    return pa.RecordBatch.from_pydict(
        {
            "track_id": pa.array(tracks["track_id"].tolist(), pa.string()),
            "title": pa.array(tracks["title"].tolist(), pa.string()),
            "artists": pa.array(tracks["artists"].tolist(), pa.list_(pa.string())),
            "genre": pa.array(genres, pa.int16()),
            "year": pa.array([None if pd.isna(y) else int(y) for y in tracks["year"]], pa.int16()),
            "explicit": pa.array(tracks["explicit"].tolist(), pa.bool_()),
            "cluster": pa.array(labels),
            "mood": pa.array(mood_codes_of(features)),
            "valence": pa.array(plane[:, 0]),
            "arousal": pa.array(plane[:, 1]),
            "artist_key": _coded(tracks["artist_key"]),
            "song_key": _coded(tracks["song_key"]),
            "search_text": pa.array([search_text(*pair) for pair in pairs], pa.string()),
        }
    )


def _genres(tracks: pd.DataFrame) -> tuple[NDArray[np.int64], list[str]]:
    """Number of each row's genre, -1 for none, and the genres."""
    codes, names = pd.factorize(tracks["genre"], sort=True)
    return codes, names.tolist()


def _coded(values: pd.Series[str]) -> pa.DictionaryArray:
    """Numbers into a sorted dictionary, so that a value is found by bisection."""
    codes, names = pd.factorize(values, sort=True)
    return pa.DictionaryArray.from_arrays(
        pa.array(codes, pa.int32()), pa.array(names.tolist(), pa.string())
    )


def _write_arrow(batch: pa.RecordBatch, path: Path) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _version(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True).encode()
    return hashlib.sha256(canonical).hexdigest()[:_VERSION_DIGITS]


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
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
