"""Which column of a table is which, by its name alone."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REQUIRED = ("title", "artists", *FEATURE_NAMES)

# Spellings of each column, letters and digits only, the more telling ones first: where a table
# has `song_name` and `title`, the title is that of a mix; where it has `track` and `title`, the
# track is a number.
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "track_id": (
        *("trackid", "spotifytrackid", "spotifyid", "trackuri", "spotifytrackuri", "spotifyuri"),
        *("uri", "id", "songid", "trackurl", "spotifytrackurl", "spotifyurl", "url", "link"),
    ),
    "title": (
        *("trackname", "songname", "tracktitle", "songtitle", "name", "song", "title", "track"),
    ),
    "artists": (
        *("artists", "artistnames", "artistname", "artistsname", "trackartists", "trackartist"),
        *("artist", "performer", "band", "singer"),
    ),
    "genres": (
        *("genre", "genres", "trackgenre", "topgenre", "maingenre", "musicgenre", "artistgenres"),
        *("playlistgenre", "style"),
    ),
    "year": ("year", "releaseyear", "releasedyear", "albumreleaseyear", "trackalbumreleaseyear"),
    "released": ("releasedate", "albumreleasedate", "trackalbumreleasedate", "released"),
    "explicit": ("explicit", "isexplicit", "trackexplicit"),
    "popularity": ("popularity", "trackpopularity", "spotifypopularity", "pop"),
    "key": ("key", "musickey", "keyname"),
    "mode": ("mode", "keymode", "scale"),
    "duration_ms": ("durationms", "trackdurationms", "duration", "length", "dur", "durationmin"),
    "danceability": ("danceability", "dance", "dnce"),
    "energy": ("energy", "nrgy"),
    "loudness": ("loudness", "loudnessdb", "loud", "db"),
    "speechiness": ("speechiness", "speech", "spch"),
    "acousticness": ("acousticness", "acoustic", "acous"),
    "instrumentalness": ("instrumentalness", "instrumental", "instr"),
    "liveness": ("liveness", "live"),
    "valence": ("valence", "val", "happiness"),
    "tempo": ("tempo", "tempobpm", "bpm", "beatsperminute"),
}
_PREFIXES = re.compile(r"^(?:(?:item|track|song|spotify|audiofeature|feature|audio)s?)+(?=..)")
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_ALIKE = 0.85  # "danceabilty" and "valance" are meant; "energy" and "liveness" stay apart


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Our name of each column that we know, and where it stands; the first of two alike."""
    places: dict[str, int] = {}
    for at, name in enumerate(header):
        for spelling in _spellings(name):
            places.setdefault(spelling, at)
    found = {
        ours: places[next(one for one in spellings if one in places)]
        for ours, spellings in _SPELLINGS.items()
        if any(one in places for one in spellings)
    }
    return found | _misspelt(places, found)


def missing_from(columns: Mapping[str, int]) -> tuple[str, ...]:
    """Required columns that a table does not have."""
    return tuple(name for name in REQUIRED if name not in columns)


def _spellings(name: str) -> list[str]:
    """A header as it is, without brackets, and without what it belongs to."""
    whole, bare = _letters(name), _letters(_BRACKETS.sub("", name))
    return [one for one in (whole, bare, _PREFIXES.sub("", whole), _PREFIXES.sub("", bare)) if one]


def _letters(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return _NOT_LETTERS.sub("", decomposed)


def _misspelt(places: Mapping[str, int], found: Mapping[str, int]) -> dict[str, int]:
    taken = set(found.values())
    free = [spelling for spelling, at in places.items() if at not in taken]
    guesses = {
        name: get_close_matches(name, free, n=1, cutoff=_ALIKE)
        for name in FEATURE_NAMES
        if name not in found
    }
    return {name: places[guess[0]] for name, guess in guesses.items() if guess}
