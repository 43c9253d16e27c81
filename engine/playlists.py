"""Playlists as files that other programs open: M3U8, XSPF, JSPF and CSV."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from engine.spreadsheets import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

XSPF_NAMESPACE = "http://xspf.org/ns/0/"
UNKNOWN_LENGTH_S = -1  # as M3U says it

# What XML 1.0 may not hold; among it are the controls, which end a line of M3U too.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SPOTIFY_ID = re.compile(r"[0-9A-Za-z]{22}")


@dataclass(frozen=True, slots=True)
class PlaylistEntry:
    """A song of a playlist. `url` is an absolute address in ASCII where it can be heard."""

    title: str
    artists: tuple[str, ...]
    url: str
    track_id: str

    @property
    def creator(self) -> str:
        """All artists, in their order."""
        return ", ".join(self.artists)

    @property
    def identifier(self) -> str | None:
        """A URI that means the song wherever it lies; None where only we know the id."""
        return f"spotify:track:{self.track_id}" if _SPOTIFY_ID.fullmatch(self.track_id) else None


def m3u8(entries: Sequence[PlaylistEntry], *, title: str) -> bytes:
    """Extended M3U in UTF-8, as RFC 8216 and players read it."""
    lines = ["#EXTM3U", f"#PLAYLIST:{_in_one_line(title)}"]
    for entry in entries:
        shown = _in_one_line(f"{entry.creator} - {entry.title}")
        lines += [f"#EXTINF:{UNKNOWN_LENGTH_S},{shown}", _in_one_line(entry.url)]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def xspf(entries: Sequence[PlaylistEntry], *, title: str) -> bytes:
    """XSPF version 1, https://www.xspf.org/spec."""
    # Its namespace without a prefix: some players look for plain names.
    playlist = ET.Element("playlist", {"version": "1", "xmlns": XSPF_NAMESPACE})
    _add(playlist, "title", title)
    tracks = ET.SubElement(playlist, "trackList")
    for entry in entries:
        track = ET.SubElement(tracks, "track")
        for name, value in _fields(entry).items():
            _add(track, name, value)
    written: bytes = ET.tostring(playlist, encoding="utf-8", xml_declaration=True)
    return written


def jspf(entries: Sequence[PlaylistEntry], *, title: str) -> bytes:
    """JSPF, XSPF in JSON: https://www.xspf.org/jspf. Location and identifier are lists there."""
    tracks = [
        {
            name: [value] if name in ("location", "identifier") else value
            for name, value in _fields(entry).items()
        }
        for entry in entries
    ]
    playlist = {"playlist": {"title": title, "track": tracks}}
    return json.dumps(playlist, ensure_ascii=False, indent=2).encode("utf-8", "replace")


def csv_file(entries: Sequence[PlaylistEntry], *, title: str) -> bytes:
    """One line for each song, under its playlist's name."""
    rows = [(title, e.title, e.creator, e.url, e.track_id) for e in entries]
    return csv_bytes(("playlist", "title", "artists", "url", "track_id"), rows)


def _fields(entry: PlaylistEntry) -> dict[str, str]:
    """In the order that the schema of XSPF wants."""
    identifier = {"identifier": entry.identifier} if entry.identifier else {}
    return {
        "location": entry.url,
        **identifier,
        "title": entry.title,
        "creator": entry.creator,
        "info": entry.url,
    }


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_IN_XML.sub("", text)


def _in_one_line(text: str) -> str:
    return _CONTROLS.sub(" ", text).strip()
