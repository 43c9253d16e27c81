"""A file as a list of songs, by what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from engine.song_lists.json_lists import songs_in_json
from engine.song_lists.lines import songs_in_lines
from engine.song_lists.m3u import MARK, songs_in_m3u
from engine.song_lists.tables import songs_in_table
from engine.song_lists.texts import text_in
from engine.song_lists.xspf import songs_in_xspf

if TYPE_CHECKING:
    from engine.song_lists.listed import ListedSong

MOST_SONGS = 5_000


@dataclass(frozen=True, slots=True)
class SongList:
    """What a file or text names. `left_out` are those beyond the most that are taken."""

    songs: tuple[ListedSong, ...] = ()
    left_out: int = 0


def list_in_file(data: bytes, *, name: str = "") -> SongList:
    """The songs of a file; none where it is no list. `name` tells what the content does not."""
    text = text_in(data)
    return SongList() if text is None else _first_of(_songs(text.lstrip("\ufeff"), name))


def list_in_text(text: str) -> SongList:
    """The songs of what was pasted."""
    return _first_of(songs_in_lines(text))


def _songs(text: str, name: str) -> list[ListedSong]:
    begins = text.lstrip()
    if begins.startswith(MARK) or PurePosixPath(name.lower()).suffix in (".m3u", ".m3u8"):
        return songs_in_m3u(text)
    if begins.startswith("<"):
        return songs_in_xspf(begins)
    if begins.startswith(("{", "[")):
        found = songs_in_json(begins)
        if found is not None:
            return found
    table = songs_in_table(text)
    return songs_in_lines(text) if table is None else table


def _first_of(songs: list[ListedSong]) -> SongList:
    return SongList(tuple(songs[:MOST_SONGS]), max(0, len(songs) - MOST_SONGS))
