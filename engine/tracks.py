"""Tracks, their audio features, and what makes two of them the same song."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
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

# What no music reaches: the loudest of 106,201 tracks has 3.7 dB, their tempo is 31 to 243.
FEATURE_RANGES: Mapping[str, tuple[float, float]] = {
    name: {"loudness": (-60.0, 6.0), "tempo": (20.0, 300.0)}.get(name, (0.0, 1.0))
    for name in FEATURE_NAMES
}


@dataclass(frozen=True, slots=True)
class Track:
    """A song and its numbers. `track_id` fits a button: at most 48 letters and digits."""

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


# What a bracket or a last " - part" says when it names an edition of the song, not the song:
# a word that may stand anywhere in it, or one that it opens with.
_EDITION = re.compile(
    r"\b(?:re-?mast[eé]r(?:ed|i[sz]\w+)?|(?:re|un)?mix(?:e[ds])?|vers(?:ion|ión|ão)|edit|re-?edit|"
    r"edition|re-?work|deluxe|soundtrack|anniversary|acoustic|ac[uú]stic[oa]|acoustique|akustik|"
    r"demo|spotify singles|slowed|sped up|bootleg|outtake|stripped|(?:en|ao) vivo|en directo?|"
    r"originally performed|re-?record(?:ed|ing)|recorded (?:at|in|live)|(?:bbc|peel) sessions?)\b"
    r"|^(?:feat|ft|featuring|duet with|bonus|extended|instrumental|karaoke|mono|stereo|unplugged|"
    r"vip|original|(?:alternat(?:iv)?e )?take \d)\b"
    r"|^(?:explicit|clean)$|\bunplugged$"
    r"|^with (?!me\b|you\b|us\b|him\b|her\b|them\b|it\b|my\b|your\b|a\b|an\b|out\b)"
    r"|^from [\"'“‘]"  # noqa: RUF001
    r"|^live(?:$|[,/]| (?:at|in|on|from|version|session|acoustic)\b| [@\d])"
    r"|\b(?:live|mono|stereo|single)$"
)
_LAST_BRACKET = re.compile(
    r"^(?P<rest>.*\S)\s*[(\[\uff08](?P<part>[^()\[\]\uff08\uff09]*)[)\]\uff09]\s*$"
)
_LAST_DASH = re.compile(r"^(?P<rest>.*\S)\s+[-–—]\s+(?P<part>.*?)\s*$")  # noqa: RUF001
_GUESTS = re.compile(r"\s(?:feat\.?|ft\.|featuring)\s.*$")
_AND = re.compile(r"\s*[&+]\s*")
_SILENT = re.compile(r"['’‘`´]|(?<=\d),(?=\d{3})")  # noqa: RUF001
# Accents, the points that Hebrew and Arabic may leave out, and what says how a symbol is drawn.
# Other marks, such as the vowels of Hindi and Thai, tell one word from another.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
_SPOTIFY_TRACK = re.compile(
    r"^(?:https?://open\.spotify\.com/(?:[\w-]+/)?track/|spotify:track:)([0-9A-Za-z]{22})\b"
)


def song_key(title: str, first_artist: str) -> str:
    """One key for all editions and remixes of a song: folded title, "|", folded first artist.

    A dislike holds for the song, so what we call the same song must be the same whatever the
    catalogue.
    """
    return f"{folded(song_title(title))}|{folded(first_artist)}"


def song_title(title: str) -> str:
    """The title without what names an edition: "Song (Live) - Remastered 2011" is "Song"."""
    rest = _without_editions(title.strip())
    return _GUESTS.sub("", rest.lower()).strip() or rest


def folded(text: str) -> str:
    """Words in lower case without accents or punctuation; never holds "|".

    Text without any letter or digit stays as it is, so that "÷" and "+" remain two titles.
    """
    spelled = _AND.sub(" and ", _SILENT.sub("", text.casefold()))
    letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", spelled))
    words = " ".join("".join(c if _is_of_word(c) else " " for c in letters).split())
    return words if words not in ("", "and") else text.strip().casefold().replace("|", "")


def _is_of_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def spotify_track_id(text: str) -> str | None:
    """The id in a link to a Spotify track or in its URI; None if it is neither."""
    found = _SPOTIFY_TRACK.match(text.strip())
    return found.group(1) if found else None


def _without_editions(title: str) -> str:
    for pattern in (_LAST_BRACKET, _LAST_DASH):
        found = pattern.match(title)
        if found and _EDITION.search(found["part"].lower()):
            return _without_editions(found["rest"])
    return title
