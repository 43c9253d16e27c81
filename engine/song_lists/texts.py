"""Bytes of unknown origin as text."""

from __future__ import annotations

import codecs

# The longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 4096
_MOST_CONTROLS = 0.01  # of the characters looked at; a picture or archive has many
_WHITE = "\t\n\r\f"


def text_in(data: bytes) -> str | None:
    """What the bytes say in UTF-8, UTF-16, UTF-32 or Windows-1252; None if they are no text."""
    text = _decoded(data)
    looked_at = text[:_LOOKED_AT]
    controls = sum(not each.isprintable() and each not in _WHITE for each in looked_at)
    if not looked_at.strip() or controls > _MOST_CONTROLS * len(looked_at):
        return None
    return text.replace("\x00", "")


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if _is_wide(data):
        encoding = "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _is_wide(data: bytes) -> bool:
    """UTF-16 without a mark: every second byte of plain words is zero."""
    looked_at = data[:_LOOKED_AT]
    return looked_at.count(0) > len(looked_at) / 3
