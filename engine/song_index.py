"""Finds the rows of songs by key or id without looking through the catalogue."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.ranges import joined_ranges
from engine.tracks import song_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.taste import Feedback, SeedSong

REMEMBERED_LOOKUPS = 65_536


class SongIndex:
    """Rows of a catalogue by song; what was looked up once is remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._code_of = lru_cache(maxsize=REMEMBERED_LOOKUPS)(catalogue.song_code_of)
        self._row_of_id = lru_cache(maxsize=REMEMBERED_LOOKUPS)(catalogue.row_of)
        self._row_of_song = lru_cache(maxsize=REMEMBERED_LOOKUPS)(self._find_song)

    def rows_of(self, told: Sequence[Feedback | SeedSong]) -> list[int | None]:
        """The row of each song by its id, else by its name; None for what is unknown.

        Another catalogue may have had another id for the same song.
        """
        by_id, by_song = self._row_of_id, self._row_of_song
        rows = [by_id(one.track_id) for one in told]
        return [
            by_song(one.title, one.artists[0]) if row is None else row
            for one, row in zip(told, rows, strict=True)
        ]

    def codes_of(self, rows: Iterable[int | None]) -> list[int | None]:
        """The song that stands in each row, one code for all its editions; None for no row."""
        codes = self._catalogue.song_codes
        return [None if row is None else int(codes[row]) for row in rows]

    def row_of(self, track_id: str, title: str, first_artist: str) -> int | None:
        """The row of one song, found as `rows_of` does."""
        row = self._row_of_id(track_id)
        return self._row_of_song(title, first_artist) if row is None else row

    def rows_of_keys(self, song_keys: Iterable[str]) -> NDArray[np.int64]:
        """Every row of those songs, in the order of the keys; unknown keys are ignored."""
        codes = (self._code_of(key) for key in dict.fromkeys(song_keys))
        known = [code for code in codes if code is not None]
        return self._rows_of_codes(np.array(known, dtype=np.int64))

    def editions_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Every row of the songs that stand in some rows, these included."""
        return self._rows_of_codes(np.unique(self._catalogue.song_codes[rows]))

    def _rows_of_codes(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        by_song, starts_of_all = self._by_song
        return by_song[joined_ranges(starts_of_all[codes], starts_of_all[codes + 1])]

    @cached_property
    def _by_song(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows song by song, and where each song's begin; sorted once, and only if asked for."""
        codes = self._catalogue.song_codes
        rows = np.argsort(codes, kind="stable")
        return rows, np.searchsorted(codes[rows], np.arange(int(codes.max()) + 2))

    def _find_song(self, title: str, first_artist: str) -> int | None:
        editions = self.rows_of_keys((song_key(title, first_artist),))
        return int(editions[0]) if len(editions) else None
