"""How well the shipped classifier reads faces that it never learned from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.classifier import mixed, softmax
from engine.emotions import EMOTIONS
from engine.training.calibration import calibration_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.classifier import EmotionClassifier
    from engine.training.dataset import FacePack, Split

# Training is left out: what was learned by heart says nothing.
SPLITS: tuple[Split, ...] = ("PublicTest", "PrivateTest")
PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """Shares in 0..1 for one head, or for the product's mixture of the heads.

    `fer2013` is right by FER2013 labels; `ferplus_clear` where more than half of the FER+ taggers
    agree, `ferplus_all` by what most said of any face; `recall` per emotion by clear majority and
    `recall_fer2013` by FER2013 label.
    """

    fer2013: float
    ferplus_clear: float
    ferplus_all: float
    recall: Mapping[str, float]
    recall_fer2013: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SplitReport:
    """One split; `calibration_error` by FER+ majorities, `sure` the share of sure readings."""

    faces: int
    answers: Mapping[str, AnswerReport]
    calibration_error: float
    sure: float
    right_when_sure: float


@dataclass(frozen=True, slots=True)
class EmotionReport:
    """By name of the split."""

    splits: Mapping[str, SplitReport]

    def as_dict(self) -> dict[str, Any]:
        """Split to its numbers, for JSON."""
        return {name: asdict(split) for name, split in self.splits.items()}


def evaluate_emotions(
    classifier: EmotionClassifier, pack: Mapping[Split, FacePack]
) -> EmotionReport:
    """Both test splits of what `load_face_pack` gives."""
    return EmotionReport({name: _split_report(classifier, pack[name]) for name in SPLITS})


def _split_report(classifier: EmotionClassifier, faces: FacePack) -> SplitReport:
    logits = classifier.logits(faces.images)
    probabilities = softmax(mixed(logits, classifier.card) / classifier.card.temperature)
    answers = {head: _answers(rows, faces) for head, rows in logits.items()}
    named = faces.ferplus.sum(axis=1) > 0
    confidence = probabilities.max(axis=1)[named]
    right = (probabilities.argmax(axis=1) == faces.ferplus.argmax(axis=1))[named]
    sure = confidence >= classifier.card.sure
    return SplitReport(
        faces=len(faces),
        answers={PRODUCT: _answers(probabilities, faces), **answers},
        calibration_error=calibration_error(confidence, right),
        sure=float(sure.mean()),
        right_when_sure=_share(right[sure]),
    )


def _answers(scores: NDArray[np.float64], faces: FacePack) -> AnswerReport:
    answer, majority = scores.argmax(axis=1), faces.ferplus.argmax(axis=1)
    clear, named = faces.clear_majority(), faces.ferplus.sum(axis=1) > 0
    return AnswerReport(
        fer2013=_share(answer == faces.fer2013),
        ferplus_clear=_share((answer == majority)[clear]),
        ferplus_all=_share((answer == majority)[named]),
        recall=_recall(answer[clear], majority[clear]),
        recall_fer2013=_recall(answer, faces.fer2013),
    )


def _recall(answer: NDArray[np.int64], truth: NDArray[np.int64]) -> dict[str, float]:
    return {
        emotion.value: _share(answer[truth == index] == index)
        for index, emotion in enumerate(EMOTIONS)
        if (truth == index).any()
    }


def _share(right: NDArray[np.bool_]) -> float:
    return float(right.mean()) if len(right) else 0.0
