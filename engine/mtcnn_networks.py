"""The three networks of MTCNN (Zhang et al. 2016), each stricter than the one before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.assets import read_manifest
from engine.boxes import Boxes, Scores, best_apart, none_inside_another, regressed, squared
from engine.faces import LANDMARKS, BoundingBox, FaceDetection
from engine.inference import NetworkSession

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Pixels = NDArray[np.uint8]

CELL_PX, STRIDE_PX = 12, 2  # what one output of the first network looks at
PYRAMID_STEP = 0.709  # half the area from scale to scale, as in the paper
OVERLAP_WITHIN_SCALE, OVERLAP_LAST = 0.5, 0.7
# The last network takes as long as three hundred cells of the first; crowds have no more faces.
MOST_PROPOSALS, MOST_FACES = 400, 150


@dataclass(frozen=True, slots=True)
class MtcnnSessions:
    """The three networks, by the names of the paper."""

    proposal: NetworkSession
    refinement: NetworkSession
    output: NetworkSession


@dataclass(frozen=True, slots=True)
class NetworkThresholds:
    """Scores in 0..1 that a box must exceed to be handed on, and at last to be a face.

    `overlap` is the largest that two boxes may have to be handed on both.
    """

    proposal: float = 0.6
    refinement: float = 0.7
    face: float = 0.8
    overlap: float = 0.7


def load_mtcnn_sessions() -> MtcnnSessions:
    """From the installed package's files, checked; AssetError otherwise."""
    manifest = read_manifest()
    proposal, refinement, output = (
        NetworkSession(manifest[name].load()) for name in ("pnet", "rnet", "onet")
    )
    return MtcnnSessions(proposal, refinement, output)


class MtcnnNetworks:
    """Upright faces in uint8 [height, width, 3] RGB, in its pixels."""

    def __init__(
        self, sessions: MtcnnSessions, *, thresholds: NetworkThresholds | None = None
    ) -> None:
        self._sessions = sessions
        self._thresholds = thresholds or NetworkThresholds()

    def faces(self, picture: Pixels, *, smallest_px: float) -> list[FaceDetection]:
        """Those from about `smallest_px` up, the likeliest first."""
        boxes = self._proposed(picture, smallest_px)
        if len(boxes):
            boxes = self._refined(picture, boxes)
        return self._final(picture, boxes) if len(boxes) else []

    def scores(self, picture: Pixels, boxes: Boxes) -> Scores:
        """[2 N] of the last network for square boxes, then for their mirror images."""
        crops = _crops(picture, boxes, side=48)
        both = np.concatenate([crops, crops[:, ::-1]])
        return self._sessions.output.run({"input_3": both})["softmax_2"][:, 1].astype(np.float64)

    def _proposed(self, picture: Pixels, smallest_px: float) -> Boxes:
        found = [self._proposed_at(*level) for level in _pyramid(picture, smallest_px)]
        boxes = np.concatenate([np.empty((0, 4)), *(boxes for boxes, _ in found)])
        scores = np.concatenate([np.empty(0), *(scores for _, scores in found)])
        return squared(boxes[best_apart(boxes, scores, self._thresholds.overlap)[:MOST_PROPOSALS]])

    def _proposed_at(self, level: Pixels, scale: float) -> tuple[Boxes, Scores]:
        outputs = self._sessions.proposal.run({"input_1": _as_input([level])})
        probabilities = outputs["softmax"][0, :, :, 1]
        columns, rows = np.nonzero(probabilities >= self._thresholds.proposal)
        if not len(columns):
            return np.empty((0, 4)), np.empty(0)
        scores = probabilities[columns, rows].astype(np.float64)
        corners = np.stack([columns, rows], axis=1) * float(STRIDE_PX)
        cells = np.concatenate([corners, corners + CELL_PX], axis=1) / scale
        keep = best_apart(cells, scores, OVERLAP_WITHIN_SCALE)
        regression = outputs["conv2d_4"][0, columns[keep], rows[keep]]
        return regressed(cells[keep], regression), scores[keep]

    def _refined(self, picture: Pixels, boxes: Boxes) -> Boxes:
        outputs = self._sessions.refinement.run({"input_2": _crops(picture, boxes, side=24)})
        scores = outputs["softmax_1"][:, 1].astype(np.float64)
        sure = scores > self._thresholds.refinement
        boxes, scores, regression = boxes[sure], scores[sure], outputs["dense_2"][sure]
        keep = best_apart(boxes, scores, self._thresholds.overlap)[:MOST_FACES]
        return squared(regressed(boxes[keep], regression[keep]))

    def _final(self, picture: Pixels, boxes: Boxes) -> list[FaceDetection]:
        outputs = self._sessions.output.run({"input_3": _crops(picture, boxes, side=48)})
        scores = outputs["softmax_2"][:, 1].astype(np.float64)
        sure = scores > self._thresholds.face
        points = _points(boxes[sure], outputs["dense_6"][sure])
        boxes, scores = regressed(boxes[sure], outputs["dense_5"][sure]), scores[sure]
        keep = none_inside_another(boxes, scores, OVERLAP_LAST)
        return [_face(boxes[i], points[i], scores[i]) for i in keep]


def resized(picture: Pixels, scale: float) -> Pixels:
    """The picture `scale` times as large, and never without pixels."""
    height, width = picture.shape[:2]
    size = (math.ceil(width * scale), math.ceil(height * scale))
    # Halving costs OpenCV a tenth of what other factors do.
    while picture.shape[1] >= 2 * size[0] and picture.shape[0] >= 2 * size[1]:
        half = (picture.shape[1] // 2, picture.shape[0] // 2)
        picture = np.asarray(cv2.resize(picture, half, interpolation=cv2.INTER_AREA), np.uint8)
    if (picture.shape[1], picture.shape[0]) == size:
        return picture
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def crop_of(picture: Pixels, box: Boxes, *, side: int) -> Pixels:
    """One box as a square of `side`; black outside of the picture, as in the networks' training."""
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


def _pyramid(picture: Pixels, smallest_px: float) -> Iterator[tuple[Pixels, float]]:
    """Each scale from the previous one: resizing the full picture costs most of the time."""
    scale = CELL_PX / smallest_px
    level = picture
    while min(picture.shape[:2]) * scale >= CELL_PX:
        level = resized(level, scale * picture.shape[1] / level.shape[1])
        yield level, scale
        scale *= PYRAMID_STEP


def _as_input(pictures: Sequence[Pixels]) -> NDArray[np.float32]:
    """uint8 [height, width, 3] each to float32 [N, width, height, 3]: these weights want it so."""
    turned = np.stack([cv2.transpose(picture) for picture in pictures])
    # Of two dimensions and channels, for OpenCV, where numpy takes four times as long.
    rows = turned.reshape(-1, *turned.shape[2:])
    inputs = cv2.addWeighted(rows, 1 / 128, rows, 0, -127.5 / 128, dtype=cv2.CV_32F)
    return np.asarray(inputs, dtype=np.float32).reshape(turned.shape)


def _crops(picture: Pixels, boxes: Boxes, *, side: int) -> NDArray[np.float32]:
    return _as_input([crop_of(picture, box, side=side) for box in np.rint(boxes)])


def _face(box: Boxes, points: NDArray[np.float64], score: float) -> FaceDetection:
    left, top, right, bottom = box.tolist()
    landmarks = tuple((x, y) for x, y in points.tolist())
    return FaceDetection(
        BoundingBox(left, top, right - left, bottom - top), landmarks, float(score)
    )


def _points(boxes: Boxes, landmarks: NDArray[np.float32]) -> NDArray[np.float64]:
    """Five xs and five ys in shares of the box to [N, 5, 2] pixels."""
    sides = boxes[:, 2:] - boxes[:, :2]
    shares = np.stack([landmarks[:, :LANDMARKS], landmarks[:, LANDMARKS:]], axis=2)
    points: NDArray[np.float64] = boxes[:, np.newaxis, :2] + shares * sides[:, np.newaxis]
    return points
