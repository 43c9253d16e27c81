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

from engine.building.clustering import find_clusters
from engine.building.components import components_of
from engine.building.merging import ranked
from engine.building.tables.cells import UNKNOWN
from engine.building.tables.folding import folded_texts, song_titles
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
from engine.clusters import mood_codes_of, plane_of, standardised
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
_MOST_GENRES = 32_000  # a genre's number has 16 bits


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
    with ThreadPoolExecutor(1) as aside:  # texts keep one core busy, numbers another
        names = aside.submit(_name_columns, tracks)
        components = components_of(features)
        found = find_clusters(features, components=components, count=clusters)
        np.save(folder / FEATURES_FILE, features, allow_pickle=False)
        moods = load_track_moods().mood_probabilities(features).astype(np.float16)
        np.save(folder / MOODS_FILE, moods, allow_pickle=False)
        numbers, genres = _number_columns(tracks, labels=found.labels)
        batch = pa.RecordBatch.from_pydict({**numbers, **names.result()})
    _write_arrow(batch, folder / TRACKS_FILE)
    files = [FEATURES_FILE, TRACKS_FILE, MOODS_FILE]
    if len(tracks.aliases):
        _write_arrow(_alias_rows(tracks), folder / ALIASES_FILE)
        files.append(ALIASES_FILE)
    scaling = {"mean": components.mean.tolist(), "std": components.deviation.tolist()}
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
        "sha256": {file: sum_of(folder / file) for file in files},
    }
    derived = _save_nearest(standardised(features, scaling), folder)
    manifest = {**content, "version": _version(content), "derived": derived}
    manifest["bytes"] = {file: (folder / file).stat().st_size for file in sums_in(manifest)}
    text = json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    (folder / MANIFEST_FILE).write_text(text, encoding="utf-8")
    return str(manifest["version"])


def _number_columns(
    tracks: Merged, *, labels: NDArray[np.int16]
) -> tuple[dict[str, pa.Array], list[str]]:
    """What is told of each track in numbers, and the names of the genres."""
    facts = tracks.rows.facts
    plane = plane_of(tracks.rows.features)
    genres, names = _genres(tracks.genre)
    columns = {
        "genre": pa.array(genres, pa.int16()),
        "year": _fact(facts["year"], pa.int16()),
        "explicit": pa.array(facts["explicit"] == 1),
        "popularity": _fact(facts["popularity"], pa.int8()),
        "key": _fact(facts["key"], pa.int8()),
        "mode": _fact(facts["mode"], pa.int8()),
        "duration_ms": _fact(facts["duration_ms"], pa.int32()),
        "cluster": pa.array(labels),
        "mood": pa.array(mood_codes_of(tracks.rows.features)),
        "valence": pa.array(plane[:, 0]),
        "arousal": pa.array(plane[:, 1]),
    }
    return columns, names


def _name_columns(tracks: Merged) -> dict[str, pa.Array]:
    """What each track is called, and by which words it is found."""
    rows = tracks.rows
    songs, artists = _song_titles(tracks), rows.text("artist_key")
    return {
        "track_id": rows.text("track_id"),
        "title": rows.text("title"),
        "artists": rows.text("artists"),
        "artist_key": _coded(artists),
        "song_key": _sorted_codes(*ranked(pc.binary_join_element_wise(songs, artists, "|"))),
        "search_text": _search_texts(songs, rows.text("artists"), artists),
    }


def _fact(values: NDArray[np.int32], kind: pa.DataType) -> pa.Array:
    return pa.array(values, kind, mask=values == UNKNOWN)


def _song_titles(tracks: Merged) -> pa.StringArray:
    """Folded titles without what names an edition."""
    at, titles = song_titles(tracks.rows.text("title"))
    return pc.replace_with_mask(tracks.rows.text("title_key"), pa.array(at), folded_texts(titles))


def _search_texts(
    songs: pa.StringArray, artists: pa.ListArray, first: pa.StringArray
) -> pa.StringArray:
    """`search_text` of each track."""
    several = pc.greater(pc.list_value_length(artists), 1)
    joined = folded_texts(pc.binary_join(artists.filter(several), " "))
    named = pc.replace_with_mask(first, several, joined)
    return pc.binary_join_element_wise("", songs, "|", named, "", " ")


def _genres(genre: pa.StringArray) -> tuple[NDArray[np.int64], list[str]]:
    """Number of each track's genre, -1 for none, and the genres; the largest if too many."""
    names, codes = ranked(genre)
    sizes = np.bincount(codes, minlength=len(names))
    kept = pc.not_equal(names, "").to_numpy(zero_copy_only=False)
    if np.count_nonzero(kept) > _MOST_GENRES:
        kept &= sizes >= np.sort(sizes[kept])[-_MOST_GENRES]
    kept &= np.cumsum(kept) <= _MOST_GENRES
    numbers = np.where(kept, np.cumsum(kept) - 1, -1)
    return numbers[codes], names.filter(pa.array(kept)).to_pylist()


def _coded(values: pa.StringArray) -> pa.DictionaryArray:
    """Numbers into a sorted dictionary, so that a value is found by bisection.

    For values of which each comes many times; others are sorted as they are.
    """
    encoded = pc.dictionary_encode(values)
    names, places = ranked(encoded.dictionary)
    return _sorted_codes(names, places[encoded.indices.to_numpy()])


def _sorted_codes(names: pa.StringArray, codes: NDArray[np.int64]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), names)


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


def _write_arrow(batch: pa.RecordBatch, path: Path) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)


def _save_nearest(points: NDArray[np.float32], folder: Path) -> dict[str, str]:
    """The sha256 of the file, if there is any."""
    if len(points) < _LAID_OUT_FROM:
        return {}
    NearestRows.of(points).save(folder / NEAREST_FILE)
    return {NEAREST_FILE: sum_of(folder / NEAREST_FILE)}


def _version(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True).encode()
    return hashlib.sha256(canonical).hexdigest()[:_VERSION_DIGITS]


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
