"""Songs in tables of text: Exportify and the like, whatever divides the cells."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING

from engine.column_names import columns_of
from engine.song_lists.listed import MOST_READ, ListedSong, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DIVIDERS = ",;\t|"
_MOST_COLUMNS, _LONGEST_NAME = 200, 100
_NEEDED = frozenset({"title", "track_id"})


def songs_in_table(text: str) -> list[ListedSong] | None:
    """The songs of a table with a header; None if it has none that we know."""
    first = text.lstrip().partition("\n")[0]
    divider = max(_DIVIDERS, key=first.count)
    rows = _rows(text.lstrip(), divider)
    header = next(rows, [])
    columns = columns_of([name[:_LONGEST_NAME] for name in header[:_MOST_COLUMNS]])
    if not _NEEDED & columns.keys() or (divider not in first and len(columns) != 1):
        return None
    found = (_song(row, columns) for row in rows)
    return [song for song in found if song is not None]


def _rows(text: str, divider: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    try:
        yield from islice(reader, MOST_READ)
    except csv.Error:
        return  # a cell beyond all measure; what stood before it counts


def _song(row: Sequence[str], columns: Mapping[str, int]) -> ListedSong | None:
    def cell(name: str) -> str:
        at = columns.get(name)
        return row[at] if at is not None and at < len(row) else ""

    return listed(cell("title"), cell("artists"), track_id=cell("track_id"))
