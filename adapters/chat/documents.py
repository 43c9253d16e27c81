"""Which files may hold text, such as a list of songs: by name or type, before they are fetched."""

from __future__ import annotations

from pathlib import PurePosixPath

_SUFFIXES = frozenset({".csv", ".json", ".jspf", ".m3u", ".m3u8", ".tsv", ".txt", ".xspf"})
_TYPES = frozenset(
    {
        "application/json",
        "application/jspf+json",
        "application/mpegurl",
        "application/vnd.apple.mpegurl",
        "application/x-mpegurl",
        "application/xspf+xml",
        "audio/mpegurl",
        "audio/x-mpegurl",
    }
)


def may_hold_text(name: str, media_type: str = "") -> bool:
    """Whether a file of this name and MIME type is worth reading as text."""
    kind = media_type.partition(";")[0].strip().lower()
    if PurePosixPath(name).suffix.lower() in _SUFFIXES:
        return True
    return kind in _TYPES or kind.startswith("text/")
