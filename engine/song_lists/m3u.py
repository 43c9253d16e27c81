"""Songs in M3U and M3U8: what `#EXTINF` says of them, else their file names and links."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from engine.song_lists.lines import song_in
from engine.song_lists.listed import MOST_READ, ListedSong, id_in

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "#EXTM3U"
_INFO = "#EXTINF:"
# "03 ", "3. ", "3 - ", "1-03 ", and "12 " before a title alone: "50 Cent - …", "2Pac",
# "99 Problems" and "7-11" are names.
_TRACK_NUMBER = re.compile(
    r"^(?:\d[-.])?(?:0\d{1,2}[\s._)\]-]+|\d{1,2}\s?[._)\]-]+\s?|1\d\s+(?!.* - ))(?=.*[^\W\d_])"
)


def songs_in_m3u(text: str) -> list[ListedSong]:
    """In their order."""
    return [song for song in islice(_songs(text), MOST_READ) if song is not None]


def _songs(text: str) -> Iterator[ListedSong | None]:
    told: ListedSong | None = None
    for line in text.splitlines():
        if line.startswith(_INFO):
            told = song_in(line.partition(",")[2])
        elif line.strip() and not line.startswith("#"):
            yield _song(line.strip(), told)
            told = None


def _song(place: str, told: ListedSong | None) -> ListedSong | None:
    known = id_in(place) if ":" in place else None
    if told is not None:
        return ListedSong(told.title, told.artists, known or told.track_id, told.either_way)
    if known is not None:
        return ListedSong(track_id=known)
    path = place.removeprefix("file://")
    return None if "://" in path else _of_file(path)


def _of_file(place: str) -> ListedSong | None:
    """`Music/01 - Artist - Title.mp3`, or `Artist/Album/03 Title.flac`."""
    path = PurePosixPath(unquote(place).replace("\\", "/"))
    words = _TRACK_NUMBER.sub("", path.stem)
    song = song_in(words, commas=False)
    folders = [one for one in path.parts[:-1] if one != path.root]
    if song is None and len(folders) > 1:
        song = song_in(f"{folders[-2]} - {words}", commas=False)
    return song or song_in(path.stem, commas=False)
