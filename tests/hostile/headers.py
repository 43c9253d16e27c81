"""Sound files of which one number is a lie."""

from __future__ import annotations

import struct
import zlib
from functools import partial

import numpy as np
from PIL import Image

from tests.hostile.forging import (
    film,
    gif_frame,
    gif_head,
    moving,
    patched,
    photo,
    png,
    saved,
)
from tests.hostile.kinds import LOOKED_AT, READ, TOO_LARGE, UNREADABLE, Kind, kind


def _jpeg_of_size(width: int, height: int) -> bytes:
    data = photo("JPEG")
    return patched(data, data.index(b"\xff\xc0") + 5, struct.pack(">HH", height, width))


def _jpeg_of_colours(count: int) -> bytes:
    data = photo("JPEG")
    return patched(data, data.index(b"\xff\xc0") + 9, bytes([count]))


def _jpeg_of_no_blocks() -> bytes:
    data = photo("JPEG")
    return patched(data, data.index(b"\xff\xc0") + 11, b"\x00")


def _jpeg_with_a_long_segment() -> bytes:
    data = photo("JPEG")
    return data[:2] + b"\xff\xfe\xff\xff" + data[2:]


def _jpeg_with_a_segment_of_length_zero() -> bytes:
    data = photo("JPEG")
    return data[:2] + b"\xff\xfe\x00\x00" + data[2:]


def _jpeg_of_another_process(marker: int) -> bytes:
    data = photo("JPEG")
    return patched(data, data.index(b"\xff\xc0"), bytes((0xFF, marker)))


def _png_of_size(width: int, height: int) -> bytes:
    data = photo("PNG")
    header = struct.pack(">II", width, height) + data[24:29]
    return patched(data, 16, header + struct.pack(">I", zlib.crc32(b"IHDR" + header)))


def _png_chunk_of_four_gigabytes() -> bytes:
    data = photo("PNG")
    return patched(data, data.index(b"IDAT") - 4, b"\xff\xff\xff\xff")


def _png_of_few_rows() -> bytes:
    return png(500, 500, zlib.compress(bytes(501 * 10)))


def _png_of_too_many_rows() -> bytes:
    return png(16, 16, zlib.compress(bytes(100_000_000)))


def _png_with_wrong_checksums() -> bytes:
    data = photo("PNG")
    return patched(data, len(data) - 16, b"\0\0\0\0")


def _apng_of_frames(count: int) -> bytes:
    data = moving("PNG", 3)
    at = data.index(b"acTL")
    body = struct.pack(">II", count, 0)
    return patched(data, at + 4, body + struct.pack(">I", zlib.crc32(b"acTL" + body)))


def _webp_of_length(length: int) -> bytes:
    return patched(photo("WEBP"), 4, struct.pack("<I", length))


def _webp_of_frames_outside() -> bytes:
    data = moving("WEBP", 3)
    return patched(data, data.index(b"ANMF") + 8, b"\xff\xff\xff\xff\xff\xff")


def _ispe(data: bytes, side: int) -> bytes:
    return patched(data, data.index(b"ispe") + 8, struct.pack(">II", side, side))


def _flat(form: str, side: int) -> bytes:
    options = {"speed": 10, "quality": 10} if form == "AVIF" else {}
    return saved(Image.fromarray(np.full((side, side, 3), 90, np.uint8)), form, **options)


def _of_extents(form: str) -> bytes:
    data = photo(form)
    at = data.index(b"iloc")
    (size,) = struct.unpack_from(">I", data, at - 4)
    return patched(data, at + size - 8, b"\xff\xff\xff\xff")


def _mp4_of_size(width: int, height: int) -> bytes:
    data = film()
    visual = data.index(b"avc1", data.index(b"stsd"))
    return patched(data, visual + 28, struct.pack(">HH", width, height))


def _mp4_box_of(name: bytes, size: int) -> bytes:
    data = film()
    return patched(data, data.index(name) - 4, struct.pack(">I", size))


def _gif_of_lzw(width: int) -> bytes:
    data = gif_head(8, 8) + gif_frame(8, 8) + b";"
    return patched(data, data.index(b"\x02\x02\x44"), bytes([width]))


KINDS: tuple[Kind, ...] = (
    kind("jpeg that declares 65000 x 65000", partial(_jpeg_of_size, 65_000, 65_000), TOO_LARGE),
    kind("jpeg that declares no height", partial(_jpeg_of_size, 256, 0), UNREADABLE),
    kind("jpeg that declares no width", partial(_jpeg_of_size, 0, 256), UNREADABLE),
    kind(
        "jpeg that declares more rows than it has",
        partial(_jpeg_of_size, 4000, 4000),
        UNREADABLE,
        *LOOKED_AT,
    ),
    kind("jpeg that declares no colours", partial(_jpeg_of_colours, 0), UNREADABLE),
    kind("jpeg that declares 255 colours", partial(_jpeg_of_colours, 255), UNREADABLE),
    kind("jpeg whose blocks are of no size", _jpeg_of_no_blocks, UNREADABLE),
    kind("jpeg with a segment beyond its end", _jpeg_with_a_long_segment, UNREADABLE),
    kind(
        "jpeg with a segment of length zero", _jpeg_with_a_segment_of_length_zero, UNREADABLE, READ
    ),
    kind("jpeg that says it is arithmetic", partial(_jpeg_of_another_process, 0xC9), UNREADABLE),
    kind("jpeg that says it is lossless", partial(_jpeg_of_another_process, 0xC3), UNREADABLE),
    kind("jpeg that says it is progressive", partial(_jpeg_of_another_process, 0xC2), UNREADABLE),
    kind("png that declares no width", partial(_png_of_size, 0, 256), UNREADABLE),
    kind("png that declares two billion", partial(_png_of_size, 2**31, 2**31), TOO_LARGE),
    kind("png that declares more than it has", partial(_png_of_size, 900, 900), UNREADABLE),
    kind(
        "png that declares less than it has", partial(_png_of_size, 16, 16), UNREADABLE, *LOOKED_AT
    ),
    kind("png with a chunk of four gigabytes", _png_chunk_of_four_gigabytes, UNREADABLE),
    kind("png with a fiftieth of its rows", _png_of_few_rows, UNREADABLE),
    kind("png with 100 MB behind its last row", _png_of_too_many_rows, UNREADABLE, *LOOKED_AT),
    kind("png with a wrong checksum", _png_with_wrong_checksums, UNREADABLE, READ),
    kind(
        "apng that declares four billion frames",
        partial(_apng_of_frames, 2**32 - 1),
        UNREADABLE,
        *LOOKED_AT,
    ),
    kind("apng that declares no frames", partial(_apng_of_frames, 0), UNREADABLE, *LOOKED_AT),
    kind("webp of four gigabytes", partial(_webp_of_length, 2**32 - 2), UNREADABLE),
    kind("webp of no length", partial(_webp_of_length, 0), UNREADABLE),
    kind("webp with a frame far outside", _webp_of_frames_outside, UNREADABLE),
    kind("avif that declares 60000", lambda: _ispe(photo("AVIF"), 60_000), TOO_LARGE, UNREADABLE),
    kind(
        "avif that is larger than declared",
        lambda: _ispe(_flat("AVIF", 5000), 64),
        TOO_LARGE,
    ),
    kind("heic that declares 60000", lambda: _ispe(photo("HEIF"), 60_000), TOO_LARGE, UNREADABLE),
    kind(
        "heic that is larger than declared",
        lambda: _ispe(_flat("HEIF", 2000), 64),
        UNREADABLE,
        *LOOKED_AT,
    ),
    kind("avif with bytes beyond its end", partial(_of_extents, "AVIF"), UNREADABLE),
    kind("heic with bytes beyond its end", partial(_of_extents, "HEIF"), UNREADABLE),
    kind(
        "mp4 that declares 60000 x 60000",
        partial(_mp4_of_size, 60_000, 60_000),
        TOO_LARGE,
        UNREADABLE,
        *LOOKED_AT,
    ),
    kind("mp4 that declares no size", partial(_mp4_of_size, 0, 0), UNREADABLE, *LOOKED_AT),
    kind("mp4 with a box beyond its end", partial(_mp4_box_of, b"mdat", 2**31), UNREADABLE),
    kind("mp4 with a box of four bytes", partial(_mp4_box_of, b"mdat", 4), UNREADABLE),
    kind(
        "mp4 with an inner box beyond its end",
        partial(_mp4_box_of, b"trak", 2**30),
        UNREADABLE,
        *LOOKED_AT,
    ),
    kind("gif with codes of 255 bits", partial(_gif_of_lzw, 255), UNREADABLE, *LOOKED_AT),
)
