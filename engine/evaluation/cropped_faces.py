"""Folders of faces that somebody else has cropped: read by the product, counted by emotion.

Who cropped them left more or less of hair and background, so the detector looks for the face in
each picture as it would in a photo, and the whole picture is the face only where it finds none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

from engine.emotions import EMOTIONS, Emotion
from engine.evaluation.tally import tally
from engine.faces import BoundingBox, CropMargins, face_crop, most_prominent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from engine.classifier import ClassifierCard, EmotionClassifier
    from engine.faces import FaceDetector

SUFFIXES = {".bmp", ".gif", ".jpeg", ".jpg", ".pgm", ".png", ".tif", ".tiff", ".webp"}
# Smaller pictures are enlarged before a face is looked for. Of 48 pixels of PublicTest enlarged to
# so many a face is found in 95 of 100, at twice their size in 94, as they are in 88.
LEAST_SIDE_PX = 240
# What people call such folders beside our own names.
OTHER_NAMES = {
    "anger": Emotion.ANGRY,
    "disgusted": Emotion.DISGUST,
    "fearful": Emotion.FEAR,
    "afraid": Emotion.FEAR,
    "happiness": Emotion.HAPPY,
    "joy": Emotion.HAPPY,
    "sadness": Emotion.SAD,
    "surprised": Emotion.SURPRISE,
    "calm": Emotion.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class CroppedFaceReport:
    """Shares in 0..1; `recall` by emotion, `confusion` as in Tally; files that are no pictures."""

    accuracy: float
    n: int
    recall: Mapping[str, float]
    confusion: tuple[tuple[int, ...], ...]
    unreadable: tuple[Path, ...]


def emotion_folders(folder: Path) -> dict[Path, Emotion]:
    """The folders below `folder` that are named by an emotion, in any case of letters."""
    names = {one.value: one for one in EMOTIONS} | OTHER_NAMES
    inner = sorted(one for one in folder.iterdir() if one.is_dir())
    return {one: names[one.name.lower()] for one in inner if one.name.lower() in names}


def evaluate_cropped_faces(
    classifier: EmotionClassifier, detector: FaceDetector, folder: Path
) -> CroppedFaceReport:
    """Every picture in the folders named by an emotion is one face, of any size and colour."""
    crops, truth, unreadable = [], [], []
    for path, emotion in _pictures(folder):
        pixels = _read(path)
        if pixels is None:
            unreadable.append(path)
            continue
        crops.append(_face(pixels, detector, classifier.card))
        truth.append(EMOTIONS.index(emotion))
    answers = classifier.probabilities(crops).argmax(axis=1) if crops else np.array([], dtype=int)
    counted = tally(answers, np.array(truth, dtype=np.int64))
    return CroppedFaceReport(
        counted.accuracy, counted.n, counted.recall, counted.confusion, tuple(unreadable)
    )


def _pictures(folder: Path) -> Iterator[tuple[Path, Emotion]]:
    for inner, emotion in emotion_folders(folder).items():
        for path in sorted(inner.rglob("*")):
            if path.suffix.lower() in SUFFIXES and path.is_file():
                yield path, emotion


def _read(path: Path) -> NDArray[np.uint8] | None:
    """uint8 [height, width, 3] RGB; None if it is no picture."""
    try:
        with Image.open(path) as picture:
            return np.asarray(picture.convert("RGB"))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        return None


def _face(
    pixels: NDArray[np.uint8], detector: FaceDetector, card: ClassifierCard
) -> NDArray[np.uint8]:
    """uint8 [side, side] grey, cut as the product cuts its faces."""
    picture = _enlarged(pixels)
    height, width = picture.shape[:2]
    faces = most_prominent(detector.detect(picture), width=width, height=height)
    if not faces:
        whole = BoundingBox(0, 0, pixels.shape[1], pixels.shape[0])
        return face_crop(pixels, whole, margins=CropMargins(), size=card.input_side_px)
    return face_crop(
        picture,
        faces[0].bounding_box,
        margins=card.crop_margins,
        size=card.input_side_px,
        quarter_turns=faces[0].quarter_turns,
        tilt_deg=faces[0].tilt_deg,
    )


def _enlarged(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    scale = LEAST_SIDE_PX / max(pixels.shape[:2])
    if scale <= 1:
        return pixels
    enlarged = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return np.asarray(enlarged, dtype=np.uint8)
