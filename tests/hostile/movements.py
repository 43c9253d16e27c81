"""Animations that never end, hurry, or consist of nothing but frames."""

from __future__ import annotations

import struct
from functools import partial

from PIL import Image

from tests.hostile.forging import gif_frame, gif_head, moving, png_chunk, saved
from tests.hostile.kinds import LOOKED_AT, READ, TOO_LARGE, UNREADABLE, Kind, kind

_FOR_EVER = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"


def _gif(count: int, *, delay: int = 0, disposal: int = 0, screen: int = 1) -> bytes:
    control = struct.pack("<BBBBHBB", 0x21, 0xF9, 4, disposal << 2, delay, 0, 0)
    frames = (control + gif_frame(1, 1)) * count
    return gif_head(screen, screen) + _FOR_EVER + frames + b";"


def _gif_of_undisposed_frames() -> bytes:
    return _gif(3000, disposal=3, screen=1000)


def _gif_that_grows() -> bytes:
    frames = b"".join(gif_frame(1, 1, left=number, top=number) for number in range(2500))
    return gif_head(1, 1) + frames + b";"


def _gif_without_a_frame() -> bytes:
    return gif_head(16, 16) + _FOR_EVER + b";"


def _webp(count: int) -> bytes:
    first, *others = [Image.new("RGB", (16, 16), (number % 256, 9, 9)) for number in range(count)]
    return saved(first, "WEBP", save_all=True, append_images=others, duration=0, method=0)


def _webp_of_crumbs() -> bytes:
    body = b"WEBPVP8X" + struct.pack("<IB3x", 10, 2) + bytes(6) + b"ANIM" + struct.pack("<I", 6)
    body += bytes(6) + (b"JUNK" + struct.pack("<I", 0)) * 2_000_000
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_of_large_frames() -> bytes:
    grey = [Image.new("RGB", (3000, 3000), (n, n, n)) for n in range(5)]
    return saved(grey[0], "WEBP", save_all=True, append_images=grey[1:], method=0, lossless=True)


def _apng_of_many_frames() -> bytes:
    data = moving("PNG", 2, side=1)
    at, end = data.index(b"fcTL") - 4, data.index(b"IEND") - 4
    more = data[data.rindex(b"fcTL") - 4 : end]
    frames = (data[at + 38 :][: data.rindex(b"fcTL") - 4 - at - 38]) + more * 5000
    control = png_chunk(b"acTL", struct.pack(">II", 5001, 0))
    return data[:33] + control + data[at : at + 38] + frames + data[end:]


KINDS: tuple[Kind, ...] = (
    kind("gif for ever without delays", partial(_gif, 50), *LOOKED_AT),
    kind("gif of 3000 frames without delays", partial(_gif, 3000), *LOOKED_AT),
    kind("gif of 100000 frames", partial(_gif, 100_000), *LOOKED_AT),
    kind("gif of eleven minutes a frame", partial(_gif, 50, delay=65_535), *LOOKED_AT),
    kind("gif with a screen of 65535", partial(_gif, 50, screen=65_535), TOO_LARGE),
    kind("gif whose frames are taken back", _gif_of_undisposed_frames, *LOOKED_AT),
    kind("gif that grows with every frame", _gif_that_grows, *LOOKED_AT),
    kind("gif without a frame", _gif_without_a_frame, UNREADABLE),
    kind("webp of 2000 frames", partial(_webp, 2000), *LOOKED_AT),
    kind("webp of two million crumbs", _webp_of_crumbs, UNREADABLE),
    kind("webp of large frames", _webp_of_large_frames, *LOOKED_AT),
    kind("apng", partial(moving, "PNG", 5, side=128), READ),
    kind("apng of 5000 frames", _apng_of_many_frames, *LOOKED_AT, UNREADABLE),
    kind("avif that moves", partial(moving, "AVIF", 5, side=128), READ),
)
