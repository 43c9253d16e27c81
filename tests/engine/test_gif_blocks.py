import struct

import pytest

from engine.errors import UnreadableMediaError
from engine.gif_blocks import gif_size
from tests.hostile.forging import gif_frame, gif_head


def test_the_canvas_grows_to_hold_every_frame():
    data = gif_head(10, 10) + gif_frame(5, 5, left=20, top=1) + gif_frame(1, 90) + b";"

    assert gif_size(data, frames=10) == (25, 90)


def test_only_so_many_frames_are_looked_at():
    data = gif_head(10, 10) + gif_frame(1, 1) + gif_frame(99, 99) + b";"

    assert gif_size(data, frames=1) == (10, 10)


def test_what_stands_behind_the_end_is_not_looked_at():
    data = gif_head(10, 10) + b";" + gif_frame(99, 99)

    assert gif_size(data, frames=10) == (10, 10)


@pytest.mark.parametrize("crumb", [b"\x7f", b"\x21\xfe\x00", b"\x21\xfe\x01a\x00"])
def test_a_file_of_crumbs_is_unreadable(crumb):
    data = gif_head(1, 1) + crumb * 300_000 + gif_frame(1, 1)

    with pytest.raises(UnreadableMediaError):
        gif_size(data, frames=10)


def test_a_header_that_is_cut_off_is_told_apart():
    with pytest.raises(struct.error):
        gif_size((gif_head(1, 1) + gif_frame(1, 1))[:-9], frames=10)
