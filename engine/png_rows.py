"""Whether a PNG is whole and of a piece.

Pillow shows missing rows as black, silently, and takes seconds for a million chunks.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import islice

# Samples per pixel of each colour type, and start and step of Adam7's passes (PNG, 8.2 and 11.2.2).
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
_CHUNKS_AT = 8
_PIECE_BYTES = 1 << 16
# Encoders write pixels in pieces of some kilobytes; a file of 20 MB has 20 000 of one.
_CHUNKS_AT_MOST = 30_000


def has_crumbs(data: bytes) -> bool:
    """Whether it is cut into more chunks than any encoder would cut it into."""
    return next(islice(_chunks(data), _CHUNKS_AT_MOST, None), None) is not None


def has_all_rows(data: bytes) -> bool:
    """Unpacks a PNG that Pillow could open, in pieces, and compares lengths."""
    missing = _declared_bytes(data)
    unpacker = zlib.decompressobj()
    for packed in _packed_pixels(data):
        rest = packed
        while rest and missing > 0 and not unpacker.eof:
            missing -= len(unpacker.decompress(rest, _PIECE_BYTES))
            rest = unpacker.unconsumed_tail
    return missing - len(unpacker.flush()) <= 0


def _declared_bytes(data: bytes) -> int:
    width, height, depth, colours, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    bits = depth * _SAMPLES[colours]
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    sizes = (
        (-(-(width - left) // across), -(-(height - top) // down))
        for left, top, across, down in passes
    )
    return sum(
        rows * (1 + (columns * bits + 7) // 8) for columns, rows in sizes if min(columns, rows) > 0
    )


def _packed_pixels(data: bytes) -> Iterator[bytes]:
    for name, at, size in _chunks(data):
        if name == b"IDAT":
            yield data[at : at + size]


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and length of the body of each chunk before the one that ends the picture."""
    at = _CHUNKS_AT
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if name == b"IEND":
            return
        yield name, at + 8, size
        at += size + 12
