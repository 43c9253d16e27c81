"""Faces in a picture: where they are and the crop that the classifier learned from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """Pixels; x and y are the left and top edge."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FaceDetection:
    """A face; landmarks are left eye, right eye, nose, left and right mouth corner as (x, y).

    Left and right as the viewer sees them; `score` in 0..1.
    """

    bounding_box: BoundingBox
    landmarks: tuple[tuple[float, float], ...]
    score: float
