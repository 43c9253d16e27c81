"""Many boxes at once: float64 [N, 4] of left, top, right, bottom in pixels."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float64]
Scores = NDArray[np.float64]


def squared(boxes: Boxes) -> Boxes:
    """The smallest squares with the same middles that hold them."""
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    half = (boxes[:, 2:] - boxes[:, :2]).max(axis=1, keepdims=True) / 2
    return np.concatenate([centre - half, centre + half], axis=1)


def regressed(boxes: Boxes, regression: NDArray[np.float32]) -> Boxes:
    """Each edge moved by a share of the side."""
    sides = boxes[:, 2:] - boxes[:, :2]
    moved: Boxes = boxes + regression * np.concatenate([sides, sides], axis=1)
    return moved


def best_apart(boxes: Boxes, scores: Scores, most_overlap: float) -> NDArray[np.intp]:
    """Rows of the best boxes, best first; no two share more of their union than `most_overlap`."""
    if not len(boxes):
        return np.empty(0, dtype=np.intp)
    # OpenCV takes arrays, though it declares sequences of sequences only.
    placed: Any = np.concatenate([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]], axis=1)
    rated: Any = scores.astype(np.float32)
    kept = cv2.dnn.NMSBoxes(placed, rated, 0.0, most_overlap)
    return np.asarray(kept, dtype=np.intp)


def none_inside_another(boxes: Boxes, scores: Scores, most_overlap: float) -> list[int]:
    """As `best_apart`, by the share of the smaller box: half a face in a face goes, too."""
    kept: list[int] = []
    for row in np.argsort(-scores, kind="stable").tolist():
        if all(_share_of_smaller(boxes[row], boxes[other]) <= most_overlap for other in kept):
            kept.append(row)
    return kept


def _share_of_smaller(one: Boxes, other: Boxes) -> float:
    extent = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
    areas = [float(np.prod(box[2:] - box[:2])) for box in (one, other)]
    return float(np.prod(extent.clip(min=0))) / max(min(areas), 1e-9)
