"""Why no face was found: what the sender could do better next time."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.errors import FaceHint
from engine.faces import FaceDetector

# Chosen on 21 photos made dark, blurred and small until nobody was found in them.
DARK = 24  # of 255: nineteen of twenty pixels are darker
SMALL_SHARE = 1 / 30  # of the longer side: of what may be a face, or
SMALL_AREA = 1 / 12  # of the picture: of the part that shows any detail
SIDE_PX = 320  # compared at one size, in which grain is averaged away
# Second derivatives, in shares of the range between dark and light.
DETAIL, SHARP = 0.1, 0.08
SHARPEST = 99.9  # percentile: a face in focus before a plain wall is sharp, too


def hint_of(pixels: NDArray[np.uint8], detector: FaceDetector) -> FaceHint:
    """For uint8 [height, width, 3] RGB in which the detector found nobody.

    Where nothing else is wrong, nobody faces the camera: true of a landscape, too.
    """
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    if np.percentile(grey, 95) < DARK:
        return FaceHint.TOO_DARK
    edges = _edges(grey)
    if np.percentile(edges, SHARPEST) < SHARP:
        return FaceHint.BLURRED
    if _detailed_share(edges) < SMALL_AREA or _has_tiny_suspect(pixels, detector):
        return FaceHint.TOO_SMALL
    return FaceHint.TURNED_AWAY


def _edges(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    scale = min(1.0, SIDE_PX / max(grey.shape))
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    low, high = np.percentile(small, (1, 99))
    edges = np.abs(cv2.Laplacian(small, cv2.CV_32F)) / max(high - low, 1.0)
    return np.asarray(edges, dtype=np.float32)


def _detailed_share(edges: NDArray[np.float32]) -> float:
    """Area of the box around nearly all detail, in shares of the picture."""
    rows, columns = np.nonzero(edges > DETAIL)
    if not len(rows):
        return 0.0
    spans = [float(np.ptp(np.percentile(along, (2, 98)))) for along in (rows, columns)]
    return spans[0] * spans[1] / edges.size


def _has_tiny_suspect(pixels: NDArray[np.uint8], detector: FaceDetector) -> bool:
    largest_px = SMALL_SHARE * max(pixels.shape[:2])
    return any(one.bounding_box.height <= largest_px for one in detector.suspects(pixels))
