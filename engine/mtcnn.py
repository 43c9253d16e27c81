"""MTCNN (Zhang et al. 2016): three networks, each stricter than the one before.

Boxes inside this module are float64 [N, 4]: left, top, right, bottom.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from engine.assets import read_manifest
from engine.faces import LANDMARKS, BoundingBox, FaceDetection
from engine.inference import NetworkSession
from engine.lighting import relit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Boxes = NDArray[np.float64]
    Pixels = NDArray[np.uint8]

CELL_PX, STRIDE_PX = 12, 2  # what one output of the first network looks at
PYRAMID_STEP = 0.709  # half the area from scale to scale, as in the paper
OVERLAP_WITHIN_SCALE, OVERLAP_BETWEEN, OVERLAP_LAST = 0.5, 0.7, 0.7


@dataclass(frozen=True, slots=True)
class MtcnnSessions:
    """The three networks, by the names of the paper."""

    proposal: NetworkSession
    refinement: NetworkSession
    output: NetworkSession


@dataclass(frozen=True, slots=True)
class FaceThresholds:
    """Scores in 0..1 that a face must exceed.

    A picture's faces count if one of them exceeds `surest`; then those above `face` do, too. Small
    faces in a group score low beside a sure one, while dogs and drawings are alone. `second_look`
    takes the place of `surest` once the picture was relit or turned: more looks may err more often.
    """

    proposal: float = 0.6
    refinement: float = 0.7
    face: float = 0.8
    surest: float = 0.95
    second_look: float = 0.98


def load_mtcnn_sessions() -> MtcnnSessions:
    """From the installed package's files, checked; AssetError otherwise."""
    manifest = read_manifest()
    proposal, refinement, output = (
        NetworkSession(manifest[name].load()) for name in ("pnet", "rnet", "onet")
    )
    return MtcnnSessions(proposal, refinement, output)


class MtcnnDetector:
    """Finds faces from `smallest_face_px` up, in a picture shrunk to `working_side_px`."""

    def __init__(
        self,
        sessions: MtcnnSessions,
        *,
        smallest_face_px: int = 40,
        working_side_px: int = 640,
        thresholds: FaceThresholds | None = None,
    ) -> None:
        self._sessions = sessions
        self._smallest_face_px = smallest_face_px
        self._working_side_px = working_side_px
        self._thresholds = thresholds or FaceThresholds()

    def detect(self, pixels: Pixels) -> list[FaceDetection]:
        """Faces in uint8 [height, width, 3] RGB, in its pixels; also if it lies on its side."""
        scale = min(1.0, self._working_side_px / max(pixels.shape[:2]))
        working = pixels if scale == 1.0 else _resized(pixels, scale)
        found = self._seen(working, self._thresholds.surest) or self._seen_again(working)
        return [face.scaled(1 / scale) for face in found]

    def _seen(self, picture: Pixels, surest: float) -> list[FaceDetection]:
        found = self._upright(picture)
        return found if _highest_score(found) >= surest else []

    def _seen_again(self, picture: Pixels) -> list[FaceDetection]:
        """Relit, else turned: the faces of the orientation with the surest one."""
        surest = self._thresholds.second_look
        found = self._seen(relit(picture), surest)
        if found:
            return found
        height, width = picture.shape[:2]
        looks = {
            turns: self._seen(np.ascontiguousarray(np.rot90(picture, turns)), surest)
            for turns in (1, 2, 3)
        }
        turns, found = max(looks.items(), key=lambda look: _highest_score(look[1]))
        return [turned_back(face, turns, width=width, height=height) for face in found]

    def _upright(self, picture: Pixels) -> list[FaceDetection]:
        boxes = self._proposed(picture)
        if len(boxes):
            boxes = self._refined(picture, boxes)
        return self._final(picture, boxes) if len(boxes) else []

    def _proposed(self, picture: Pixels) -> Boxes:
        found = [self._proposed_at(level, scale) for level, scale in self._pyramid(picture)]
        found = [one for one in found if len(one[1])]
        if not found:
            return np.empty((0, 4))
        boxes = np.concatenate([boxes for boxes, _ in found])
        scores = np.concatenate([scores for _, scores in found])
        return _squared(boxes[_best_apart(boxes, scores, OVERLAP_BETWEEN)])

    def _pyramid(self, picture: Pixels) -> Iterator[tuple[Pixels, float]]:
        """Each scale from the previous one: resizing the full picture costs most of the time."""
        scale = CELL_PX / self._smallest_face_px
        level = picture
        while min(picture.shape[:2]) * scale >= CELL_PX:
            level = _resized(level, scale * picture.shape[1] / level.shape[1])
            yield level, scale
            scale *= PYRAMID_STEP

    def _proposed_at(self, level: Pixels, scale: float) -> tuple[Boxes, NDArray[np.float64]]:
        outputs = self._sessions.proposal.run({"input_1": _as_input(level[np.newaxis])})
        probabilities = outputs["softmax"][0, :, :, 1]
        columns, rows = np.nonzero(probabilities >= self._thresholds.proposal)
        scores = probabilities[columns, rows].astype(np.float64)
        corners = np.stack([columns, rows], axis=1) * float(STRIDE_PX)
        cells = np.concatenate([corners, corners + CELL_PX], axis=1) / scale
        keep = _best_apart(cells, scores, OVERLAP_WITHIN_SCALE)
        regression = outputs["conv2d_4"][0, columns[keep], rows[keep]]
        return _regressed(cells[keep], regression), scores[keep]

    def _refined(self, picture: Pixels, boxes: Boxes) -> Boxes:
        outputs = self._sessions.refinement.run({"input_2": _crops(picture, boxes, side=24)})
        scores = outputs["softmax_1"][:, 1].astype(np.float64)
        sure = scores > self._thresholds.refinement
        boxes, scores, regression = boxes[sure], scores[sure], outputs["dense_2"][sure]
        keep = _best_apart(boxes, scores, OVERLAP_BETWEEN)
        return _squared(_regressed(boxes[keep], regression[keep]))

    def _final(self, picture: Pixels, boxes: Boxes) -> list[FaceDetection]:
        outputs = self._sessions.output.run({"input_3": _crops(picture, boxes, side=48)})
        scores = outputs["softmax_2"][:, 1].astype(np.float64)
        sure = scores > self._thresholds.face
        points = _points(boxes[sure], outputs["dense_6"][sure])
        boxes, scores = _regressed(boxes[sure], outputs["dense_5"][sure]), scores[sure]
        keep = _best_apart(boxes, scores, OVERLAP_LAST, of_smaller=True)
        return [_face(boxes[i], points[i], scores[i]) for i in keep]


def load_mtcnn_detector() -> MtcnnDetector:
    """With the settings that were measured on photos."""
    return MtcnnDetector(load_mtcnn_sessions())


def turned_back(face: FaceDetection, turns: int, *, width: int, height: int) -> FaceDetection:
    """A face found in `np.rot90(picture, turns)`, in the picture of that width and height."""
    box = face.bounding_box
    corners = [(box.x, box.y), (box.x + box.width, box.y + box.height)]
    (x1, y1), (x2, y2) = (_point_back(c, turns, width=width, height=height) for c in corners)
    points = tuple(_point_back(p, turns, width=width, height=height) for p in face.landmarks)
    back = BoundingBox(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    return FaceDetection(back, points, face.score)


def _point_back(
    point: tuple[float, float], turns: int, *, width: int, height: int
) -> tuple[float, float]:
    x, y = point
    return {0: (x, y), 1: (width - y, x), 2: (width - x, height - y), 3: (y, height - x)}[turns]


def _highest_score(faces: list[FaceDetection]) -> float:
    return max((face.score for face in faces), default=0.0)


def _face(box: Boxes, points: NDArray[np.float64], score: float) -> FaceDetection:
    left, top, right, bottom = box.tolist()
    landmarks = tuple((x, y) for x, y in points.tolist())
    return FaceDetection(
        BoundingBox(left, top, right - left, bottom - top), landmarks, float(score)
    )


def _resized(picture: Pixels, scale: float) -> Pixels:
    height, width = picture.shape[:2]
    size = (math.ceil(width * scale), math.ceil(height * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _as_input(pictures: Pixels) -> NDArray[np.float32]:
    """uint8 [N, height, width, 3] to float32 [N, width, height, 3]: these weights want it so."""
    turned = np.ascontiguousarray(pictures.transpose(0, 2, 1, 3))
    return (turned.astype(np.float32) - np.float32(127.5)) * np.float32(1 / 128)


def _crops(picture: Pixels, boxes: Boxes, *, side: int) -> NDArray[np.float32]:
    """Square boxes as network input; black outside of the picture, as in training."""
    return _as_input(np.stack([_crop(picture, box, side=side) for box in np.rint(boxes)]))


def _crop(picture: Pixels, box: Boxes, *, side: int) -> Pixels:
    height, width = picture.shape[:2]
    left, top, right, bottom = (int(edge) for edge in box)
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    inner = picture[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    if inner.size == 0:
        return np.zeros((side, side, 3), dtype=np.uint8)
    if left < 0 or top < 0 or right > width or bottom > height:
        outside = (max(-top, 0), max(bottom - height, 0), max(-left, 0), max(right - width, 0))
        inner = np.asarray(cv2.copyMakeBorder(inner, *outside, cv2.BORDER_CONSTANT), dtype=np.uint8)
    return np.asarray(cv2.resize(inner, (side, side), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _squared(boxes: Boxes) -> Boxes:
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    half = (boxes[:, 2:] - boxes[:, :2]).max(axis=1, keepdims=True) / 2
    return np.concatenate([centre - half, centre + half], axis=1)


def _regressed(boxes: Boxes, regression: NDArray[np.float32]) -> Boxes:
    """Each edge moved by a share of the side."""
    sides = boxes[:, 2:] - boxes[:, :2]
    moved: Boxes = boxes + regression * np.concatenate([sides, sides], axis=1)
    return moved


def _points(boxes: Boxes, landmarks: NDArray[np.float32]) -> NDArray[np.float64]:
    """Five xs and five ys in shares of the box to [N, 5, 2] pixels."""
    sides = boxes[:, 2:] - boxes[:, :2]
    shares = np.stack([landmarks[:, :LANDMARKS], landmarks[:, LANDMARKS:]], axis=2)
    points: NDArray[np.float64] = boxes[:, np.newaxis, :2] + shares * sides[:, np.newaxis]
    return points


def _best_apart(
    boxes: Boxes, scores: NDArray[np.float64], most_overlap: float, *, of_smaller: bool = False
) -> NDArray[np.intp]:
    """Rows of the best boxes, best first, none of which overlaps a better one by more.

    Overlap is intersection over union, or over the smaller of the two areas.
    """
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    left = np.argsort(-scores, kind="stable")
    kept = []
    while len(left):
        best, others = left[0], left[1:]
        kept.append(best)
        corner = np.minimum(boxes[best, 2:], boxes[others, 2:])
        extent = corner - np.maximum(boxes[best, :2], boxes[others, :2])
        shared = np.prod(extent.clip(min=0), axis=1)
        whole = areas[best] + areas[others] - shared
        if of_smaller:
            whole = np.minimum(areas[best], areas[others])
        left = others[shared <= most_overlap * whole]
    return np.array(kept, dtype=np.intp)
