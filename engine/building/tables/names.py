"""Cells that hold several names: artists and genres."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.artist_names import artists_in, strings_in, without_guests
from engine.building.tables.cells import as_text, is_list

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = r"^\['[^'\\\s]([^'\\]*[^'\\\s])?'(, '[^'\\\s]([^'\\]*[^'\\\s])?')*\]$"
_SEMICOLON = r"[^\s;]\s*;\s*[^\s;]"
_LITERAL_CELL = r"^\[.*\]$"
_GENRE_SEPARATOR = re.compile(r"[;,|]")
_SPACES = re.compile(r"[\s_-]+")
_NAMES = pa.list_(pa.string())
_NO_GENRE = frozenset({"", "none", "nan", "null", "unknown", "n/a", "na", "set()", "other"})


def artist_lists(column: pa.Array) -> pa.ListArray:
    """The artists of each cell, empty where nobody is named.

    Where more cells of the column have semicolons than commas alone, commas belong to names in
    all of it; in a column of lists they always do.
    """
    if is_list(column):
        return _lists(column, _artist_in)
    texts = as_text(column)
    parse = _between_semicolons if _has_semicolons(texts) else artists_in
    encoded = pc.dictionary_encode(texts)
    return _artists(encoded.dictionary, parse).take(encoded.indices)


def genre_lists(column: pa.Array) -> pa.ListArray:
    """The genres of each cell, in one spelling."""
    return _lists(column, genres_in)


def genres_in(cell: str) -> list[str]:
    """Genres in a list literal or between ; , | as "deep-house", each once."""
    parts = strings_in(cell)
    if parts is None:
        parts = _GENRE_SEPARATOR.split(cell)
    genres = (_SPACES.sub("-", part.strip().casefold()) for part in parts)
    return list(dict.fromkeys(genre for genre in genres if genre not in _NO_GENRE))


def _artists(cells: pa.StringArray, parse: Callable[[str], list[str]]) -> pa.ListArray:
    """Of different cells; those of large tables are nearly all plain list literals."""
    plain = pc.match_substring_regex(cells, _PLAIN)
    lists = pc.split_pattern(pc.utf8_slice_codeunits(cells.filter(plain), 2, -2), "', '")
    others = cells.filter(pc.invert(plain)).to_pylist()
    parsed = pa.array([parse(cell) for cell in others], _NAMES)
    both = pa.concat_arrays([_without_repeats(lists).cast(_NAMES), parsed])
    place = np.argsort(~plain.to_numpy(zero_copy_only=False), kind="stable")
    return both.take(pa.array(np.argsort(place)))


def _without_repeats(lists: pa.ListArray) -> pa.ListArray:
    """Lists in which each name stands once."""
    names = pc.dictionary_encode(lists.flatten())
    owners = pc.list_parent_indices(lists).to_numpy()
    pairs = owners.astype(np.int64) * max(1, len(names.dictionary)) + names.indices.to_numpy()
    if len(np.unique(pairs)) == len(pairs):
        return lists
    return pa.array([list(dict.fromkeys(one)) for one in lists.to_pylist()], lists.type)


def _has_semicolons(texts: pa.StringArray) -> bool:
    """Whether semicolons separate; tables put together from several have both."""
    loose = texts.filter(pc.invert(pc.match_substring_regex(texts, _LITERAL_CELL)))
    divided = pc.match_substring_regex(loose, _SEMICOLON)
    commas = pc.match_substring(loose.filter(pc.invert(divided)), ",")
    return bool((pc.sum(divided).as_py() or 0) > (pc.sum(commas).as_py() or 0))


def _between_semicolons(cell: str) -> list[str]:
    return artists_in(cell, commas=False)


def _artist_in(element: str) -> list[str]:
    return without_guests(element)


def _lists(column: pa.Array, parse: Callable[[str], list[str]]) -> pa.ListArray:
    if is_list(column):
        cells = column.to_pylist()
        parsed = [[n for one in cell or () if one for n in parse(_named(one))] for cell in cells]
        return pa.array(parsed, _NAMES)
    encoded = pc.dictionary_encode(as_text(column))
    known = pa.array([parse(cell) for cell in encoded.dictionary.to_pylist()], _NAMES)
    return known.take(encoded.indices)


def _named(element: object) -> str:
    """A name, or the name in what an API tells of an artist."""
    return str(element.get("name", "")) if isinstance(element, dict) else str(element)
