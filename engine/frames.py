"""Untrusted bytes -> RGB frames within limits, in memory only."""

from __future__ import annotations

from engine.animations import read_animation
from engine.clips import read_clip
from engine.errors import EmptyMediaError
from engine.media import Frame, Media, MediaLimits
from engine.media_kinds import kind_of
from engine.stills import read_heic, read_jpeg

__all__ = ["Frame", "Media", "MediaLimits", "decode"]

DEFAULT_LIMITS = MediaLimits()
# The smallest face that the detector finds, 40 of its 640 pixels, still has 60 here: more than the
# classifier looks at. And 1080p then decodes at half its size, in a quarter of the time.
WORKING_SIDE_PX = 960


def decode(
    data: bytes, *, limits: MediaLimits = DEFAULT_LIMITS, working_side_px: int = WORKING_SIDE_PX
) -> Media:
    """The frames of a photo or clip, no side longer than `working_side_px`.

    Raises:
        EmptyMediaError: there are no bytes.
        MediaTooLargeError: beyond a limit; nothing was decoded.
        UnsupportedMediaError: not a kind that Mien reads.
        UnreadableMediaError: of the right kind, but truncated or broken.
    """
    if not data:
        raise EmptyMediaError
    limits.check_bytes(len(data))
    kind = kind_of(data)
    if kind == "jpeg":
        return read_jpeg(data, limits=limits, working_side_px=working_side_px)
    if kind == "heic":
        return read_heic(data, limits=limits, working_side_px=working_side_px)
    if kind in {"mp4", "mov", "webm"}:
        return read_clip(kind, data, limits=limits, working_side_px=working_side_px)
    return read_animation(kind, data, limits=limits, working_side_px=working_side_px)
