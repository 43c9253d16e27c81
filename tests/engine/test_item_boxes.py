import struct

import pytest

from engine.errors import MediaTooLargeError, UnreadableMediaError
from engine.item_boxes import check_items
from engine.media import MediaLimits
from tests.hostile.forging import box, full_box, photo

FILE_TYPE = box(b"ftyp", b"avif", bytes(4))


def placed(*extents):
    """A file of one item in these places."""
    places = struct.pack(">BBHHHH", 0x44, 0, 1, 1, 0, len(extents))
    places += b"".join(struct.pack(">II", *extent) for extent in extents)
    return FILE_TYPE + full_box(b"meta", full_box(b"iloc", places))


@pytest.mark.parametrize(("kind", "form"), [("avif", "AVIF"), ("heic", "HEIF")])
def test_a_photo_passes(kind, form):
    check_items(kind, photo(form), MediaLimits())


def test_an_av1_picture_is_as_large_as_its_data_say():
    with pytest.raises(MediaTooLargeError) as refusal:
        check_items("avif", photo("AVIF"), MediaLimits(whole_pixels=256 * 256 - 1))

    assert refusal.value.size == 256 * 256


def test_a_decoy_does_not_hide_the_places():
    decoy = box(b"free", b"iloc" + bytes(40))

    with pytest.raises(UnreadableMediaError):
        check_items("avif", decoy + placed(*[(0, 500)] * 10), MediaLimits())


@pytest.mark.parametrize(
    "data",
    [
        placed(*[(0, 500)] * 10),
        placed(*[(0, 0)] * 3),
        placed(*[(0, 1)] * 5000) + bytes(9000),
        placed((0, 10))[:50],
        FILE_TYPE + full_box(b"meta", box(b"free") * 2000),
        FILE_TYPE + struct.pack(">I4sQ", 1, b"meta", 9),
    ],
)
def test_lies_about_places_are_unreadable(data):
    with pytest.raises(UnreadableMediaError):
        check_items("heic", data, MediaLimits())


def test_a_file_without_items_is_left_to_its_reader():
    check_items("heic", FILE_TYPE, MediaLimits())
