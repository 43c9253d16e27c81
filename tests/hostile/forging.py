"""Files written byte by byte, and real ones to begin with."""

from __future__ import annotations

import io
import struct
import zlib
from fractions import Fraction
from functools import cache
from typing import Any

import av
import numpy as np
import pillow_heif
import skimage.data
from PIL import Image

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_IN_HASTE = {
    "libx264": {"preset": "ultrafast", "g": "1"},
    "libvpx": {"deadline": "realtime", "cpu-used": "16", "g": "1"},
}
MOST_BYTES = 20 * 2**20
# The most pixels of a picture that is still looked at: 7200 x 7200 is a little less than the limit.
LARGEST_SIDE = 7200
LARGEST_WHOLE_SIDE = 4890


@cache
def face(side: int = 512) -> Image.Image:
    """A portrait in the public domain."""
    return Image.fromarray(skimage.data.astronaut()).resize((side, side))


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    """The picture as a file."""
    if form == "HEIF":
        return _heif(image)
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


@cache
def photo(form: str, side: int = 256) -> bytes:
    """A portrait as a file."""
    return saved(face(side), form)


def _heif(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    pillow_heif.from_pillow(image).save(stream, quality=50)
    return stream.getvalue()


def moving(form: str, count: int, *, side: int = 32, **options: Any) -> bytes:
    """Frames that differ a little."""
    first, *others = [face(side).rotate(3 * number) for number in range(count)]
    return saved(first, form, save_all=True, append_images=others, **options)


def png_chunk(name: bytes, body: bytes) -> bytes:
    """With its length and checksum."""
    checksum = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + checksum


def png(  # noqa: PLR0913 - a header has that many fields
    width: int,
    height: int,
    packed: bytes,
    *,
    depth: int = 8,
    colours: int = 0,
    interlaced: int = 0,
    before: bytes = b"",
) -> bytes:
    """Header, chunks that stand before the pixels, packed pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced)
    return (
        PNG_MAGIC
        + png_chunk(b"IHDR", header)
        + before
        + png_chunk(b"IDAT", packed)
        + png_chunk(b"IEND", b"")
    )


def packed_zeros(size: int, *, byte: int = 0) -> bytes:
    """So many bytes, all the same, packed a thousandfold: one stretch, repeated."""
    packer, piece = zlib.compressobj(9), bytes([byte]) * 2**20
    head = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    stretch = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    count, rest = divmod(size, len(piece))
    ending = zlib.compressobj(9, wbits=-15)
    last = ending.compress(piece[:rest]) + ending.flush()
    low, high = 1 + byte * size, size + byte * size * (size + 1) // 2
    checksum = struct.pack(">HH", high % 65_521, low % 65_521)
    return head + stretch * (count - 1) + last + checksum if count else zlib.compress(piece[:rest])


def gif_head(width: int, height: int) -> bytes:
    """Two colours."""
    screen = struct.pack("<HHBBB", width, height, 0x80, 0, 0)
    return b"GIF89a" + screen + b"\x00\x00\x00\xff\xff\xff"


def gif_frame(width: int, height: int, *, left: int = 0, top: int = 0) -> bytes:
    """One that holds a single pixel, whatever it declares."""
    place = struct.pack("<BHHHHB", 0x2C, left, top, width, height, 0)
    return place + b"\x02\x02\x44\x01\x00"


def jpeg_segment(marker: int, body: bytes) -> bytes:
    """One of the kinds that carry a length."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def box(name: bytes, *bodies: bytes) -> bytes:
    """A box of an ISO media file."""
    body = b"".join(bodies)
    return struct.pack(">I4s", len(body) + 8, name) + body


def full_box(name: bytes, *bodies: bytes, version: int = 0, flags: int = 0) -> bytes:
    """A box with version and flags."""
    return box(name, struct.pack(">I", version << 24 | flags), *bodies)


@cache
def film(  # noqa: PLR0913 - each is a choice of its own
    form: str = "mp4",
    codec: str = "libx264",
    *,
    count: int = 3,
    side: int = 128,
    repeated: int = 1,
    step: int = 1,
    plain: bool = False,
    fragmented: bool = False,
) -> bytes:
    """The portrait sways; `repeated` writes every packet so many times, at the price of one.

    `step` is from frame to frame in 25ths of a second.
    """
    stream = io.BytesIO()
    flags = {"movflags": "frag_keyframe+empty_moov"} if fragmented else {}
    with av.open(stream, "w", format=form, options=flags) as target:
        track = target.add_stream(codec, rate=25, options=_IN_HASTE[codec])
        track.width = track.height = side
        track.pix_fmt = "yuv420p"
        for number, data in enumerate(_packets(track, count, side, plain=plain) * repeated):
            packet = av.Packet(data)
            packet.stream, packet.time_base = track, Fraction(1, 25)
            packet.pts = packet.dts = number * step
            packet.is_keyframe = True
            target.mux(packet)
    return stream.getvalue()


def _packets(track: Any, count: int, side: int, *, plain: bool) -> list[bytes]:
    picture = Image.new("RGB", (side, side), "grey") if plain else face(side)
    frames = [np.asarray(picture.rotate(2 * number)) for number in range(count)]
    shown = [av.VideoFrame.from_ndarray(pixels, format="rgb24") for pixels in frames]
    return [bytes(packet) for frame in (*shown, None) for packet in track.encode(frame)]


def patched(data: bytes, at: int, new: bytes) -> bytes:
    """With other bytes there."""
    return data[:at] + new + data[at + len(new) :]
