"""Whether the boxes of an MP4 or MOV are whole, and few enough for FFmpeg to look at them all."""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors import UnreadableMediaError

_HEADER_BYTES = 8
_CONTAINERS = frozenset(
    {
        *(b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"udta", b"meta"),
        *(b"mvex", b"moof", b"traf", b"tref", b"wave", b"ilst", b"strk", b"sinf", b"schi"),
    }
)
# Where a table says how many entries it has; a constant size needs no byte for each.
_COUNT_AT = {
    **dict.fromkeys((b"stts", b"ctts", b"stsc", b"stco", b"co64", b"stss", b"trun"), 4),
    **dict.fromkeys((b"stsz", b"stz2", b"sbgp"), 8),
}
_EDITS = b"elst"
# A minute in pieces of one frame each has twelve thousand.
_BOXES_AT_MOST = 50_000
# Two hours of film and sound in small pieces; FFmpeg needs some 24 bytes for each.
_ENTRIES_AT_MOST = 4_000_000
# FFmpeg looks through the samples again for each.
_EDITS_AT_MOST = 1_000


def check_boxes(kind: str, data: bytes) -> None:
    """UnreadableMediaError for a box that reaches beyond the end, and for too many of anything."""
    entries = 0
    for number, (name, at) in enumerate(_boxes(kind, data), start=1):
        count_at = at + _COUNT_AT.get(name, 4)
        count = int.from_bytes(data[count_at : count_at + 4], "big")
        entries += count if name in _COUNT_AT else 0
        too_many_edits = name == _EDITS and count > _EDITS_AT_MOST
        if number > _BOXES_AT_MOST or entries > _ENTRIES_AT_MOST or too_many_edits:
            raise UnreadableMediaError(f"{kind} of crumbs")


def _boxes(kind: str, data: bytes) -> Iterator[tuple[bytes, int]]:
    """Name and start of the body of each box, also of those within others."""
    at, size = 0, len(data)
    while at + _HEADER_BYTES <= size:
        name, body, end = _box_at(data, at)
        # FFmpeg would read on behind the end, silently.
        if end is None or end > size:
            raise UnreadableMediaError(kind)
        yield name, body
        at = end
        if name in _CONTAINERS:
            yield from _inner_boxes(data, body, end)


def _inner_boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int]]:
    pending = [(at, end)]
    while pending:
        at, end = pending.pop()
        while at + _HEADER_BYTES <= end:
            name, body, inner_end = _box_at(data, at)
            yield name, body
            inner_end = end if inner_end is None else min(inner_end, end)
            if name in _CONTAINERS:
                pending.append((body, inner_end))
            at = inner_end


def _box_at(data: bytes, at: int) -> tuple[bytes, int, int | None]:
    """Name, start of its body, and where it ends; None if its length is a lie."""
    size, body = int.from_bytes(data[at : at + 4], "big"), at + _HEADER_BYTES
    if size == 0:
        return data[at + 4 : at + 8], body, len(data)
    if size == 1:
        size = int.from_bytes(data[at + 8 : at + 16], "big")
        body += 8
    return data[at + 4 : at + 8], body, at + size if size >= body - at else None
