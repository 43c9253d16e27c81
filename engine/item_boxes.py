"""Where the items of a HEIC or AVIF lie, and how large they are, before a library believes it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from engine.av1_size import av1_size
from engine.errors import UnreadableMediaError
from engine.media import MediaLimits

# The largest grids of phones have some hundreds of tiles.
_PLACES_AT_MOST = 4_000
# Bytes of an item in which its first header must stand.
_LOOKED_AT = 256
_BOXES_AT_MOST = 1_000
_HEADER_BYTES = 8
_IN_FILE, _IN_IDAT = 0, 1

_Place = tuple[int, int]


def check_items(kind: str, data: bytes, limits: MediaLimits) -> None:
    """UnreadableMediaError for items that name more bytes than there are.

    MediaTooLargeError for an AV1 picture beyond the limit, whatever the file declares.
    """
    try:
        items = list(_items(data))
    except (struct.error, ValueError) as error:
        raise UnreadableMediaError(kind) from error
    named = sum(length or len(data) for places in items for _, length in places)
    if named > 2 * len(data):
        raise UnreadableMediaError(f"{kind} of the same bytes again and again")
    for places in items if kind == "avif" else ():
        start = b"".join(
            data[at : at + (length or _LOOKED_AT)] for at, length in places[:_LOOKED_AT]
        )
        size = av1_size(start[:_LOOKED_AT])
        if size is not None:
            limits.check_whole(*size)


def _items(data: bytes) -> Iterator[list[_Place]]:
    """The places of each item: start and length, which is 0 for all that follows."""
    meta = _bodies(data, 0, len(data)).get(b"meta")
    inner = _bodies(data, meta[0] + 4, meta[1]) if meta else {}
    if b"iloc" not in inner:
        return
    at, _ = inner[b"iloc"]
    idat, _ = inner.get(b"idat", (0, 0))
    version, sizes = struct.unpack_from(">B3xH", data, at)
    reader = _Reader(data, at + 6)
    of_offset, of_length, of_base, of_index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    count = reader.number(4 if version == 2 else 2)
    places_left = _PLACES_AT_MOST
    for _ in range(count):
        reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version else _IN_FILE
        reader.number(2)
        start = reader.number(of_base) + (idat if method == _IN_IDAT else 0)
        extents = reader.number(2)
        places_left -= extents
        if places_left < 0:
            raise ValueError("too many places")
        places: list[_Place] = []
        for _ in range(extents):
            if version:
                reader.number(of_index)
            offset = reader.number(of_offset)
            places.append((start + offset, reader.number(of_length)))
        yield places


def _bodies(data: bytes, at: int, end: int) -> dict[bytes, _Place]:
    """Start and end of the body of the first box of each name."""
    found: dict[bytes, _Place] = {}
    for _ in range(_BOXES_AT_MOST):
        if at + _HEADER_BYTES > end:
            return found
        size, name = struct.unpack_from(">I4s", data, at)
        body = at + _HEADER_BYTES
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        after = at + size if size else end
        if after < body:
            raise ValueError("a box shorter than its header")
        found.setdefault(name, (body, min(after, end)))
        at = after
    raise ValueError("too many boxes")


class _Reader:
    """Numbers of any length, one after another; struct.error behind the end."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self._at = at

    def number(self, size: int) -> int:
        piece = self._data[self._at : self._at + size]
        if len(piece) < size:
            raise struct.error("cut off")
        self._at += size
        return int.from_bytes(piece, "big")
