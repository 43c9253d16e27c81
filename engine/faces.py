"""Faces in a picture: where they are and the crop that the classifier learned from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LANDMARKS = 5
FACE_SIDE_PX = 48
LEAST_TILT_DEG = 12.0  # where straightening begins to help, see docs/decisions/0003


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """Pixels; x and y are the left and top edge."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """(x, y) of the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def scaled(self, factor: float) -> BoundingBox:
        """The same box in a picture `factor` times as large."""
        return BoundingBox(
            self.x * factor, self.y * factor, self.width * factor, self.height * factor
        )


@dataclass(frozen=True, slots=True)
class FaceDetection:
    """A face; landmarks are left eye, right eye, nose, left and right mouth corner as (x, y).

    Left and right as the viewer sees them on the upright face; no landmarks from a detector that
    knows none; `score` in 0..1.
    """

    bounding_box: BoundingBox
    landmarks: tuple[tuple[float, float], ...]
    score: float

    @property
    def quarter_turns(self) -> int:
        """How often to turn the picture left by 90 degrees until the face is upright, 0..3."""
        return round(self._roll_deg / 90) % 4

    @property
    def tilt_deg(self) -> float:
        """How far to turn it left besides, -45..45."""
        return self._roll_deg - 90 * round(self._roll_deg / 90)

    @property
    def _roll_deg(self) -> float:
        if not self.landmarks:
            return 0.0
        left_eye, right_eye, _, left_mouth, right_mouth = self.landmarks
        down_x = left_mouth[0] + right_mouth[0] - left_eye[0] - right_eye[0]
        down_y = left_mouth[1] + right_mouth[1] - left_eye[1] - right_eye[1]
        return math.degrees(math.atan2(-down_x, down_y))

    def scaled(self, factor: float) -> FaceDetection:
        """The same face in a picture `factor` times as large."""
        return FaceDetection(
            self.bounding_box.scaled(factor),
            tuple((x * factor, y * factor) for x, y in self.landmarks),
            self.score,
        )


@dataclass(frozen=True, slots=True)
class CropMargins:
    """How far the crop reaches beyond the squared box, in shares of its side; may be negative."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


class FaceDetector(Protocol):
    """Finds faces in uint8 [height, width, 3] RGB, in pixels of that array."""

    def detect(self, pixels: NDArray[np.uint8]) -> list[FaceDetection]:
        """In no particular order; empty where nobody is seen."""

    def glance(self, pixels: NDArray[np.uint8]) -> list[FaceDetection]:
        """As `detect`, at a cost that is fair for one of many frames: less may be found."""

    def suspects(self, pixels: NDArray[np.uint8]) -> list[FaceDetection]:
        """What looks a little like a face, however small; for hints, never to be read."""


def prominence(face: FaceDetection, *, width: float, height: float) -> float:
    """Its square pixels in a picture of that size; in a corner a third of them count."""
    half_diagonal = math.hypot(width, height) / 2
    x, y = face.bounding_box.centre
    aside = math.hypot(x - width / 2, y - height / 2) / half_diagonal
    return face.bounding_box.width * face.bounding_box.height * (1 - 2 / 3 * min(aside, 1.0))


def most_prominent(
    detections: Sequence[FaceDetection], *, width: float, height: float
) -> list[FaceDetection]:
    """The faces of a picture of that size, the one it is about first: large and central."""
    return sorted(
        detections, key=lambda face: prominence(face, width=width, height=height), reverse=True
    )


def face_crop(
    pixels: NDArray[np.uint8],
    box: BoundingBox,
    *,
    margins: CropMargins,
    size: int = FACE_SIDE_PX,
    quarter_turns: int = 0,
    tilt_deg: float = 0.0,
) -> NDArray[np.uint8]:
    """uint8 [size, size] grey: the squared box with margins, upright; edges are repeated.

    `pixels` is uint8 [height, width, 3] RGB; `quarter_turns` and `tilt_deg` as in FaceDetection;
    tilts as small as training has them are left.
    """
    if abs(tilt_deg) >= LEAST_TILT_DEG:
        pixels, box = _straightened(pixels, box, tilt_deg)
    side = max(box.width, box.height)
    square = _square_with(box, side, _turned(margins, quarter_turns))
    left, top, right, bottom = (round(edge) for edge in square)
    crop = _cut(pixels, left, top, max(right, left + 1), max(bottom, top + 1))
    grey = cv2.cvtColor(np.ascontiguousarray(crop), cv2.COLOR_RGB2GRAY)
    # Area averages when it shrinks; below the target size it would leave blocks.
    shrinks = min(grey.shape) >= size
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    face = cv2.resize(grey, (size, size), interpolation=how)
    return np.ascontiguousarray(np.rot90(face, quarter_turns), dtype=np.uint8)


def _straightened(
    pixels: NDArray[np.uint8], box: BoundingBox, tilt_deg: float
) -> tuple[NDArray[np.uint8], BoundingBox]:
    """What lies around the box, turned left by so much, and the box in it."""
    half = round(max(box.width, box.height))
    x, y = (round(at) for at in box.centre)
    around = _cut(pixels, x - half, y - half, x + half, y + half)
    matrix = cv2.getRotationMatrix2D((half, half), tilt_deg, 1.0)
    turned = cv2.warpAffine(around, matrix, (2 * half, 2 * half), borderMode=cv2.BORDER_REPLICATE)
    placed = BoundingBox(half - box.width / 2, half - box.height / 2, box.width, box.height)
    return np.asarray(turned, dtype=np.uint8), placed


def _square_with(
    box: BoundingBox, side: float, margins: CropMargins
) -> tuple[float, float, float, float]:
    x, y = box.centre
    return (
        x - side * (0.5 + margins.left),
        y - side * (0.5 + margins.top),
        x + side * (0.5 + margins.right),
        y + side * (0.5 + margins.bottom),
    )


def _turned(margins: CropMargins, quarter_turns: int) -> CropMargins:
    """Margins of an upright face as they lie before the picture is turned upright."""
    edges = [margins.left, margins.top, margins.right, margins.bottom]
    turns = quarter_turns % 4
    return CropMargins(*(edges[(at - turns) % 4] for at in range(4)))


def _cut(
    pixels: NDArray[np.uint8], left: int, top: int, right: int, bottom: int
) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    rows = slice(min(max(top, 0), height - 1), max(min(bottom, height), 1))
    columns = slice(min(max(left, 0), width - 1), max(min(right, width), 1))
    inner = pixels[rows, columns]
    outside = (
        max(rows.start - top, 0),
        max(bottom - rows.stop, 0),
        max(columns.start - left, 0),
        max(right - columns.stop, 0),
    )
    if not any(outside):
        return inner
    padded = cv2.copyMakeBorder(inner, *outside, cv2.BORDER_REPLICATE)
    return np.asarray(padded, dtype=np.uint8)
