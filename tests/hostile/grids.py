"""HEIC and AVIF pictures put together from items: one tile again and again, or no end of them."""

from __future__ import annotations

import struct
from functools import cache, partial

from PIL import Image

from tests.hostile.forging import box, full_box, saved
from tests.hostile.kinds import NO_FACE, READ, TOO_LARGE, UNREADABLE, Kind, kind

_TILE, _GRID = 1, 2
_SIDE = 512


def _found(data: bytes, name: bytes) -> bytes:
    """The first box of this name, whole."""
    at = data.index(name) - 4
    (size,) = struct.unpack_from(">I", data, at)
    return data[at : at + size]


@cache
def _tile(form: str) -> bytes:
    options = {"speed": 10} if form == "AVIF" else {}
    return saved(Image.new("RGB", (_SIDE, _SIDE), "grey"), form, **options)


def _grid(form: str, columns: int, *, rounds: int = 1, of: int = _TILE) -> bytes:
    """`rounds` names the tile's bytes so many times; `of` is what the grid is made of."""
    tile, codec, brand = _tile(form), b"hvc1", b"heic"
    settings = b"hvcC"
    if form == "AVIF":
        codec, settings, brand = b"av01", b"av1C", b"avif"
    packed = tile[tile.index(b"mdat") + 4 :]
    side = columns * _SIDE
    layout = struct.pack(">BBBBHH", 0, 0, columns - 1, columns - 1, side, side)

    def entry(number: int, name: bytes) -> bytes:
        return full_box(b"infe", struct.pack(">HH", number, 0), name, b"\0", version=2)

    def size_box(pixels: int) -> bytes:
        return full_box(b"ispe", struct.pack(">II", pixels, pixels))

    parts = [of] * columns**2
    references = struct.pack(f">HH{len(parts)}H", _GRID, len(parts), *parts)
    depths = full_box(b"pixi", b"\3\x08\x08\x08")
    properties = box(b"ipco", _found(tile, settings), size_box(_SIDE), size_box(side), depths)
    uses = struct.pack(">IHBBBBHBBB", 2, _TILE, 3, 0x81, 2, 4, _GRID, 2, 3, 4)
    file_type = box(b"ftyp", brand, bytes(4), b"mif1", brand)

    def meta(start: int) -> bytes:
        places = struct.pack(">BBHH", 0x44, 0, 2, _TILE) + struct.pack(">HH", 0, rounds)
        places += struct.pack(">II", start, len(packed)) * rounds
        places += struct.pack(">HHHII", _GRID, 0, 1, start + len(packed), len(layout))
        return full_box(
            b"meta",
            full_box(b"hdlr", bytes(4), b"pict", bytes(13)),
            full_box(b"pitm", struct.pack(">H", _GRID)),
            full_box(b"iinf", struct.pack(">H", 2), entry(_TILE, codec), entry(_GRID, b"grid")),
            full_box(b"iref", box(b"dimg", references)),
            box(b"iprp", properties, full_box(b"ipma", uses)),
            full_box(b"iloc", places),
        )

    start = len(file_type) + len(meta(0)) + 8
    return file_type + meta(start) + box(b"mdat", packed, layout)


def _padded(form: str) -> bytes:
    """Ten thousand times a place of eight megabytes."""
    data = _grid(form, 2, rounds=10_000)
    (first,) = struct.unpack_from(">I", data, data.index(b"iloc") + 18)
    places = struct.pack(">II", first, 8_000_000)
    at = data.index(b"iloc") + 18
    return data[:at] + places * 10_000 + data[at + 80_000 :] + bytes(8_000_000)


KINDS: tuple[Kind, ...] = (
    kind("heic of four tiles", partial(_grid, "HEIF", 2), READ, NO_FACE),
    kind("heic of the most pixels", partial(_grid, "HEIF", 14), READ, NO_FACE, TOO_LARGE),
    kind("heic of 100 x 100 tiles", partial(_grid, "HEIF", 100), TOO_LARGE, UNREADABLE),
    kind("avif of 100 x 100 tiles", partial(_grid, "AVIF", 100), TOO_LARGE, UNREADABLE),
    kind("heic whose grid holds itself", partial(_grid, "HEIF", 2, of=_GRID), UNREADABLE, NO_FACE),
    kind("avif whose grid holds itself", partial(_grid, "AVIF", 2, of=_GRID), UNREADABLE),
    kind("heic of 80 GB in places", partial(_padded, "HEIF"), UNREADABLE),
    kind("avif of 80 GB in places", partial(_padded, "AVIF"), UNREADABLE),
)
