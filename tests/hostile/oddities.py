"""Sound files in forms that few programs write, and notes of cameras that lie."""

from __future__ import annotations

import io
import struct
import zlib
from functools import partial

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.hostile.forging import face, jpeg_segment, photo, png_chunk, saved
from tests.hostile.kinds import LOOKED_AT, READ, UNREADABLE, Kind, kind

_ORIENTATION = 0x0112


def _deep(colours: str) -> bytes:
    grey = np.asarray(face(256).convert("L")).astype(np.uint16) * 257
    if colours == "grey":
        return saved(Image.fromarray(grey), "PNG")
    stream = io.BytesIO()
    width = height = 256
    rows = np.repeat(grey[:, :, None], 3, axis=2).astype(">u2")
    packed = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows))
    header = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)
    stream.write(b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header))
    stream.write(png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b""))
    return stream.getvalue()


def tiff(*entries: tuple[int, int, int, int], following: int = 0) -> bytes:
    """Notes of a camera: tag, type, count, value; and where the next ones stand."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    head = b"II*\0" + struct.pack("<IH", 8, len(entries))
    return head + body + struct.pack("<I", following)


def _jpeg_with(notes: bytes) -> bytes:
    data = photo("JPEG")
    return data[:2] + jpeg_segment(0xE1, b"Exif\0\0" + notes) + data[2:]


def _png_with(notes: bytes) -> bytes:
    data = photo("PNG")
    return data[:33] + png_chunk(b"eXIf", notes) + data[33:]


def _webp_with(notes: bytes) -> bytes:
    return saved(face(256), "WEBP", exif=b"Exif\0\0" + notes)


def _many_notes() -> bytes:
    """As many as have a number, and a wish to be turned."""
    turned = (_ORIENTATION, 3, 1, 6)
    return tiff(turned, *((0x9000 + number % 0x6000, 3, 1, 0) for number in range(65_000)))


def _png_with_packed_notes() -> bytes:
    """As ImageMagick writes them: hexadecimal, in text."""
    notes = tiff((_ORIENTATION, 3, 1, 6)) + bytes(400_000)
    text = PngInfo()
    text.add_text("Raw profile type exif", f"\nexif\n{len(notes):8d}\n{notes.hex()}\n", zip=True)
    return saved(face(256), "PNG", pnginfo=text)


def _png_with_xmp() -> bytes:
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", '<x tiff:Orientation="' * 40_000)
    return saved(face(256), "PNG", pnginfo=text, exif=tiff((_ORIENTATION, 3, 1, 6)))


def _with_notes_in_a_circle() -> bytes:
    # The pointers to more notes, for EXIF, GPS and interoperability, all lead back to the first.
    return tiff((0x8769, 4, 1, 8), (0x8825, 4, 1, 8), (0xA005, 4, 1, 8), following=8)


_NOTES = {
    "orientation 0": tiff((_ORIENTATION, 3, 1, 0)),
    "orientation 9": tiff((_ORIENTATION, 3, 1, 9)),
    "orientation 65535": tiff((_ORIENTATION, 3, 1, 65_535)),
    "orientation in words": tiff((_ORIENTATION, 2, 4, 0x41414141)),
    "four billion orientations": tiff((_ORIENTATION, 3, 2**32 - 1, 6)),
    "orientation of no known type": tiff((_ORIENTATION, 99, 1, 6)),
    "notes in a circle": _with_notes_in_a_circle(),
    "notes far beyond the end": tiff((_ORIENTATION, 3, 1, 6), following=2**32 - 1),
    "notes that are noise": np.random.default_rng(5).bytes(3000),
    "no notes where notes should be": b"",
}
_CARRIERS = {"jpeg": _jpeg_with, "png": _png_with, "webp": _webp_with}

KINDS: tuple[Kind, ...] = (
    kind("png of 16 bit grey", partial(_deep, "grey"), READ),
    kind("png of 16 bit colour", partial(_deep, "colour"), READ),
    kind("jpeg in the colours of print", lambda: saved(face(256).convert("CMYK"), "JPEG"), READ),
    kind("jpeg in grey", lambda: saved(face(256).convert("L"), "JPEG"), READ),
    kind("png of one bit", lambda: saved(face(256).convert("1"), "PNG"), *LOOKED_AT),
    kind("png of one pixel", lambda: saved(face(1), "PNG"), *LOOKED_AT),
    kind("webp of one pixel", lambda: saved(face(1), "WEBP"), *LOOKED_AT),
    kind("jpeg of one pixel", lambda: saved(face(1), "JPEG"), *LOOKED_AT),
    kind("jpeg of 16000 x 1", lambda: saved(face().resize((16_000, 1)), "JPEG"), *LOOKED_AT),
    kind("png of 1 x 16000", lambda: saved(face().resize((1, 16_000)), "PNG"), *LOOKED_AT),
    kind("png that shows nothing", lambda: saved(Image.new("RGBA", (64, 64)), "PNG"), *LOOKED_AT),
    *(
        kind(f"{carrier} with {name}", partial(carry, notes), UNREADABLE, READ)
        for carrier, carry in _CARRIERS.items()
        for name, notes in _NOTES.items()
    ),
    kind("png with 65000 notes", lambda: _png_with(_many_notes()), READ),
    kind("webp with 65000 notes", lambda: _webp_with(_many_notes()), READ),
    kind("png with notes in hexadecimal", _png_with_packed_notes, UNREADABLE, READ),
    kind("png with 40000 orientations in xml", _png_with_xmp, UNREADABLE, READ),
)
