"""Faces of a turned picture, in pixels of the picture as it was."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.faces import BoundingBox, FaceDetection

Pixels = NDArray[np.uint8]


def turned(picture: Pixels, degrees: float) -> tuple[Pixels, NDArray[np.float64]]:
    """The picture turned left, all of it kept, and the [2, 3] matrix that takes points back."""
    height, width = picture.shape[:2]
    there = np.asarray(
        cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), dtype=np.float64
    )
    across, along = np.abs(there[0, :2])
    size = (
        round(height * along + width * across),
        round(height * across + width * along),
    )
    there[:, 2] += (size[0] / 2 - width / 2, size[1] / 2 - height / 2)
    straight = round(degrees / 90) * 90 == degrees
    lying = (
        np.ascontiguousarray(np.rot90(picture, round(degrees / 90)))
        if straight
        else np.asarray(cv2.warpAffine(picture, there, size), dtype=np.uint8)
    )
    return lying, np.asarray(cv2.invertAffineTransform(there), dtype=np.float64)


def taken_back(face: FaceDetection, back: NDArray[np.float64]) -> FaceDetection:
    """The face, its box as large as it was and standing straight around the same middle."""
    box = face.bounding_box
    (x, y), *landmarks = _moved([box.centre, *face.landmarks], back)
    # On its side a box is as high as it was wide.
    lies = abs(back[0, 1]) > abs(back[0, 0])
    width, height = (box.height, box.width) if lies else (box.width, box.height)
    placed = BoundingBox(x - width / 2, y - height / 2, width, height)
    return FaceDetection(placed, tuple(landmarks), face.score)


def _moved(
    points: list[tuple[float, float]], matrix: NDArray[np.float64]
) -> list[tuple[float, float]]:
    there = np.array(points) @ matrix[:, :2].T + matrix[:, 2]
    return [(x, y) for x, y in there.tolist()]
