"""The columns of a catalogue's `tracks.arrow`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.building.merging import ranked
from engine.building.tables.cells import UNKNOWN
from engine.building.tables.folding import folded_texts, song_titles
from engine.clusters import mood_codes_of, plane_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.building.merging import Merged

_MOST_GENRES = 32_000  # a genre's number has 16 bits


def number_columns(
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


def name_columns(tracks: Merged) -> dict[str, pa.Array]:
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
