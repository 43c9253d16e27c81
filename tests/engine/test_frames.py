import io
import struct
import threading
import tracemalloc
import warnings
import zlib

import numpy as np
import pytest
from PIL import Image
from skimage import data as pictures

from engine.errors import (
    EmptyMediaError,
    MediaError,
    MediaTooLargeError,
    UnreadableMediaError,
    UnsupportedMediaError,
)
from engine.frames import MediaLimits, decode


@pytest.fixture(scope="module")
def photo():
    return Image.fromarray(pictures.astronaut())


def encoded(image, form, **options):
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of_zeros(width, height, *, rows=None):
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(width + 1)) for _ in range(rows or height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", packed + packer.flush())
        + chunk(b"IEND", b"")
    )


def gif(width, height, *, left=0, columns=1, rows=1):
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(3) + b"\xff" * 3
    descriptor = struct.pack("<BHHHHB", 0x2C, left, 0, columns, rows, 0)
    return screen + descriptor + b"\x02\x02\x44\x01\x00" + b";"


def test_no_bytes_are_empty_media():
    with pytest.raises(EmptyMediaError):
        decode(b"")


def test_a_file_beyond_the_byte_limit_is_refused_unread():
    with pytest.raises(MediaTooLargeError) as refusal:
        decode(b"x" * 101, limits=MediaLimits(size_bytes=100))

    assert (refusal.value.unit, refusal.value.size, refusal.value.limit) == ("bytes", 101, 100)


def test_a_text_file_that_calls_itself_a_photo_is_unsupported():
    with pytest.raises(UnsupportedMediaError) as refusal:
        decode(b"dear diary, this is me.jpg")

    assert refusal.value.found == "txt"


@pytest.mark.parametrize(
    ("hostile", "unit"),
    [
        (png_of_zeros(13_000, 13_000, rows=1), "pixels"),
        (png_of_zeros(20_000, 20_000, rows=1), "px side"),
        (png_of_zeros(100_000, 1, rows=1), "px side"),
        (gif(20_000, 20_000), "px side"),
        (gif(12_000, 12_000), "pixels"),
        (gif(4_000, 4_000), "pixels"),
        (gif(10, 10, left=60_000, columns=5_000, rows=5_000), "px side"),
    ],
)
def test_a_bomb_is_refused_before_its_pixels_are_allocated(hostile, unit):
    tracemalloc.start()

    with pytest.raises(MediaTooLargeError) as refusal:
        decode(hostile)

    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.value.unit == unit
    assert peak_bytes < 1_000_000


def test_a_jpeg_that_declares_too_many_pixels_is_refused(photo):
    data = bytearray(encoded(photo, "JPEG"))
    sides_at = data.index(b"\xff\xc0") + 5
    data[sides_at : sides_at + 4] = struct.pack(">HH", 16_000, 16_000)

    with pytest.raises(MediaTooLargeError) as refusal:
        decode(bytes(data))

    assert refusal.value.unit == "pixels"


@pytest.mark.parametrize("form", ["WEBP", "AVIF"])
def test_the_pixel_limit_holds_for_every_still(photo, form):
    with pytest.raises(MediaTooLargeError) as refusal:
        decode(encoded(photo, form), limits=MediaLimits(pixels=512 * 512 - 1))

    assert refusal.value.unit == "pixels"


def test_no_warning_of_pillow_about_large_pictures_leaks():
    large = png_of_zeros(10_000, 10_000, rows=1)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        with pytest.raises(MediaTooLargeError):
            decode(large)

    assert seen == []


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.98])
def test_a_truncated_picture_is_unreadable(photo, form, part):
    whole = encoded(photo, form)

    with pytest.raises(UnreadableMediaError):
        decode(whole[: int(len(whole) * part)])


def test_a_header_that_lies_about_its_pixels_is_unreadable():
    with pytest.raises(UnreadableMediaError):
        decode(png_of_zeros(500, 500, rows=10))


def test_the_error_of_the_library_is_kept_as_the_cause(photo):
    with pytest.raises(UnreadableMediaError) as refusal:
        decode(encoded(photo, "PNG")[:-5000])

    assert isinstance(refusal.value.__cause__, OSError)


def test_magic_bytes_and_nothing_else_are_unreadable():
    starts = [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X"]
    starts += [b"\0\0\0\x10ftypheic\0\0\0\0", b"\0\0\0\x10ftypavif\0\0\0\0"]
    starts += [b"\0\0\0\x10ftypisom\0\0\0\0", b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm"]
    for start in starts:
        with pytest.raises(UnreadableMediaError):
            decode(start)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_damaged_bytes_raise_nothing_but_media_errors(photo, form):
    whole = encoded(photo.resize((48, 40)), form)
    random = np.random.default_rng(7)
    for _ in range(150):
        damaged = bytearray(whole)
        for at in random.integers(8, len(whole), 6):
            damaged[at] = random.integers(256)
        try:
            media = decode(bytes(damaged), limits=MediaLimits(pixels=1_000_000))
        except MediaError:
            continue
        assert media.frames[0].pixels.dtype == np.uint8


def test_threads_may_decode_at_the_same_time(photo):
    sources = [encoded(photo, form) for form in ("JPEG", "PNG", "WEBP", "AVIF")] * 3
    sizes = []
    threads = [
        threading.Thread(target=lambda data=data: sizes.append(decode(data).width))
        for data in sources
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sizes == [512] * 12
