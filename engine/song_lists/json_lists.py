"""Songs in JSON: JSPF, and what services hand out of a library, whatever it nests them in."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from engine.column_names import columns_of
from engine.song_lists.listed import MOST_READ, ListedSong, id_in, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOST_VALUES = 500_000
_MOST_NAMES, _LONGEST_NAME = 100, 100
_INSIDE = frozenset({"track", "tracks", "items", "playlists", "tracklist"})


def songs_in_json(text: str) -> list[ListedSong] | None:
    """In their order; None if it is no JSON."""
    # Empty braces are three characters, and hundreds of bytes once they are read.
    if text.count("{") + text.count("[") > _MOST_VALUES:
        return []
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found = (song for song in _songs(document) if song is not None)
    return list(islice(found, MOST_READ))


def _songs(document: object) -> Iterator[ListedSong | None]:
    # A stack of our own: how deep it may go is not for the sender to say.
    waiting, seen = [document], 0
    while waiting and seen < _MOST_VALUES:
        value, seen = waiting.pop(), seen + 1
        if isinstance(value, dict):
            song = _song(value)
            yield song
            inner = [] if song is not None else list(value.values())
        else:
            inner = list(value) if isinstance(value, list) else []
        waiting += [one for one in reversed(inner) if isinstance(one, dict | list)]


def _song(value: Mapping[str, Any]) -> ListedSong | None:
    if any(name.lower() in _INSIDE and isinstance(value[name], dict | list) for name in value):
        return None
    names = list(value)[:_MOST_NAMES]
    columns = _columns(tuple(name[:_LONGEST_NAME] for name in names))
    title = value.get(names[columns["title"]]) if "title" in columns else None
    artists = value.get("creator")
    if "artists" in columns:
        artists = value.get(names[columns["artists"]])
    if not isinstance(title, str) or not artists:
        return None
    names_told = _names_in(artists)
    return listed(title, names_told, track_id=_id_of(value)) if names_told else None


@lru_cache(maxsize=64)
def _columns(names: tuple[str, ...]) -> Mapping[str, int]:
    return columns_of(names)


def _names_in(artists: object) -> str:
    """Of a name, or of names in a list; of what an API tells of each too."""
    several = artists if isinstance(artists, list) else [artists]
    named = [one.get("name") if isinstance(one, dict) else one for one in several]
    return ";".join(name for name in named if isinstance(name, str))


def _id_of(value: Mapping[str, Any]) -> str:
    """The first of its texts, or of a list of them, that is the id of a track."""
    texts = (
        text
        for one in value.values()
        for text in (one if isinstance(one, list) else [one])
        if isinstance(text, str)
    )
    return next((text for text in texts if id_in(text)), "")
