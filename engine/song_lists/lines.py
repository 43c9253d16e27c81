"""Songs in lines of text: "Artist - Title", "Title by Artist", links and ids."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from engine.artist_names import artists_in
from engine.song_lists.listed import LONGEST_TEXT, MOST_READ, ListedSong, id_in

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 2_000
FEWEST_LINES = 3  # a mood in words may have a dash; three lines of songs are a list
_MOST_OTHERS = 0.4  # lines of a pasted list that may be headings or notes

_NUMBERED = re.compile(r"^(?:#?\d{1,4} ?[.):\]] ?|[-*•–—] )")  # noqa: RUF001
_LENGTH = re.compile(r" ?[(\[]?\b\d{1,2}:\d{2}(?::\d{2})?\b[)\]]?$")
_AS_TAB = " — "
_BETWEEN = re.compile(r" [-–—|·~] | [–—]|[–—] ")  # noqa: RUF001
_BY = re.compile(r" by ", re.IGNORECASE)
_COMMA = re.compile(r", ")
_AROUND = "\"'“”„«»‘’ –—"  # noqa: RUF001


def songs_in_lines(text: str, *, commas: bool = True) -> list[ListedSong]:
    """The songs of all lines that name one; `commas` may divide title and artist too."""
    return [song for song in _read(text, commas=commas) if song is not None]


def is_song_list(text: str) -> bool:
    """Whether words that were typed or pasted are a list of songs rather than anything else."""
    lines = [song is not None for song in _read(text, commas=False)]
    return sum(lines) >= FEWEST_LINES and sum(lines) >= (1 - _MOST_OTHERS) * len(lines)


def song_in(line: str, *, commas: bool = True) -> ListedSong | None:
    """The song that a line names; None if it names none."""
    if len(line) > LONGEST_LINE:
        return None
    # One blank at a time: patterns that begin with many would try each run of them from each place.
    words = " ".join(line.replace("\t", _AS_TAB).split())
    words = _LENGTH.sub("", _NUMBERED.sub("", words))
    known = id_in(words)
    if known is not None:
        return ListedSong(track_id=known)
    if "://" in words:
        return None  # an address that we cannot look into
    return _divided(words, commas=commas)


def _divided(words: str, *, commas: bool) -> ListedSong | None:
    for separator in (_BETWEEN, _BY, *((_COMMA,) if commas else ())):
        first, *rest = separator.split(words, maxsplit=1)
        if rest and separator is _BETWEEN:
            return _song(artist=first, title=rest[0])
        if rest:
            return _song(artist=rest[0], title=first)
    return None


def _song(*, artist: str, title: str) -> ListedSong | None:
    artist, title = artist.strip(_AROUND), title.strip(_AROUND)
    if not artist or not title or max(len(artist), len(title)) > LONGEST_TEXT:
        return None
    return ListedSong(title, tuple(artists_in(artist)), either_way=True)


def _read(text: str, *, commas: bool) -> Iterator[ListedSong | None]:
    """What each line says that is not blank."""
    filled = (line for line in text.splitlines() if line.strip())
    return (song_in(line, commas=commas) for line in islice(filled, MOST_READ))
