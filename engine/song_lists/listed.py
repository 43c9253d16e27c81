"""A song as somebody wrote it down."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.artist_names import artists_in

_SPOTIFY = re.compile(
    r"(?:https?://open\.spotify\.com/(?:[\w-]+/)?track/|spotify:track:)([0-9A-Za-z]{22})\b"
)
_BARE_ID = re.compile(r"[0-9A-Za-z]{22}")
MOST_READ = 20_000  # songs, lines or rows of one file, of which fewer are taken
LONGEST_TEXT = 300  # characters of a title or of artists; what is longer is none


@dataclass(frozen=True, slots=True)
class ListedSong:
    """Any part may be empty. `either_way`: which of the two is the title is not known."""

    title: str = ""
    artists: tuple[str, ...] = ()
    track_id: str | None = None
    either_way: bool = False

    @property
    def shown(self) -> str:
        """As people read it."""
        words = " – ".join(filter(None, (", ".join(self.artists), self.title)))  # noqa: RUF001
        return words or (self.track_id or "")


def listed(title: str, artists: str = "", *, track_id: str = "") -> ListedSong | None:
    """Of columns or fields; None where nothing tells which song it is."""
    known = id_in(track_id)
    title, artists = title.strip(), artists.strip()
    fits = title and max(len(title), len(artists)) <= LONGEST_TEXT
    if not fits and known is None:
        return None
    names = tuple(artists_in(artists)) if fits else ()
    return ListedSong(title if fits else "", names, known)


def id_in(text: str) -> str | None:
    """The id in a link to a Spotify track, in its URI, or by itself; None if there is none."""
    found = _SPOTIFY.search(text)
    if found:
        return found.group(1)
    return text.strip() if _BARE_ID.fullmatch(text.strip()) else None
