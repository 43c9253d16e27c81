"""Tracks, their audio features, and the catalogue of all that Mien can offer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields

from engine.moods import MoodName


@dataclass(frozen=True, slots=True)
class AudioFeatures:
    """The nine numbers. All 0..1, except loudness in dB (about -60..4) and tempo in BPM."""

    danceability: float
    energy: float
    loudness: float
    speechiness: float
    acousticness: float
    instrumentalness: float
    liveness: float
    valence: float
    tempo: float


FEATURE_NAMES = tuple(field.name for field in fields(AudioFeatures))


@dataclass(frozen=True, slots=True)
class Track:
    """A song and its numbers. `track_id` is a Spotify id or one made from title and artist."""

    track_id: str
    title: str
    artists: tuple[str, ...]
    features: AudioFeatures
    mood: MoodName
    explicit: bool = False
    genre: str | None = None
    year: int | None = None

    @property
    def song_key(self) -> str:
        """The song, whatever its id or edition; see `song_key`."""
        return song_key(self.title, self.artists[0])


# "Song - Remastered 2011", "Song (Live)", "Song [Radio Edit]" are the same song.
_EDITION = re.compile(
    r"\s*[(\[-]\s*[^()\[\]]*\b(remaster(ed)?|live|mono|stereo|version|edit|mix|deluxe|edition|"
    r"bonus|acoustic|demo|feat\.?|ft\.?|with)\b.*$"
)
_NOT_WORD = re.compile(r"[^\w]+")


def song_key(title: str, first_artist: str) -> str:
    """One key for all editions of a song: folded title and first artist.

    A dislike holds for the song, so what we call the same song must be the same whatever the
    catalogue.
    """
    return f"{_folded(_EDITION.sub('', title.lower())) or _folded(title)}|{_folded(first_artist)}"


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", letters).strip()
