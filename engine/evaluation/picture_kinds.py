"""A photo as phones, chats and bad luck make it: turned, dark, small, covered, re-encoded."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.faces import FaceDetection
from engine.turning import turned

Pixels = NDArray[np.uint8]
Faces = Sequence[FaceDetection]

BIG_PX = (2400, 1800)  # width and height of a picture in which the photo is small
SMALL_SHARE = 0.2  # of its sides
EXIF_ORIENTATION = 0x0112
SEED = 1
QUALITY = 92
MASK, GLASSES = (170, 205, 225), (25, 22, 20)


def _unmoved() -> NDArray[np.float64]:
    return np.eye(2, 3)


@dataclass(frozen=True, slots=True)
class Variant:
    """An encoded picture; `placed` [2, 3] takes points of the photo to its upright pixels."""

    data: bytes
    placed: NDArray[np.float64] = field(default_factory=_unmoved)


Kind = Callable[[Pixels, Faces], Variant]


def jpeg(pixels: Pixels, *, quality: int = QUALITY) -> bytes:
    """RGB as a JPEG."""
    return _encoded(Image.fromarray(np.ascontiguousarray(pixels)), "JPEG", quality=quality)


def exposed(pixels: Pixels, _faces: Faces, *, factor: float) -> Variant:
    """As if it were lit `factor` times as much."""
    lit = np.clip(pixels * factor, 0, 255).astype(np.uint8)
    return Variant(jpeg(lit))


def small(pixels: Pixels, _faces: Faces, *, share: float) -> Variant:
    """The photo on a plain wall that gets lighter to one side."""
    width, height = BIG_PX
    shade = np.linspace(90, 160, width)[np.newaxis, :, np.newaxis]
    noise = np.random.default_rng(SEED).normal(0, 2, (height, width, 1))
    wall = np.clip(np.broadcast_to(shade, (height, width, 3)) + noise, 0, 255).astype(np.uint8)
    rows, columns = pixels.shape[:2]
    scale = min(width * share / columns, height * share / rows)
    size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    left, top = (width - size[0]) // 3, (height - size[1]) // 3
    wall[top : top + size[1], left : left + size[0]] = cv2.resize(pixels, size, interpolation=how)
    placed = np.array([[scale, 0, left], [0, scale, top]], dtype=np.float64)
    return Variant(jpeg(wall), placed)


def blurred(pixels: Pixels, _faces: Faces, *, share: float) -> Variant:
    """Gaussian, its sigma a share of the shorter side."""
    sigma = share * min(pixels.shape[:2])
    return Variant(jpeg(np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)))


def _encoded(image: Image.Image, file_format: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, file_format, **options)
    return file.getvalue()


def _plain(pixels: Pixels, _faces: Faces) -> Variant:
    return Variant(jpeg(pixels))


def _turned(pixels: Pixels, _faces: Faces, *, degrees: float) -> Variant:
    lying, back = turned(pixels, degrees)
    return Variant(jpeg(lying), np.asarray(cv2.invertAffineTransform(back), dtype=np.float64))


def _noted_as_turned(
    pixels: Pixels, _faces: Faces, *, orientation: int, undo: Image.Transpose
) -> Variant:
    lying = Image.fromarray(pixels).transpose(undo)
    notes = Image.Exif()
    notes[EXIF_ORIENTATION] = orientation
    return Variant(_encoded(lying, "JPEG", quality=QUALITY, exif=notes))


def _noisy(pixels: Pixels, _faces: Faces) -> Variant:
    noise = np.random.default_rng(SEED).normal(0, 30, pixels.shape)
    return Variant(jpeg(np.clip(pixels + noise, 0, 255).astype(np.uint8)))


def _compressed(pixels: Pixels, _faces: Faces) -> Variant:
    return Variant(jpeg(pixels, quality=8))


def _in_mode(pixels: Pixels, _faces: Faces, *, mode: str) -> Variant:
    return Variant(_encoded(Image.fromarray(pixels).convert(mode), "JPEG", quality=QUALITY))


def _palette(pixels: Pixels, _faces: Faces) -> Variant:
    return Variant(_encoded(Image.fromarray(pixels).quantize(64), "PNG", compress_level=1))


def _with_glasses(pixels: Pixels, faces: Faces) -> Variant:
    covered = pixels.copy()
    for face in faces:
        left, right = (np.array(eye) for eye in face.landmarks[:2])
        apart = float(np.hypot(*(right - left)))
        angle = float(np.degrees(np.arctan2(*(right - left)[::-1])))
        for eye in (left, right):
            axes = (round(apart * 0.36), round(apart * 0.27))
            cv2.ellipse(covered, _pixel(eye), axes, angle, 0, 360, GLASSES, -1, cv2.LINE_AA)
        width = max(1, round(apart * 0.07))
        cv2.line(covered, _pixel(left), _pixel(right), GLASSES, width, cv2.LINE_AA)
    return Variant(jpeg(covered))


def _with_mask(pixels: Pixels, faces: Faces) -> Variant:
    """From the bridge of the nose to the chin."""
    covered = pixels.copy()
    for face in faces:
        points = np.array(face.landmarks)
        eyes, mouth = points[:2], points[3:]
        across, down = eyes[1] - eyes[0], mouth.mean(axis=0) - eyes.mean(axis=0)
        shape = ((-0.8, 0.45), (0, 0.3), (0.8, 0.45), (0.75, 1.2), (0, 1.75), (-0.75, 1.2))
        corners = [eyes.mean(axis=0) + x * across + y * down for x, y in shape]
        cv2.fillPoly(covered, [np.rint(corners).astype(np.int32)], MASK, cv2.LINE_AA)
    return Variant(jpeg(covered))


def _pixel(point: NDArray[np.float64]) -> tuple[int, int]:
    x, y = np.rint(point).astype(int).tolist()
    return x, y


FOUND_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "plain": _plain,
        "turned 90": partial(_turned, degrees=90.0),
        "turned 180": partial(_turned, degrees=180.0),
        "turned 270": partial(_turned, degrees=270.0),
        "tilted 25": partial(_turned, degrees=25.0),
        "tilted -25": partial(_turned, degrees=-25.0),
        "exif 3": partial(_noted_as_turned, orientation=3, undo=Image.Transpose.ROTATE_180),
        "exif 6": partial(_noted_as_turned, orientation=6, undo=Image.Transpose.ROTATE_90),
        "exif 8": partial(_noted_as_turned, orientation=8, undo=Image.Transpose.ROTATE_270),
        "dark": partial(exposed, factor=0.1),
        "small": partial(small, share=SMALL_SHARE),
        "noisy": _noisy,
        "blurred": partial(blurred, share=0.012),
        "compressed": _compressed,
        "grey": partial(_in_mode, mode="L"),
        "cmyk": partial(_in_mode, mode="CMYK"),
        "palette": _palette,
        "glasses": _with_glasses,
        "mask": _with_mask,
        "overexposed": partial(exposed, factor=2.6),
    }
)
