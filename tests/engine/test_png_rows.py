import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from engine.png_rows import has_all_rows, has_crumbs


def png(width, height, *, colours=0, depth=8, interlaced=0, pixel_bytes):
    def chunk(name, body):
        checksum = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + checksum

    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced)
    packed = zlib.compress(bytes(pixel_bytes))
    halves = chunk(b"IDAT", packed[:7]) + chunk(b"IDAT", packed[7:])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + halves + chunk(b"IEND", b"")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_of_pillow_has_all_rows(mode):
    stream = io.BytesIO()
    Image.fromarray(np.zeros((33, 17, 3), np.uint8)).convert(mode).save(stream, "PNG")

    assert has_all_rows(stream.getvalue())


@pytest.mark.parametrize(
    ("options", "needed_bytes"),
    [
        ({"width": 100, "height": 90}, 90 * 101),
        ({"width": 9, "height": 4, "depth": 1}, 4 * 3),
        ({"width": 5, "height": 4, "colours": 6, "depth": 16}, 4 * 41),
        ({"width": 8, "height": 8, "interlaced": 1}, 64 + 15),
        ({"width": 1, "height": 1, "interlaced": 1}, 2),
    ],
)
def test_one_byte_decides(options, needed_bytes):
    assert has_all_rows(png(**options, pixel_bytes=needed_bytes))
    assert not has_all_rows(png(**options, pixel_bytes=needed_bytes - 1))


def test_more_than_declared_is_not_unpacked_to_the_end():
    assert has_all_rows(png(4, 4, pixel_bytes=10_000_000))


def test_a_picture_in_a_million_pieces_has_crumbs():
    piece = b"\0\0\0\0tEXt\0\0\0\0"

    assert has_crumbs(b"\x89PNG\r\n\x1a\n" + piece * 40_000)
    assert not has_crumbs(b"\x89PNG\r\n\x1a\n" + piece * 400)


def test_what_stands_behind_the_end_is_no_crumb():
    assert not has_crumbs(b"\x89PNG\r\n\x1a\n\0\0\0\0IEND" + bytes(5_000_000))
