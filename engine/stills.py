"""Pictures that hold one moment: JPEG and HEIC, and the way from any Pillow image to RGB."""

from __future__ import annotations

import io
import struct
import zlib

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from engine.errors import UnreadableMediaError
from engine.item_boxes import check_items
from engine.jpeg_header import jpeg_header
from engine.media import Frame, Media, MediaLimits, scaled_to_fit

# What Pillow and libheif raise for broken files, seen by feeding them damaged ones.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)
_REDUCED = (
    (8, cv2.IMREAD_REDUCED_COLOR_8),
    (4, cv2.IMREAD_REDUCED_COLOR_4),
    (2, cv2.IMREAD_REDUCED_COLOR_2),
)


def read_jpeg(data: bytes, *, limits: MediaLimits, working_side_px: int) -> Media:
    """A JPEG, decoded at the smallest of 1/8, 1/4, 1/2 and full size that is large enough."""
    header = jpeg_header(data)
    header.check(limits)
    size = header.width, header.height
    pixels = _shrunk(_decoded_jpeg(data, max(size) // working_side_px), working_side_px)
    return still("jpeg", pixels, size)


def read_heic(data: bytes, *, limits: MediaLimits, working_side_px: int) -> Media:
    """The primary picture of a HEIC file."""
    # Its library is loaded for those who send HEIC; no plugin is registered with Pillow.
    import pillow_heif

    check_items("heic", data, limits)
    try:
        heif = pillow_heif.open_heif(io.BytesIO(data))
        limits.check_picture(*heif.size)
        image = heif.to_pillow()
        return still("heic", rgb_of(image, working_side_px), image.size)
    except BROKEN as error:
        raise UnreadableMediaError("heic") from error


def still(kind: str, pixels: NDArray[np.uint8], size: tuple[int, int]) -> Media:
    """Media of one frame; `size` is width and height before the picture was set upright."""
    width, height = upright_size(pixels, size)
    scale = max(size) / max(pixels.shape[:2])
    return Media(kind, (Frame(pixels, 0.0, scale),), width, height)


def upright_size(pixels: NDArray[np.uint8], size: tuple[int, int]) -> tuple[int, int]:
    """Width and height, swapped if the upright pixels lie the other way."""
    width, height = size
    rows, columns = pixels.shape[:2]
    was_turned = (width - height) * (columns - rows) < 0
    return (height, width) if was_turned else size


def rgb_of(image: Image.Image, working_side_px: int) -> NDArray[np.uint8]:
    """Upright RGB pixels of a loaded image, on white where it is transparent."""
    image = _with_plain_mode(image)
    factor = max(image.size) // working_side_px
    if factor > 1:
        image = image.reduce(factor)
    image = _upright(image)
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return _shrunk(np.array(image.convert("RGB")), working_side_px)


def _decoded_jpeg(data: bytes, spare: int) -> NDArray[np.uint8]:
    flag = next((flag for factor, flag in _REDUCED if factor <= spare), cv2.IMREAD_COLOR)
    try:
        # None means truncated: OpenCV gives no half pictures, where Pillow's draft and FFmpeg do.
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flag)
    except cv2.error as error:
        raise UnreadableMediaError("jpeg") from error
    if pixels is None:
        raise UnreadableMediaError("jpeg")
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), np.uint8)


def _shrunk(pixels: NDArray[np.uint8], working_side_px: int) -> NDArray[np.uint8]:
    rows, columns = pixels.shape[:2]
    size = scaled_to_fit(columns, rows, working_side_px)
    if size == (columns, rows):
        return pixels
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _with_plain_mode(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        # Pillow's own conversion clips at 255 and shows all but black as white.
        plain = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
        plain.info = dict(image.info)
        return plain
    # Converting to its own mode would copy it.
    wanted = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except BROKEN:
        # The pixels are sound, only the camera's notes are not.
        return image
