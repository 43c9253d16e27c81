"""PNG, WebP, AVIF and GIF, still or moving, walked forward by Pillow."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator

import numpy as np
from PIL import ImageFile
from PIL.AvifImagePlugin import AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from engine.errors import UnreadableMediaError
from engine.gif_blocks import gif_size
from engine.item_boxes import check_items
from engine.media import Frame, Media, MediaLimits
from engine.png_rows import has_all_rows, has_crumbs
from engine.sampling import evenly_sampled
from engine.stills import BROKEN, rgb_of, upright_size

# The readers are called by name: `Image.open` would warn of large pictures before our own limits
# are asked, and try other formats.
_READERS: dict[str, Callable[[io.BytesIO], ImageFile.ImageFile]] = {
    "png": PngImageFile,
    "webp": WebPImageFile,
    "avif": AvifImageFile,
}
# Browsers show frames of 10 ms and less for 100 ms.
_SHORTEST_MS = 10.0
_INSTEAD_MS = 100.0


def read_animation(kind: str, data: bytes, *, limits: MediaLimits, working_side_px: int) -> Media:
    """A PNG, WebP, AVIF or GIF; of a moving one, frames spread evenly over what is walked."""
    try:
        image, canvas = _opened(kind, data, limits)

        def framed(time_s: float) -> Frame:
            pixels = rgb_of(image, working_side_px)
            return Frame(pixels, time_s, max(image.size) / max(pixels.shape[:2]))

        times = ((time_s, time_s) for time_s in _walk(image, limits, pixels=canvas))
        frames = evenly_sampled(times, count=limits.sampled_frames, keep=framed)
    except BROKEN as error:
        raise UnreadableMediaError(kind) from error
    width, height = upright_size(frames[0].pixels, image.size)
    return Media(kind, tuple(frames), width, height)


def _opened(kind: str, data: bytes, limits: MediaLimits) -> tuple[ImageFile.ImageFile, int]:
    """The picture, and how many pixels its frames have at most."""
    if kind == "gif":
        width, height = gif_size(data, frames=limits.frames)
        limits.check_clip(width, height)
        return GifImageFile(io.BytesIO(data)), width * height
    if kind == "webp":
        # Opening allocates the canvas, so its size is read first.
        limits.check_whole(*_webp_size(data))
    if kind == "png" and has_crumbs(data):
        raise UnreadableMediaError("png of crumbs")
    if kind == "avif":
        check_items(kind, data, limits)
    image = _READERS[kind](io.BytesIO(data))
    limits.check_whole(*image.size, sample_bytes=_sample_bytes(image))
    # These three declare the number of frames in their header.
    if getattr(image, "n_frames", 1) > 1:
        limits.check_clip(*image.size)
    if kind == "png":
        _check_rows(image, data)
    return image, image.width * image.height


def _sample_bytes(image: ImageFile.ImageFile) -> int:
    return 2 if any(";16" in str(tile.args) for tile in image.tile) else 1


def _check_rows(image: ImageFile.ImageFile, data: bytes) -> None:
    """UnreadableMediaError for a PNG with fewer rows than it declares."""
    image.load()
    width, height = image.size
    # Missing rows are black, so only what ends in black (or is interlaced) is unpacked again.
    is_suspect = not np.asarray(image.crop((0, height - 1, width, height))).any()
    if (is_suspect or "interlace" in image.info) and not has_all_rows(data):
        raise UnreadableMediaError("png with too few rows")


def _walk(image: ImageFile.ImageFile, limits: MediaLimits, *, pixels: int) -> Iterator[float]:
    """Loads one frame after another into `image` and gives its start in seconds.

    Never asks a GIF for the number of its frames: that would walk the whole file.
    """
    elapsed_ms = 0.0
    for index in range(limits.affordable(pixels, budget=limits.animation_pixels)):
        try:
            image.seek(index)
        except EOFError:
            return
        image.load()
        yield elapsed_ms / 1000
        shown_ms = float(image.info.get("duration") or 0)
        elapsed_ms += shown_ms if shown_ms > _SHORTEST_MS else _INSTEAD_MS


def _webp_size(data: bytes) -> tuple[int, int]:
    """Canvas width and height from the first chunk of a WebP."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        return (
            int.from_bytes(data[24:27], "little") + 1,
            int.from_bytes(data[27:30], "little") + 1,
        )
    if chunk == b"VP8L":
        (packed,) = struct.unpack_from("<I", data, 21)
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF
