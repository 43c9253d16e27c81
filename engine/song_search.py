"""Finds songs by title and artist, typos forgiven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.tracks import folded, song_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_BAR = ord("|")
_ROW_BITS = 33  # a row and its part; 24 bits of trigram above them


def search_text(title: str, artists: Iterable[str]) -> str:
    """What the index reads of a track: " folded title | folded artists "."""
    return f" {folded(song_title(title))} | {folded(' '.join(artists))} "


class SongSearch:
    """Which rows hold each trigram of bytes, in their title or their artists.

    A row's score is the better of two: how alike query and title are (Dice's coefficient of
    their trigrams), and how much of the query title and artists hold together, with half the
    weight on how alike they are.
    """

    def __init__(self, data: NDArray[np.uint8], offsets: NDArray[np.int32]) -> None:
        """UTF-8 of every row's `search_text`, one after another, and the N + 1 places they meet."""
        rows, codes, in_artists = _trigrams(data, offsets)
        packed = (codes << _ROW_BITS) | (rows << 1) | in_artists
        packed.sort()
        packed = packed[_changes(packed)]
        sorted_codes = packed >> _ROW_BITS
        self._starts = np.flatnonzero(_changes(sorted_codes))
        self._codes = sorted_codes[self._starts]
        self._stops = np.append(self._starts[1:], len(packed))
        self._rows = (packed % (1 << _ROW_BITS) >> 1).astype(np.int32)
        self._in_title = (packed & 1) == 0
        self._count = len(offsets) - 1
        self._lengths = np.bincount(self._rows, minlength=self._count)
        self._title_lengths = np.bincount(self._rows[self._in_title], minlength=self._count)

    def scores(self, text: str) -> NDArray[np.float64]:
        """How well each row fits, float64 [N] in 0..1."""
        wanted = _query_trigrams(text)
        postings = self._postings(wanted)
        rows, in_title = self._rows[postings], self._in_title[postings]
        shared = np.bincount(rows, minlength=self._count)
        shared_title = np.bincount(rows[in_title], minlength=self._count)
        title = 2 * shared_title / (len(wanted) + self._title_lengths)
        whole = 2 * shared / (len(wanted) + self._lengths)
        held = shared / len(wanted)
        return np.minimum(1.0, np.maximum(title, (np.minimum(held, 1.0) + whole) / 2))

    def _postings(self, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
        at = np.searchsorted(self._codes, wanted)
        known = at < len(self._codes)
        at, wanted = at[known], wanted[known]
        at = at[self._codes[at] == wanted]
        slices = zip(self._starts[at].tolist(), self._stops[at].tolist(), strict=True)
        return np.concatenate([np.arange(0), *(np.arange(start, stop) for start, stop in slices)])


def _changes(ordered: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where each run of equal values begins. `np.unique` is many times slower on millions."""
    return np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]


def _query_trigrams(text: str) -> NDArray[np.int64]:
    """Distinct trigram codes of what was typed; at least one."""
    data = np.frombuffer(f" {folded(text)} ".encode(), dtype=np.uint8)
    return np.unique(_codes(np.pad(data, (0, max(0, 3 - len(data))), constant_values=32)))


def _trigrams(
    data: NDArray[np.uint8], offsets: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Row, code and 0 (title) or 1 (artists) of every trigram that lies in one part of one row."""
    data = data[: offsets[-1]]
    row_of_byte = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    bars = np.cumsum(data == _BAR)
    starts = np.arange(len(data) - 2)
    # Each row holds one bar, so bars passed and row together tell the part.
    whole = (row_of_byte[:-2] == row_of_byte[2:]) & (bars[:-2] == bars[2:])
    starts = starts[whole & (data[:-2] != _BAR)]
    rows = row_of_byte[starts]
    return rows, _codes(data)[starts], bars[starts] - rows


def _codes(data: NDArray[np.uint8]) -> NDArray[np.int64]:
    wide = data.astype(np.int64)
    return (wide[:-2] << 16) | (wide[1:-1] << 8) | wide[2:]
