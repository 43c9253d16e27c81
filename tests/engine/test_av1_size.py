import pytest

from engine.av1_size import av1_size
from tests.hostile.forging import moving, photo


def payload(data):
    """From the first sequence header on, wherever it stands."""
    return data[data.rindex(b"mdat") + 4 :]


def test_the_short_header_of_a_still_picture():
    assert av1_size(payload(photo("AVIF"))) == (256, 256)


def test_the_header_of_what_moves():
    assert av1_size(payload(moving("AVIF", 3, side=64))) == (64, 64)


def test_units_before_it_are_passed():
    delimiter, padding = b"\x12\x00", b"\x7a\x03abc"

    assert av1_size(delimiter + padding + payload(photo("AVIF"))) == (256, 256)


@pytest.mark.parametrize("data", [b"", b"\x00", b"MM\x00*", b"<x:xmpmeta", b"\x12\x00" * 50])
def test_what_holds_no_header_tells_nothing(data):
    assert av1_size(data) is None


def test_what_is_cut_off_ends_all_the_same():
    whole = payload(photo("AVIF"))

    for end in range(20):
        size = av1_size(whole[:end])
        assert size is None or min(size) > 0
