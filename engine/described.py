"""Songs that a source outside of the catalogue described, and a catalogue with such songs added."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.clusters import mood_codes_of, plane_of
from engine.track_moods import load_track_moods
from engine.tracks import FEATURE_RANGES, AudioFeatures, folded, song_key, song_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue

_UNKNOWN_GENRE = -1


@dataclass(frozen=True, slots=True)
class DescribedSong:
    """A song as a source tells it: at least one artist, features that can be."""

    track_id: str
    title: str
    artists: tuple[str, ...]
    features: AudioFeatures


def can_be(features: AudioFeatures) -> bool:
    """Whether every number lies where music's do; never for what is no number."""
    told = zip(astuple(features), FEATURE_RANGES.values(), strict=True)
    return all(least <= value <= most for value, (least, most) in told)


def with_described(catalogue: Catalogue, songs: Iterable[DescribedSong]) -> Catalogue:
    """The same catalogue with those songs behind its own, where they are not in it already.

    Rows of before stay what they are. The new ones are offered only to those who ask for them:
    see `Catalogue.guests`.
    """
    new = [song for song in songs if catalogue.row_of(song.track_id) is None]
    new = list({song.track_id: song for song in new}.values())
    if not new:
        return catalogue
    features = np.array([astuple(song.features) for song in new], np.float32)
    points = _standardised(features, catalogue)
    # Guests are looked for in pools alone, which are small: the index goes on without them.
    nearest = catalogue.nearest.in_front_of(points)
    plane, moods = plane_of(features), mood_codes_of(features)
    clusters = _nearest_clusters(points, catalogue)
    table = _table(catalogue, new, moods=moods, plane=plane, clusters=clusters)
    return replace(
        catalogue,
        features=np.concatenate([catalogue.features, features]),
        standardised=nearest.points,
        plane=np.concatenate([catalogue.plane, plane]),
        mood_codes=np.concatenate([catalogue.mood_codes, moods]),
        clusters=np.concatenate([catalogue.clusters, clusters]),
        genre_codes=np.concatenate(
            [catalogue.genre_codes, np.full(len(new), _UNKNOWN_GENRE, np.int16)]
        ),
        explicit=np.concatenate([catalogue.explicit, np.zeros(len(new), np.bool_)]),
        artist_codes=table.column("artist_key").indices.to_numpy(),
        song_codes=table.column("song_key").indices.to_numpy(),
        table=table,
        aliases=_aliases(catalogue, new),
        stored_moods=_moods(catalogue, features),
        stored_nearest=nearest,
        guests=catalogue.guests + len(new),
    )


def _standardised(features: NDArray[np.float32], catalogue: Catalogue) -> NDArray[np.float32]:
    """By the scale of the catalogue's own tracks, which a guest must not shift."""
    own = catalogue.features[: catalogue.own]
    deviation = own.std(axis=0, dtype=np.float64)
    points = (features - own.mean(axis=0, dtype=np.float64)) / np.where(deviation, deviation, 1)
    scaled: NDArray[np.float32] = points.astype(np.float32)
    return scaled


def _nearest_clusters(points: NDArray[np.float32], catalogue: Catalogue) -> NDArray[np.int16]:
    centroids = np.array([one.centroid for one in catalogue.cluster_profiles], np.float32)
    distances = np.square(points[:, None, :] - centroids[None, :, :]).sum(axis=2)
    nearest: NDArray[np.int16] = distances.argmin(axis=1).astype(np.int16)
    return nearest


def _moods(catalogue: Catalogue, features: NDArray[np.float32]) -> NDArray[np.float16] | None:
    if catalogue.stored_moods is None:
        return None
    moods = load_track_moods().mood_probabilities(features).astype(np.float16)
    return np.concatenate([catalogue.stored_moods, moods])


def _aliases(catalogue: Catalogue, new: Sequence[DescribedSong]) -> pa.RecordBatch:
    """Ids of the catalogue's own rows are sorted; those of guests are found as aliases are."""
    first = len(catalogue)
    names = pa.array([song.track_id for song in new], pa.string())
    rows = pa.array(range(first, first + len(new)), pa.int32())
    if catalogue.aliases is not None:
        names = pa.concat_arrays([catalogue.aliases.column("alias"), names])
        rows = pa.concat_arrays([catalogue.aliases.column("row"), rows])
    order = pc.sort_indices(names)
    return pa.RecordBatch.from_pydict({"alias": names.take(order), "row": rows.take(order)})


def _table(
    catalogue: Catalogue,
    new: Sequence[DescribedSong],
    *,
    moods: NDArray[np.int8],
    plane: NDArray[np.float32],
    clusters: NDArray[np.int16],
) -> pa.RecordBatch:
    told: dict[str, Sequence[Any] | NDArray[Any]] = {
        "genre": [_UNKNOWN_GENRE] * len(new),
        "explicit": [False] * len(new),
        "cluster": clusters,
        "mood": moods,
        "valence": plane[:, 0],
        "arousal": plane[:, 1],
        "track_id": [song.track_id for song in new],
        "title": [song.title for song in new],
        "artists": [list(song.artists) for song in new],
        "artist_key": [folded(song.artists[0]) for song in new],
        "song_key": [song_key(song.title, song.artists[0]) for song in new],
        "search_text": [_search_text(song) for song in new],
    }
    nothing = [None] * len(new)
    columns = {
        name: _longer(catalogue.table.column(name), told.get(name, nothing))
        for name in catalogue.table.schema.names
    }
    return pa.RecordBatch.from_pydict(columns)


def _longer(column: pa.Array, more: Sequence[Any] | NDArray[Any]) -> pa.Array:
    if isinstance(column, pa.DictionaryArray):
        return _coded(column, pa.array(more, pa.string()))
    return pa.concat_arrays([column, pa.array(more, column.type)])


def _coded(column: pa.DictionaryArray, more: pa.StringArray) -> pa.DictionaryArray:
    """Into a dictionary that is sorted again: its values are found by bisection."""
    names = pc.unique(pa.concat_arrays([column.dictionary, more]))
    order = pc.sort_indices(names).to_numpy()
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    codes = np.concatenate(
        [column.indices.to_numpy(), pc.index_in(more, value_set=names).to_numpy()]
    )
    return pa.DictionaryArray.from_arrays(pa.array(places[codes]), names.take(pa.array(order)))


def _search_text(song: DescribedSong) -> str:
    return f" {folded(song_title(song.title))} | {folded(' '.join(song.artists))} "
