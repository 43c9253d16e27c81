"""What a JPEG says of itself, read from its segments; Pillow would keep every one of them."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from engine.errors import MediaTooLargeError, UnreadableMediaError
from engine.media import MediaLimits

# A marker, behind fill bytes or not: its code is no fill, and no escaped 0xff.
_MARKER = re.compile(rb"\xff([^\xff\x00])", re.DOTALL)
# Baseline, extended, progressive; the others are written by no camera, and by no browser read.
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_PROGRESSIVE = 0xC2
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_ENDS = frozenset({0xD9, 0xDA})
# The depth map of a phone fills two hundred of the largest size.
_SEGMENTS_AT_MOST = 2_000
# The marker, the header's length and the number of components it follows from; two bytes alone
# also occur by chance in the film that some phones append to a photo.
_START_OF_SCAN = re.compile(rb"\xff\xda\x00(?:\x08\x01|\x0a\x02|\x0c\x03|\x0e\x04)")
# Progressive encoders write about ten; every scan costs a pass over all pixels, so a small file
# with thousands of empty ones would keep us busy for minutes.
_SCANS_AT_MOST = 100
_PASSES_OVER_THE_LARGEST = 16
# Until the last scan every sample is held in two bytes: of the largest, three colours fit.
_HELD_COLOURS = 3


@dataclass(frozen=True, slots=True)
class JpegHeader:
    """`samples` are those of all colours; `scans` is 1 for what is read row by row."""

    width: int
    height: int
    samples: int
    scans: int

    def check(self, limits: MediaLimits) -> None:
        """MediaTooLargeError or UnreadableMediaError for what costs too much to decode."""
        limits.check_picture(self.width, self.height)
        pixels = self.width * self.height
        if self.scans > _SCANS_AT_MOST:
            raise UnreadableMediaError("jpeg with too many scans")
        if self.scans > 1 and self.samples > _HELD_COLOURS * limits.pixels:
            raise MediaTooLargeError(pixels, limit=limits.pixels, unit="pixels")
        if self.scans > 1 and self.scans * pixels > _PASSES_OVER_THE_LARGEST * limits.pixels:
            raise UnreadableMediaError("jpeg with too many scans for its size")


def jpeg_header(data: bytes) -> JpegHeader:
    """Of the first frame; UnreadableMediaError if there is none."""
    try:
        return _header(data)
    except (struct.error, ArithmeticError, LookupError, ValueError) as error:
        raise UnreadableMediaError("jpeg") from error


def _header(data: bytes) -> JpegHeader:
    at = 2
    for _ in range(_SEGMENTS_AT_MOST):
        found = _MARKER.search(data, at)
        if found is None or found[1][0] in _ENDS or found[1][0] in _OTHER_FRAMES:
            raise UnreadableMediaError("jpeg without a picture")
        at = found.end()
        if found[1][0] in _FRAMES:
            return _of_frame(data, at, progressive=found[1][0] == _PROGRESSIVE)
        if found[1][0] not in _WITHOUT_LENGTH:
            (size,) = struct.unpack_from(">H", data, at)
            at += size
    raise UnreadableMediaError("jpeg of crumbs")


def _of_frame(data: bytes, at: int, *, progressive: bool) -> JpegHeader:
    height, width, colours = struct.unpack_from(">HHB", data, at + 3)
    sides = [data[at + 9 + 3 * number] for number in range(colours)]
    blocks = [(side >> 4) * (side & 15) for side in sides]
    widest, highest = max(side >> 4 for side in sides), max(side & 15 for side in sides)
    scans = len(_START_OF_SCAN.findall(data, at))
    return JpegHeader(
        width,
        height,
        samples=width * height * sum(blocks) // (widest * highest),
        scans=max(2, scans) if progressive else scans,
    )
