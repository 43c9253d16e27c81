"""A second look at pictures that are too dark or too bright to find a face in."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

DARKEST, BRIGHTEST = 1.0, 99.0  # percentiles that become black and white
MOST_GAMMA = 3.0
# Contrast within each of 8 x 8 parts of the picture, at most four times what it was.
PARTS, MOST_CONTRAST = (8, 8), 4.0


def relit(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8 RGB, stretched to the full range, its middle at mid-grey, each part for itself."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    low, middle, high = np.percentile(grey, (DARKEST, 50.0, BRIGHTEST))
    span = max(high - low, 1.0)
    level = float(np.clip((middle - low) / span, 0.02, 0.98))
    gamma = float(np.clip(np.log(0.5) / np.log(level), 1 / MOST_GAMMA, MOST_GAMMA))
    curve = np.clip((np.arange(256) - low) / span, 0, 1) ** gamma * 255
    return _contrasted(np.asarray(cv2.LUT(pixels, curve.astype(np.uint8)), dtype=np.uint8))


def _contrasted(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Each part equalised within limits (CLAHE, Zuiderveld 1994), its colours kept."""
    lab = cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB)
    equaliser = cv2.createCLAHE(clipLimit=MOST_CONTRAST, tileGridSize=PARTS)
    lab[..., 0] = equaliser.apply(np.ascontiguousarray(lab[..., 0]))
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), dtype=np.uint8)
