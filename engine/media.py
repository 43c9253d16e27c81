"""What a photo or clip becomes, and how much of one Mien is willing to look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import MediaTooLargeError, UnreadableMediaError


@dataclass(frozen=True, slots=True)
class Frame:
    """One upright picture: `pixels` is uint8 [H, W, 3], RGB, C-contiguous.

    `scale` is pixels of the upright original per pixel of this frame.
    """

    pixels: NDArray[np.uint8]
    time_s: float
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Media:
    """What was sent, decoded; `width` and `height` are those of the upright original."""

    kind: str
    frames: tuple[Frame, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """The most that is decoded. Beyond the walking limits a clip is read from its start only."""

    # What Telegram lets a bot download.
    size_bytes: int = 20 * 1024 * 1024
    # A 50-megapixel phone picture has 8192 x 6144.
    pixels: int = 52_000_000
    # PNG, WebP and AVIF are decoded whole, at up to 16 bytes a pixel. A camera has 6000 x 4000.
    whole_pixels: int = 24_000_000
    # The side of the longest panoramas; keeps strips of a few pixels' height out.
    side_px: int = 16_384
    # A frame of 4K film, 4096 x 2304, is the largest that phones record.
    frame_pixels: int = 9_500_000
    # A video note or GIF in either chat is shorter; a longer film is no answer to "how are you".
    duration_s: float = 60.0
    # Two minutes of GIF at 25 frames a second.
    frames: int = 3_000
    # Pillow walks GIFs and WebPs at 50-90 million pixels a second, and an answer is due within one.
    animation_pixels: int = 40_000_000
    # FFmpeg walks H.264 at ten times that: a minute of 640 x 360 at 30 a second fits.
    video_pixels: int = 448_000_000
    # Five a second of a 3 s GIF; more frames cost time and hold the same faces again.
    sampled_frames: int = 16

    def check_bytes(self, size: int) -> None:
        """MediaTooLargeError if the file is too heavy."""
        _check(size, self.size_bytes, "bytes")

    def check_picture(self, width: int, height: int) -> None:
        """MediaTooLargeError for too many pixels; UnreadableMediaError where there are none."""
        if width < 1 or height < 1:
            raise UnreadableMediaError(f"a picture of {width} x {height} pixels")
        _check(max(width, height), self.side_px, "px side")
        _check(width * height, self.pixels, "pixels")

    def check_whole(self, width: int, height: int, *, sample_bytes: int = 1) -> None:
        """As `check_picture`, by the smaller limit for what cannot be decoded smaller."""
        self.check_picture(width, height)
        _check(width * height * sample_bytes, self.whole_pixels, "pixels")

    def check_clip(self, width: int, height: int) -> None:
        """As `check_picture`, by the smaller limit for what has many frames."""
        self.check_picture(width, height)
        _check(width * height, self.frame_pixels, "pixels")

    def affordable(self, pixels: int, *, budget: int) -> int:
        """How many frames of so many pixels may be walked within `budget` of them.

        One that is kept costs as much again, and twice `sampled_frames` are while they are chosen.
        """
        walked = budget // pixels
        return max(1, min(self.frames, max(walked - 2 * self.sampled_frames, walked // 2)))

    def check_duration(self, duration_s: float) -> None:
        """MediaTooLargeError if the film is too long."""
        _check(duration_s, self.duration_s, "s")


def _check(size: float, limit: float, unit: str) -> None:
    if size > limit:
        raise MediaTooLargeError(size, limit=limit, unit=unit)


def scaled_to_fit(width: int, height: int, side_px: int) -> tuple[int, int]:
    """Width and height with the same proportions and no side beyond `side_px`; never enlarged."""
    longest = max(width, height)
    if longest <= side_px:
        return width, height
    return max(1, round(width * side_px / longest)), max(1, round(height * side_px / longest))
