"""A listener's own songs: found in the catalogue, and sorted into the six moods."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from engine.moods import MOOD_NAMES
from engine.song_index import SongIndex
from engine.tracks import folded, song_key, song_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.moods import MoodName
    from engine.song_lists.listed import ListedSong

# Typing errors are forgiven for so many of a list: each is a search through all songs.
MOST_SEARCHES = 200
_CLOSE_TITLE, _CLOSE_ARTIST = 0.8, 0.75
_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class FoundSongs:
    """Rows of the songs that the catalogue has, each once and in their order; and the others."""

    rows: NDArray[np.int64]
    missing: tuple[ListedSong, ...]


class SongFinder:
    """Joins lists to a catalogue: by id, then by title and artist, then as typing errors allow."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._songs = SongIndex(catalogue)

    def find(self, songs: Sequence[ListedSong]) -> FoundSongs:
        """Milliseconds for each song that is spelled otherwise: not for the event loop."""
        rows: list[int] = []
        missing = []
        searches = MOST_SEARCHES
        for song in dict.fromkeys(songs):
            row = self._row_of(song)
            if row is None and searches and song.title and song.artists:
                searches -= 1
                row = self._searched(song)
            if row is None:
                missing.append(song)
            else:
                rows.append(row)
        return FoundSongs(np.array(list(dict.fromkeys(rows)), dtype=np.int64), tuple(missing))

    def rows_of(self, songs: Iterable[ListedSong]) -> NDArray[np.int64]:
        """Rows of songs that were found before, each once; without those that are here no more."""
        found = (self._row_of(song) for song in songs)
        rows = dict.fromkeys(row for row in found if row is not None)
        return np.array(list(rows), dtype=np.int64)

    def _row_of(self, song: ListedSong) -> int | None:
        row = None if song.track_id is None else self._catalogue.row_of(song.track_id)
        if row is not None:
            return row
        keys = (song_key(title, artist) for title, artist in _spellings(song))
        editions = (self._songs.rows_of_keys((key,)) for key in keys)
        return next((int(rows[0]) for rows in editions if len(rows)), None)

    def _searched(self, song: ListedSong) -> int | None:
        words = f"{song.title} {song.artists[0]}"
        for track, _ in self._catalogue.search(words, count=_LOOKED_AT):
            names = [folded(name) for name in track.artists]
            theirs = folded(song_title(track.title))
            for title, artist in _spellings(song):
                close = _alike(folded(song_title(title)), theirs) >= _CLOSE_TITLE
                if close and max(_alike(folded(artist), name) for name in names) >= _CLOSE_ARTIST:
                    return self._catalogue.row_of(track.track_id)
        return None


def sorted_into_moods(
    rows: NDArray[np.int64], catalogue: Catalogue
) -> Mapping[MoodName, NDArray[np.int64]]:
    """Each row under its likeliest mood, those first that are most surely of it."""
    chances = np.asarray(catalogue.mood_probabilities[rows], dtype=np.float32)
    likeliest = chances.argmax(axis=1) if len(rows) else np.empty(0, dtype=np.int64)
    surest_first = np.argsort(-chances.max(axis=1, initial=0), kind="stable")
    return {
        name: rows[surest_first[likeliest[surest_first] == code]]
        for code, name in enumerate(MOOD_NAMES)
    }


def _spellings(song: ListedSong) -> Iterator[tuple[str, str]]:
    """Title and artist as they may be meant: a comma may belong to a name, and parts be swapped."""
    if not song.title or not song.artists:
        return
    together = ", ".join(song.artists)
    # "A, The B" may be one name or two.
    for artist in dict.fromkeys((song.artists[0], together, together.partition(",")[0])):
        yield song.title, artist
    if song.either_way:
        yield together, song.title


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
