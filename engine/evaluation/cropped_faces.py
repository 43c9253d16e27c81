"""Folders of faces that somebody else has cropped: read by the product, counted by emotion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, UnidentifiedImageError

from engine.emotions import EMOTIONS, Emotion
from engine.evaluation.tally import tally
from engine.faces import BoundingBox, CropMargins, face_crop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from engine.classifier import EmotionClassifier

SUFFIXES = {".bmp", ".gif", ".jpeg", ".jpg", ".pgm", ".png", ".tif", ".tiff", ".webp"}
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


def evaluate_cropped_faces(classifier: EmotionClassifier, folder: Path) -> CroppedFaceReport:
    """Every picture in the folders named by an emotion is one face, of any size and colour."""
    crops, truth, unreadable = [], [], []
    for path, emotion in _pictures(folder):
        crop = _read(path, side_px=classifier.card.input_side_px)
        if crop is None:
            unreadable.append(path)
            continue
        crops.append(crop)
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


def _read(path: Path, *, side_px: int) -> NDArray[np.uint8] | None:
    """uint8 [side, side] grey, cut as the product cuts its faces; None if it is no picture."""
    try:
        with Image.open(path) as picture:
            pixels = np.asarray(picture.convert("RGB"))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        return None
    height, width = pixels.shape[:2]
    whole = BoundingBox(0, 0, width, height)
    return face_crop(pixels, whole, margins=CropMargins(), size=side_px)
