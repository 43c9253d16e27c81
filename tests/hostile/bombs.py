"""Small files that would become large pictures, or long work."""

from __future__ import annotations

import struct
import zlib
from functools import cache, partial

from PIL import Image

from tests.hostile.forging import (
    LARGEST_SIDE,
    LARGEST_WHOLE_SIDE,
    MOST_BYTES,
    PNG_MAGIC,
    gif_frame,
    gif_head,
    jpeg_segment,
    packed_zeros,
    patched,
    photo,
    png,
    png_chunk,
    saved,
)
from tests.hostile.kinds import NO_FACE, READ, TOO_LARGE, UNREADABLE, Kind, kind

_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def blank_png(side: int, *, depth: int = 8, colours: int = 2, interlaced: int = 0) -> bytes:
    """A sound one of a single colour; interlaced ones are long enough, too."""
    row = 1 + (side * depth * _SAMPLES[colours] + 7) // 8
    palette = png_chunk(b"PLTE", b"\x80\x80\x80") if colours == 3 else b""
    packed = packed_zeros(row * side + (16 * side if interlaced else 0))
    return png(
        side, side, packed, depth=depth, colours=colours, interlaced=interlaced, before=palette
    )


def _png_with_a_see_through_colour() -> bytes:
    side = LARGEST_WHOLE_SIDE
    size = (1 + 3 * side) * side
    transparent = png_chunk(b"tRNS", b"\x00\x01\x00\x02\x00\x03")
    return png(side, side, packed_zeros(size), colours=2, before=transparent)


def _png_with_packed_text(name: bytes, head: bytes) -> bytes:
    chunk = png_chunk(name, head + packed_zeros(300 * 2**20, byte=65))
    return png(8, 8, packed_zeros(8 * 9), before=chunk * 3)


def _png_of_tiny_chunks() -> bytes:
    pixels = zlib.compress(bytes(64 * 65), 0)
    header = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    pieces = b"".join(png_chunk(b"IDAT", pixels[at : at + 1]) for at in range(len(pixels)))
    nothing = png_chunk(b"IDAT", b"") * 1_000_000
    return PNG_MAGIC + png_chunk(b"IHDR", header) + nothing + pieces + png_chunk(b"IEND", b"")


def _png_of_many_texts() -> bytes:
    chunks = b"".join(png_chunk(b"tEXt", b"k%d\0v" % number) for number in range(500_000))
    return png(8, 8, packed_zeros(8 * 9), before=chunks)


@cache
def _progressive(side: int, **options: object) -> bytes:
    return saved(Image.new("RGB", (side, side), "grey"), "JPEG", progressive=True, **options)


def _progressive_of_four_colours() -> bytes:
    small = Image.new("CMYK", (64, 64))
    data = saved(small, "JPEG", progressive=True, subsampling=0)
    sides = struct.pack(">HH", LARGEST_SIDE, LARGEST_SIDE)
    return patched(data, data.index(b"\xff\xc2") + 5, sides)


def _scans(side: int, count: int) -> bytes:
    """A progressive JPEG whose last scan is repeated."""
    data = _progressive(side)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * count + b"\xff\xd9"


def _jpeg_of_tiny_segments(segment: bytes) -> bytes:
    data = photo("JPEG")
    return data[:2] + segment * ((MOST_BYTES - len(data)) // len(segment)) + data[2:]


def _jpeg_of_segments_between_scans() -> bytes:
    data = _progressive(300)
    last, segment = data.rindex(b"\xff\xda"), jpeg_segment(0xE1, b"Exif\0\0" + bytes(8))
    return data[:last] + segment * ((MOST_BYTES - len(data)) // len(segment)) + data[last:]


def _jpeg_padded_with_fill() -> bytes:
    data = photo("JPEG")
    return data[:2] + b"\xff" * (MOST_BYTES - len(data)) + data[2:]


def _jpeg_of_fill_without_a_marker() -> bytes:
    return b"\xff\xd8" + (b"\xff" * 1_000_000 + b"\x00") * 20


def _gif_of(piece: bytes) -> bytes:
    count = (MOST_BYTES - 100) // len(piece)
    return gif_head(1, 1) + gif_frame(1, 1) + piece * count + gif_frame(1, 1) + b";"


def _gif_of_one_byte_blocks() -> bytes:
    start = gif_head(1, 1) + gif_frame(1, 1)[:-1]
    return start + b"\x01\x00" * ((MOST_BYTES - len(start) - 8) // 2) + b"\x00;"


def _gif_of_large_frames() -> bytes:
    side = 3000
    return gif_head(side, side) + gif_frame(1, 1) * 3000 + b";"


def _webp(**options: object) -> bytes:
    side = LARGEST_WHOLE_SIDE
    return saved(Image.new("RGB", (side, side), "grey"), "WEBP", method=0, **options)


def _webp_that_says_it_is_larger() -> bytes:
    data = saved(Image.new("RGBA", (64, 64)), "WEBP", exif=b"Exif\0\0")
    return patched(data, 24, (16_000).to_bytes(3, "little") * 2)


def _avif() -> bytes:
    return saved(Image.new("RGB", (4000, 4000), "grey"), "AVIF", speed=10, quality=10)


def _bmp() -> bytes:
    header = struct.pack("<2sIHHI", b"BM", 54, 0, 0, 54)
    return header + struct.pack("<IiiHHIIiiII", 40, 2**31 - 1, 2**31 - 1, 1, 24, 0, 0, 0, 0, 0, 0)


def _tiff() -> bytes:
    entries = ((256, 4, 1, 2**31), (257, 4, 1, 2**31), (273, 4, 1, 8), (279, 4, 1, 2**31))
    folder = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + folder + struct.pack("<I", 8)


_SEEN = (READ, NO_FACE)
_LARGEST = partial(blank_png, LARGEST_WHOLE_SIDE)
_BARELY = (*_SEEN, TOO_LARGE)

KINDS: tuple[Kind, ...] = (
    kind("png of 13000 x 13000", partial(blank_png, 13_000), TOO_LARGE),
    kind("png of the most pixels", _LARGEST, *_BARELY),
    kind("png of the most pixels, interlaced", partial(_LARGEST, interlaced=1), *_BARELY),
    kind("png of the most pixels, see-through", partial(_LARGEST, colours=6), *_BARELY),
    kind("png of the most pixels, 16 bit", partial(_LARGEST, depth=16), *_BARELY),
    kind(
        "png of the most pixels, 16 bit and see-through",
        partial(_LARGEST, depth=16, colours=6),
        *_BARELY,
    ),
    kind("png of the most pixels, 16 bit grey", partial(_LARGEST, depth=16, colours=0), *_BARELY),
    kind("png of the most pixels, grey and see-through", partial(_LARGEST, colours=4), *_BARELY),
    kind("png of the most pixels, one bit", partial(_LARGEST, depth=1, colours=0), *_BARELY),
    kind("png of the most pixels, palette", partial(_LARGEST, colours=3), *_BARELY),
    kind(
        "png of the most pixels, one colour see-through", _png_with_a_see_through_colour, *_BARELY
    ),
    kind(
        "png with 900 MB of packed text",
        partial(_png_with_packed_text, b"zTXt", b"k\0\0"),
        UNREADABLE,
        *_SEEN,
    ),
    kind(
        "png with 900 MB of colour profile",
        partial(_png_with_packed_text, b"iCCP", b"k\0\0"),
        UNREADABLE,
        *_SEEN,
    ),
    kind("png of a million empty chunks", _png_of_tiny_chunks, UNREADABLE, *_SEEN),
    kind("png of half a million texts", _png_of_many_texts, UNREADABLE, *_SEEN),
    kind("jpeg of the most pixels, progressive", partial(_progressive, LARGEST_SIDE), *_BARELY),
    kind(
        "jpeg of the most pixels, progressive without subsampling",
        partial(_progressive, LARGEST_SIDE, subsampling=0),
        *_BARELY,
    ),
    kind(
        "jpeg of the most pixels, progressive, four colours", _progressive_of_four_colours, *_BARELY
    ),
    kind("jpeg of 90 large scans", partial(_scans, LARGEST_SIDE, 80), UNREADABLE, *_BARELY),
    kind("jpeg of 90 scans", partial(_scans, 1500, 80), UNREADABLE, *_SEEN),
    kind("jpeg of ten thousand scans", partial(_scans, 300, 10_000), UNREADABLE),
    kind(
        "jpeg of five million empty comments",
        partial(_jpeg_of_tiny_segments, jpeg_segment(0xFE, b"")),
        UNREADABLE,
        *_SEEN,
    ),
    kind(
        "jpeg of a million pieces of exif",
        partial(_jpeg_of_tiny_segments, jpeg_segment(0xE1, b"Exif\0\0" + bytes(8))),
        UNREADABLE,
        *_SEEN,
    ),
    kind(
        "jpeg of a million pieces of colour profile",
        partial(_jpeg_of_tiny_segments, jpeg_segment(0xE2, b"ICC_PROFILE\0\1\1")),
        UNREADABLE,
        *_SEEN,
    ),
    kind(
        "jpeg of a million photoshop blocks",
        partial(
            _jpeg_of_tiny_segments,
            jpeg_segment(0xED, b"Photoshop 3.0\0" + b"8BIM\4\4\0\0\0\0\0\0"),
        ),
        UNREADABLE,
        *_SEEN,
    ),
    kind(
        "jpeg of a million segments between scans",
        _jpeg_of_segments_between_scans,
        UNREADABLE,
        *_SEEN,
    ),
    kind("jpeg padded with fill bytes", _jpeg_padded_with_fill, UNREADABLE, *_SEEN),
    kind("jpeg of fill bytes without a marker", _jpeg_of_fill_without_a_marker, UNREADABLE),
    kind("gif of a million comments", partial(_gif_of, b"\x21\xfe\x01a\x00"), UNREADABLE, *_SEEN),
    kind(
        "gif of one comment in a million blocks",
        partial(_gif_of, b"\x21\xfe" + b"\x01a" * 5_000_000 + b"\x00"),
        UNREADABLE,
        *_SEEN,
    ),
    kind("gif of stray bytes", partial(_gif_of, b"\x7f"), UNREADABLE, *_SEEN),
    kind("gif of one-byte blocks", _gif_of_one_byte_blocks, UNREADABLE, *_SEEN),
    kind("gif of 3000 large frames", _gif_of_large_frames, NO_FACE),
    kind("gif of 20000 x 20000", lambda: gif_head(20_000, 20_000) + gif_frame(1, 1), TOO_LARGE),
    kind(
        "gif with a frame far outside",
        lambda: gif_head(10, 10) + gif_frame(5_000, 5_000, left=60_000),
        TOO_LARGE,
    ),
    kind("webp of the most pixels", _webp, *_BARELY),
    kind("webp of the most pixels, lossless", partial(_webp, lossless=True), *_BARELY),
    kind("webp that says it is larger", _webp_that_says_it_is_larger, TOO_LARGE),
    kind("avif of 4000 x 4000", _avif, *_BARELY),
    kind("bmp of four billion billion pixels", _bmp, "unsupported"),
    kind("tiff that points at itself", _tiff, "unsupported"),
)
