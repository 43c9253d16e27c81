"""The pictures that are read in benchmarks, all of one portrait."""

from __future__ import annotations

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.evaluation.bare_steps import decoded

SELFIE_PX = (1920, 1080)
CLIP_PX = (640, 360)
CLIP_FRAMES, FRAME_MS, STEP_PX = 24, 100, 2
QUALITY = 90


def selfie_from(portrait: bytes, *, size_px: tuple[int, int] = SELFIE_PX) -> bytes:
    """A JPEG of that width and height with the portrait, any format of OpenCV's, as high as it."""
    framed = _framed(decoded(portrait, cv2.IMREAD_COLOR), size_px)
    return cv2.imencode(".jpg", framed, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def clip_of(selfie: bytes, *, frames: int = CLIP_FRAMES) -> bytes:
    """A GIF in which the selfie wanders to one side."""
    still = _framed(decoded(selfie, cv2.IMREAD_COLOR), CLIP_PX)[..., ::-1]
    moments = [Image.fromarray(np.roll(still, STEP_PX * at, axis=1)) for at in range(frames)]
    file = io.BytesIO()
    moments[0].save(file, "GIF", save_all=True, append_images=moments[1:], duration=FRAME_MS)
    return file.getvalue()


def _framed(picture: NDArray[np.uint8], size_px: tuple[int, int]) -> NDArray[np.uint8]:
    width_px, height_px = size_px
    width = min(width_px, round(picture.shape[1] * height_px / picture.shape[0]))
    how = cv2.INTER_CUBIC if height_px > picture.shape[0] else cv2.INTER_AREA
    large = cv2.resize(picture, (width, height_px), interpolation=how)
    beside = width_px - width
    framed = cv2.copyMakeBorder(
        large, 0, 0, beside // 2, beside - beside // 2, cv2.BORDER_REFLECT_101
    )
    return np.asarray(framed, dtype=np.uint8)
