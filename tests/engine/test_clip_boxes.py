import struct

import pytest

from engine.clip_boxes import check_boxes
from engine.errors import UnreadableMediaError
from tests.hostile.forging import box, film, full_box

FILE_TYPE = box(b"ftyp", b"isom", bytes(4))


def nested(*boxes):
    inner = b"".join(boxes)
    for name in (b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        inner = box(name, inner)
    return FILE_TYPE + inner


@pytest.mark.parametrize("fragmented", [False, True])
def test_a_film_passes(fragmented):
    check_boxes("mp4", film(fragmented=fragmented))


def test_a_last_box_may_reach_to_the_end():
    check_boxes("mp4", FILE_TYPE + struct.pack(">I4s", 0, b"mdat") + bytes(50))


def test_a_long_box_may_have_a_long_length():
    check_boxes("mp4", FILE_TYPE + struct.pack(">I4sQ", 1, b"mdat", 66) + bytes(50))


@pytest.mark.parametrize(
    "data",
    [
        FILE_TYPE + struct.pack(">I4s", 5, b"mdat") + bytes(50),
        FILE_TYPE + struct.pack(">I4s", 500, b"mdat") + bytes(50),
        FILE_TYPE + struct.pack(">I4sQ", 1, b"mdat", 2**60) + bytes(50),
        FILE_TYPE + struct.pack(">I4sQ", 1, b"mdat", 9) + bytes(50),
        FILE_TYPE + box(b"free") * 60_000,
        nested(box(b"free") * 60_000),
        nested(full_box(b"stsz", struct.pack(">II", 1, 5_000_000))),
        nested(full_box(b"stts", struct.pack(">I", 5_000_000))),
        nested(full_box(b"elst", struct.pack(">I", 5_000))),
    ],
)
def test_lies_and_crumbs_are_unreadable(data):
    with pytest.raises(UnreadableMediaError):
        check_boxes("mp4", data)
