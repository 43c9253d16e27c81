import io
import re

import numpy as np
import pillow_heif
import pytest
from PIL import Image
from skimage import data as pictures

from engine.errors import MediaTooLargeError, UnreadableMediaError
from engine.frames import WORKING_SIDE_PX, MediaLimits, decode

ORIENTATION = 0x0112


@pytest.fixture(scope="module")
def photo():
    """Wider than high, so that a turn shows."""
    return Image.fromarray(pictures.astronaut()[:384])


def encoded(image, form, **options):
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def heic(image, **options):
    stream = io.BytesIO()
    pillow_heif.from_pillow(image).save(stream, quality=80, **options)
    return stream.getvalue()


def turned(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif


def difference(pixels, image):
    """Mean distance of a frame from what it should show, in grey levels."""
    return np.abs(pixels.astype(int) - np.asarray(image.convert("RGB"), int)).mean()


def only_frame(data, **options):
    media = decode(data, **options)
    (frame,) = media.frames
    assert frame.pixels.dtype == np.uint8
    assert frame.pixels.flags.c_contiguous
    assert frame.pixels.shape[2] == 3
    return frame


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_still_keeps_its_size_and_colours(photo, form):
    data = encoded(photo, form, **({} if form in {"PNG", "GIF"} else {"quality": 90}))

    media = decode(data)

    frame = only_frame(data)
    assert (media.kind, media.width, media.height) == (form.lower(), 512, 384)
    assert (frame.time_s, frame.scale) == (0.0, 1.0)
    assert difference(frame.pixels, photo) < 8


def test_heic_is_read(photo):
    frame = only_frame(heic(photo))

    assert decode(heic(photo)).kind == "heic"
    assert difference(frame.pixels, photo) < 5


def test_heic_is_held_to_the_limits(photo):
    with pytest.raises(MediaTooLargeError):
        decode(heic(photo), limits=MediaLimits(pixels=1_000))


def test_a_heic_that_lies_about_its_size_is_unreadable(photo):
    data = bytearray(heic(photo))
    at = data.index(b"ispe") + 8
    data[at : at + 8] = (4000).to_bytes(4, "big") * 2

    with pytest.raises(UnreadableMediaError) as refusal:
        decode(bytes(data))

    assert refusal.value.__cause__ is not None


def test_a_truncated_heic_is_unreadable(photo):
    with pytest.raises(UnreadableMediaError):
        decode(heic(photo)[:-200])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize(
    ("orientation", "undo"),
    [
        (3, Image.Transpose.ROTATE_180),
        (6, Image.Transpose.ROTATE_90),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_a_photo_taken_sideways_is_set_upright(photo, form, orientation, undo):
    data = encoded(photo.transpose(undo), form, exif=turned(orientation))

    media = decode(data)

    assert (media.width, media.height) == (512, 384)
    assert difference(media.frames[0].pixels, photo) < 8


def test_a_heic_taken_sideways_is_set_upright(photo):
    sideways = photo.transpose(Image.Transpose.ROTATE_90)

    media = decode(heic(sideways, exif=turned(6).tobytes()))

    assert (media.width, media.height) == (512, 384)
    assert difference(media.frames[0].pixels, photo) < 5


def test_a_sideways_jpeg_that_is_decoded_small_is_upright_too(photo):
    large = photo.resize((2048, 1536)).transpose(Image.Transpose.ROTATE_90)

    media = decode(encoded(large, "JPEG", exif=turned(6)), working_side_px=512)

    (frame,) = media.frames
    assert (media.width, media.height, frame.scale) == (2048, 1536, 4.0)
    assert difference(frame.pixels, photo) < 8


def test_broken_notes_of_the_camera_do_not_cost_the_photo(photo):
    data = encoded(photo, "WEBP", exif=b"Exif\x00\x00 nonsense")

    assert difference(only_frame(data).pixels, photo) < 8


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("side_px", [100, 300, 1280])
def test_a_large_photo_is_no_larger_than_the_working_side(photo, form, side_px):
    data = encoded(photo.resize((1500, 1125)), form)

    frame = only_frame(data, working_side_px=side_px)

    assert max(frame.pixels.shape) == side_px
    assert frame.scale == pytest.approx(1500 / side_px)
    assert difference(frame.pixels, photo.resize(frame.pixels.shape[1::-1])) < 10


def test_a_strip_keeps_at_least_one_row():
    strip = Image.new("RGB", (5000, 2), "red")

    frame = only_frame(encoded(strip, "PNG"))

    assert frame.pixels.shape == (1, WORKING_SIDE_PX, 3)


def test_sixteen_bit_grey_is_not_white():
    ramp = np.linspace(0, 65535, 256, dtype=np.uint16).reshape(16, 16)

    frame = only_frame(encoded(Image.fromarray(ramp), "PNG"))

    assert np.abs(frame.pixels[..., 0].astype(int) - (ramp >> 8)).max() == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_mode_of_png_becomes_rgb(photo, mode):
    frame = only_frame(encoded(photo.convert(mode), "PNG"))

    assert difference(frame.pixels, photo.convert(mode)) < 1


def test_a_cmyk_jpeg_keeps_its_colours(photo):
    frame = only_frame(encoded(photo.convert("CMYK"), "JPEG", quality=95))

    assert difference(frame.pixels, photo) < 6


def test_a_grey_jpeg_has_three_channels(photo):
    frame = only_frame(encoded(photo.convert("L"), "JPEG", quality=95))

    assert difference(frame.pixels, photo.convert("L")) < 3


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_is_transparent_shows_white(form):
    sticker = Image.new("RGBA", (40, 30), (200, 0, 0, 0))

    frame = only_frame(encoded(sticker, form))

    assert (frame.pixels == 255).all()


def test_a_jpeg_without_its_end_is_unreadable(photo):
    data = encoded(photo, "JPEG")

    with pytest.raises(UnreadableMediaError):
        decode(data[:-2])


def test_what_a_phone_appends_to_a_jpeg_is_passed_over(photo):
    film = b"\xff\xda" * 500

    frame = only_frame(encoded(photo, "JPEG", quality=90) + film)

    assert difference(frame.pixels, photo) < 5


def test_a_progressive_jpeg_is_read(photo):
    frame = only_frame(encoded(photo, "JPEG", quality=90, progressive=True))

    assert difference(frame.pixels, photo) < 5


def test_a_jpeg_with_thousands_of_scans_is_refused(photo):
    data = encoded(photo, "JPEG", progressive=True)
    last = list(re.finditer(rb"\xff\xda\x00[\x08\x0c]", data))[-1].start()
    scan = data[last:-2]

    with pytest.raises(UnreadableMediaError):
        decode(data[:last] + scan * 200 + data[-2:])
