"""Songs in XSPF, read without anything that the file could make a reader do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from engine.song_lists.listed import MOST_READ, ListedSong, id_in, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRACK = "track"
_LONGEST = 2_000  # characters of an address; what is longer is no use
_TOLD = ("title", "creator", "location", "identifier")


class _RefusedError(Exception):
    """It declares something."""


class _EnoughError(Exception):
    """Nothing behind this is taken."""


class _Reader:
    """Collects the texts of each track, whatever prefix its namespace has."""

    def __init__(self) -> None:
        self.tracks: list[dict[str, list[str]]] = []
        self._open: str | None = None

    def start(self, name: str, _: dict[str, str]) -> None:
        plain = name.rpartition(":")[2]
        if plain == _TRACK:
            if len(self.tracks) == MOST_READ:
                raise _EnoughError
            self.tracks.append({told: [] for told in _TOLD})
        self._open = plain if self.tracks and plain in _TOLD else None
        if self._open:
            self.tracks[-1][self._open].append("")

    def text(self, data: str) -> None:
        if self._open and len(self.tracks[-1][self._open][-1]) <= _LONGEST:
            self.tracks[-1][self._open][-1] += data

    def end(self, _: str) -> None:
        self._open = None


def songs_in_xspf(text: str) -> list[ListedSong]:
    """In their order; those before the place where it is broken, if it is."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")  # as it was decoded, whatever it says
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    # Entities can make gigabytes of a few lines, or name files of ours.
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(text.encode(), True)
    except (expat.ExpatError, _EnoughError):
        pass
    except _RefusedError:
        return []
    return list(_songs(reader))


def _songs(reader: _Reader) -> Iterator[ListedSong]:
    for told in reader.tracks:
        places = (place for name in ("identifier", "location") for place in told[name])
        known = next((place for place in places if id_in(place)), "")
        song = listed("".join(told["title"][:1]), "".join(told["creator"][:1]), track_id=known)
        if song is not None:
            yield song


def _refuse(*_: object) -> None:
    raise _RefusedError
