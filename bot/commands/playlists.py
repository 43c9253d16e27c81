"""The file that `mien recommend --output` writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.commands.output import bad_argument, counted, writing_to
from bot.replies.links import service_urls
from bot.replies.titles import set_title
from engine.playlists import PlaylistEntry, csv_file, jspf, m3u8, xspf

if TYPE_CHECKING:
    from engine.recommender import RecommendedSet

_WRITERS: Mapping[str, Callable[..., bytes]] = MappingProxyType(
    {".m3u8": m3u8, ".xspf": xspf, ".jspf": jspf, ".csv": csv_file}
)
PLAYLIST_SUFFIXES = tuple(_WRITERS)


def check_playlist(target: Path) -> None:
    """Exit code 2 where no such playlist can be written, before any song is chosen."""
    if target.suffix.lower() not in _WRITERS:
        known = f"{', '.join(PLAYLIST_SUFFIXES[:-1])} or {PLAYLIST_SUFFIXES[-1]}"
        raise bad_argument(f"“{target}” is no playlist that Mien writes: end its name in {known}.")
    if not target.absolute().parent.is_dir():
        raise bad_argument(f"There is no folder {target.absolute().parent}.")


def write_playlist(target: Path, chosen: RecommendedSet, *, turn: int) -> str:
    """Writes it, in the format that its name ends in; a sentence that says what was written."""
    tracks = [one.track for one in chosen.recommendations]
    urls = [service_urls(one.track_id, one.title, one.artists) for one in tracks]
    entries = [
        PlaylistEntry(one.title, one.artists, next(iter(links.values())), one.track_id)
        for one, links in zip(tracks, urls, strict=True)
    ]
    title = set_title(chosen.mood.name, chosen.goal, turn)
    suffix = target.suffix.lower()
    with writing_to(target):
        target.write_bytes(_WRITERS[suffix](entries, title=title))
    return f"Wrote {counted(len(entries), 'song')} to {target} as {suffix[1:].upper()}."
