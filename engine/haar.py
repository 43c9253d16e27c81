"""OpenCV's cascade of Haar features (Viola & Jones 2001), for comparison."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import cv2

from engine.assets import Asset, read_manifest
from engine.errors import AssetError
from engine.faces import BoundingBox, FaceDetection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class HaarDetector:
    """Upright frontal faces only. It knows no landmarks and no probability: all scores are 1."""

    def __init__(
        self,
        cascade: Asset,
        *,
        smallest_face_px: int = 40,
        working_side_px: int = 640,
        scale_step: float = 1.3,
        neighbours: int = 5,
    ) -> None:
        cascade.load()  # OpenCV reads the file itself; this is the check against the manifest
        self._cascade = cv2.CascadeClassifier(str(cascade.path))
        if self._cascade.empty():
            raise AssetError(cascade.name, "OpenCV cannot read it")
        self._smallest_face_px = smallest_face_px
        self._working_side_px = working_side_px
        self._scale_step = scale_step
        self._neighbours = neighbours
        self._one_at_a_time = threading.Lock()  # a cascade keeps state while it runs

    def detect(self, pixels: NDArray[np.uint8]) -> list[FaceDetection]:
        """Faces in uint8 [height, width, 3] RGB, in its pixels."""
        scale = min(1.0, self._working_side_px / max(pixels.shape[:2]))
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
        if scale < 1:
            grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        with self._one_at_a_time:
            boxes = self._cascade.detectMultiScale(
                grey,
                self._scale_step,
                self._neighbours,
                minSize=(self._smallest_face_px, self._smallest_face_px),
            )
        return [
            FaceDetection(BoundingBox(*(float(edge) for edge in box)).scaled(1 / scale), (), 1.0)
            for box in boxes
        ]

    def glance(self, pixels: NDArray[np.uint8]) -> list[FaceDetection]:
        """The same: it has one way of looking only."""
        return self.detect(pixels)

    def suspects(self, pixels: NDArray[np.uint8]) -> list[FaceDetection]:
        """None: it gives no scores, so that it knows no doubt."""
        return []


def load_haar_detector() -> HaarDetector:
    """With the cascade that OpenCV carries, checked; AssetError otherwise."""
    return HaarDetector(read_manifest()["haar_frontal_face"])
