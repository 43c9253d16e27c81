import io

import pytest
from PIL import Image

from engine.errors import MediaTooLargeError, UnreadableMediaError
from engine.jpeg_header import JpegHeader, jpeg_header
from engine.media import MediaLimits
from tests.hostile.forging import jpeg_segment


def jpeg(mode="RGB", **options):
    stream = io.BytesIO()
    Image.new(mode, (48, 32)).save(stream, "JPEG", **options)
    return stream.getvalue()


def test_a_plain_jpeg_is_read_in_one_pass():
    assert jpeg_header(jpeg(subsampling=0)) == JpegHeader(48, 32, samples=3 * 48 * 32, scans=1)


def test_halved_colours_are_fewer_samples():
    assert jpeg_header(jpeg(subsampling=2)).samples == 48 * 32 * 3 // 2


def test_a_progressive_one_has_several_scans():
    assert jpeg_header(jpeg(progressive=True)).scans > 2


def test_fill_bytes_and_segments_before_the_frame_are_passed():
    data = jpeg()
    noted = data[:2] + b"\xff\xff\xff" + jpeg_segment(0xFE, b"\xff\xc0 no frame") + data[2:]

    assert (jpeg_header(noted).width, jpeg_header(noted).height) == (48, 32)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff",
        jpeg()[:2] + b"\xff\xd9",
        jpeg()[:170],
        jpeg()[:2] + jpeg_segment(0xFE, b"") * 3000 + jpeg()[2:],
        jpeg().replace(b"\xff\xc0", b"\xff\xc9"),
    ],
)
def test_what_has_no_frame_that_is_read_is_unreadable(data):
    with pytest.raises(UnreadableMediaError):
        jpeg_header(data)


def test_passes_over_large_pictures_are_counted():
    limits = MediaLimits(pixels=1000)

    JpegHeader(30, 30, samples=2700, scans=10).check(limits)
    with pytest.raises(UnreadableMediaError):
        JpegHeader(30, 30, samples=2700, scans=20).check(limits)
    with pytest.raises(UnreadableMediaError):
        JpegHeader(3, 3, samples=27, scans=101).check(limits)


def test_four_colours_held_at_once_are_too_many_for_the_largest():
    limits = MediaLimits(pixels=1000)

    JpegHeader(30, 30, samples=3600, scans=1).check(limits)
    with pytest.raises(MediaTooLargeError):
        JpegHeader(30, 30, samples=3600, scans=2).check(limits)
