import pytest

from engine.errors import MediaTooLargeError, UnreadableMediaError
from engine.media import MediaLimits

LIMITS = MediaLimits(pixels=100, whole_pixels=50, side_px=20, frames=40, sampled_frames=4)


@pytest.mark.parametrize(
    ("frames_in_budget", "affordable"), [(0, 1), (1, 1), (8, 4), (16, 8), (30, 22), (100, 40)]
)
def test_what_is_kept_is_paid_twice(frames_in_budget, affordable):
    assert LIMITS.affordable(10, budget=10 * frames_in_budget) == affordable


def test_what_is_decoded_whole_has_a_limit_of_its_own():
    LIMITS.check_whole(10, 5)
    with pytest.raises(MediaTooLargeError):
        LIMITS.check_whole(10, 6)
    with pytest.raises(MediaTooLargeError):
        LIMITS.check_whole(10, 3, sample_bytes=2)
    LIMITS.check_picture(10, 10)


def test_a_picture_without_pixels_is_unreadable():
    with pytest.raises(UnreadableMediaError):
        LIMITS.check_whole(0, 5)
