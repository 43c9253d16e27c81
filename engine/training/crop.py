"""Where the detector's box lies in the pictures that the classifier learned from."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from engine.faces import CropMargins, face_crop
from engine.mtcnn import load_mtcnn_detector

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.classifier import EmotionClassifier
    from engine.faces import FaceDetection, FaceDetector
    from engine.training.dataset import FacePack, Split

log = logging.getLogger(__name__)

ENLARGED_PX = 192  # a training picture, large enough for the detector
BORDER_PX = 96  # around it: the detector's box may reach beyond the picture
MARGINS = (-0.1, -0.075, -0.05, -0.025, 0.0, 0.025, 0.05, 0.1, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class CropStudy:
    """`margins` [N, 4]: left, top, right, bottom by which the box must grow, in its sides."""

    looked_at: int
    margins: NDArray[np.float64]

    @property
    def median(self) -> CropMargins:
        """What makes the typical box the frame of the training picture."""
        return CropMargins(*np.median(self.margins, axis=0).tolist())


def on_canvas(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8 [48, 48] grey to RGB of `ENLARGED_PX` with a repeated border on each side."""
    large = cv2.resize(picture, (ENLARGED_PX, ENLARGED_PX), interpolation=cv2.INTER_CUBIC)
    edges = (BORDER_PX,) * 4
    framed = cv2.copyMakeBorder(large, *edges, cv2.BORDER_REPLICATE)
    return np.asarray(cv2.cvtColor(framed, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def only_face(detector: FaceDetector, canvas: NDArray[np.uint8]) -> FaceDetection | None:
    """None unless there is exactly one, and upright."""
    found = detector.detect(canvas)
    return found[0] if len(found) == 1 and found[0].quarter_turns == 0 else None


def study_crop(detector: FaceDetector, pictures: Sequence[NDArray[np.uint8]]) -> CropStudy:
    """Looks for the face in each picture and measures its box against the picture's frame."""
    faces = [only_face(detector, on_canvas(picture)) for picture in pictures]
    rows = [_margins(face) for face in faces if face is not None]
    return CropStudy(len(pictures), np.array(rows, dtype=np.float64).reshape(-1, 4))


def accuracy_by_margins(
    classifier: EmotionClassifier,
    detector: FaceDetector,
    pack: FacePack,
    choices: Mapping[str, CropMargins],
) -> dict[str, float]:
    """Name to the share of detected faces with clear FER+ majority that are read right."""
    majority = pack.ferplus.argmax(axis=1)
    canvases = [on_canvas(picture) for picture in pack.images]
    seen = [(at, only_face(detector, canvas)) for at, canvas in enumerate(canvases)]
    found = [(at, face.bounding_box) for at, face in seen if face is not None]
    labels = majority[[at for at, _ in found]]
    shares = {}
    for name, margins in choices.items():
        crops = [face_crop(canvases[at], box, margins=margins) for at, box in found]
        answers = classifier.probabilities(crops).argmax(axis=1)
        shares[name] = float((answers == labels).mean())
    return shares


def log_crop_study(packs: Mapping[Split, FacePack], *, faces: int) -> None:
    """The margins that Training wants, and what they and others cost on PublicTest."""
    from engine.classifier import load_emotion_classifier

    detector = load_mtcnn_detector()
    order = np.random.default_rng(7)
    training = packs["Training"]
    chosen = order.choice(len(training), size=min(faces, len(training)), replace=False)
    study = study_crop(detector, list(training.images[chosen]))
    log.info("one face in %d of %d pictures", len(study.margins), study.looked_at)
    for percentile in (10, 25, 50, 75, 90):
        edges = np.percentile(study.margins, percentile, axis=0).round(3)
        log.info("percentile %d: left, top, right, bottom %s", percentile, edges)
    validation = packs["PublicTest"].rows(packs["PublicTest"].clear_majority())
    some = validation.rows(np.arange(min(faces, len(validation))))
    choices = {f"{margin:+.2f}": CropMargins(*(margin,) * 4) for margin in MARGINS}
    choices["median"] = study.median
    for name, share in accuracy_by_margins(
        load_emotion_classifier(), detector, some, choices
    ).items():
        log.info("margin %s: %.4f right", name, share)


def _margins(face: FaceDetection) -> tuple[float, float, float, float]:
    box = face.bounding_box
    x, y = box.centre
    side = max(box.width, box.height)
    start, end = BORDER_PX, BORDER_PX + ENLARGED_PX
    return (
        (x - start) / side - 0.5,
        (y - start) / side - 0.5,
        (end - x) / side - 0.5,
        (end - y) / side - 0.5,
    )
