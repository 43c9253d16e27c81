"""How well the shipped classifier reads faces that it never learned from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.classifier import mixed, softmax
from engine.emotions import EMOTIONS, Emotion
from engine.evaluation.near_copies import near_copies
from engine.evaluation.tally import Tally, tally
from engine.training.calibration import calibration_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.classifier import EmotionClassifier
    from engine.training.dataset import FacePack, Split

    Numbers = NDArray[np.float64]

# Training is left out: what was learned by heart says nothing.
SPLITS: tuple[Split, ...] = ("PublicTest", "PrivateTest")
PRODUCT = "product"
FOUR = [EMOTIONS.index(one) for one in (Emotion.ANGRY, Emotion.HAPPY, Emotion.SAD, Emotion.NEUTRAL)]
CERTAIN_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """Shares in 0..1 for one head, or for the product's mixture of the heads.

    `fer2013` is right by FER2013 labels, `fer2013_six` with disgust counted as anger,
    `fer2013_four` among the angry, happy, sad and neutral faces if only these may be answered.
    `ferplus_clear` is right where more than half of the FER+ taggers agree, `ferplus_all` by what
    most said of any face. Then one by one, by the clear majority, by FER2013 label, and on the
    faces of which both say the same; shares without the faces that have a copy in a split before
    theirs; and shares without those whose photo was learned from in another crop or light either.
    """

    fer2013: float
    fer2013_six: float
    fer2013_four: float
    ferplus_clear: float
    ferplus_all: float
    by_ferplus: Tally
    by_fer2013: Tally
    by_both: Tally
    ferplus_clear_uncopied: float
    fer2013_uncopied: float
    ferplus_clear_unseen: float
    fer2013_unseen: float


@dataclass(frozen=True, slots=True)
class SplitReport:
    """One split; certainty is the product's, by what most FER+ taggers said of any face.

    `sure` is the share of sure readings, `right_of_most_certain` how many are right of the seven
    in ten faces that the product is most certain of.
    """

    faces: int
    copied_faces: int
    near_copies: int
    answers: Mapping[str, AnswerReport]
    calibration_error: float
    sure: float
    right_when_sure: float
    right_of_most_certain: float


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
    learned = pack["Training"].images
    return EmotionReport({name: _split_report(classifier, pack[name], learned) for name in SPLITS})


def _split_report(
    classifier: EmotionClassifier, faces: FacePack, learned: NDArray[np.uint8]
) -> SplitReport:
    near = near_copies(faces.images, learned)
    logits = classifier.logits(faces.images)
    probabilities = softmax(mixed(logits, classifier.card) / classifier.card.temperature)
    answers = {head: _answers(softmax(rows), faces, near) for head, rows in logits.items()}
    named = faces.ferplus.sum(axis=1) > 0
    confidence = probabilities.max(axis=1)[named]
    right = (probabilities.argmax(axis=1) == faces.ferplus.argmax(axis=1))[named]
    sure = confidence >= classifier.card.sure
    most_certain = np.argsort(-confidence, kind="stable")[: round(CERTAIN_SHARE * len(right))]
    return SplitReport(
        faces=len(faces),
        copied_faces=int(faces.copied.sum()),
        near_copies=int(near.sum()),
        answers={PRODUCT: _answers(probabilities, faces, near), **answers},
        calibration_error=calibration_error(confidence, right),
        sure=_share(sure),
        right_when_sure=_share(right[sure]),
        right_of_most_certain=_share(right[most_certain]),
    )


def _answers(probabilities: Numbers, faces: FacePack, near: NDArray[np.bool_]) -> AnswerReport:
    answer, majority = probabilities.argmax(axis=1), faces.ferplus.argmax(axis=1)
    clear, named, original = faces.clear_majority(), faces.ferplus.sum(axis=1) > 0, ~faces.copied
    right, right_by_votes = answer == faces.fer2013, answer == majority
    agreed, unseen = clear & (majority == faces.fer2013), original & ~near
    return AnswerReport(
        fer2013=_share(right),
        fer2013_six=_six(probabilities, faces.fer2013),
        fer2013_four=_four(probabilities, faces.fer2013),
        ferplus_clear=_share(right_by_votes[clear]),
        ferplus_all=_share(right_by_votes[named]),
        by_ferplus=tally(answer[clear], majority[clear]),
        by_fer2013=tally(answer, faces.fer2013),
        by_both=tally(answer[agreed], majority[agreed]),
        ferplus_clear_uncopied=_share(right_by_votes[clear & original]),
        fer2013_uncopied=_share(right[original]),
        ferplus_clear_unseen=_share(right_by_votes[clear & unseen]),
        fer2013_unseen=_share(right[unseen]),
    )


def _six(probabilities: Numbers, labels: NDArray[np.int64]) -> float:
    """Disgust joined to anger, in the answers as in the labels."""
    anger, disgust = EMOTIONS.index(Emotion.ANGRY), EMOTIONS.index(Emotion.DISGUST)
    joined = probabilities.copy()
    joined[:, anger] += joined[:, disgust]
    joined[:, disgust] = 0
    return _share(joined.argmax(axis=1) == np.where(labels == disgust, anger, labels))


def _four(probabilities: Numbers, labels: NDArray[np.int64]) -> float:
    among = np.isin(labels, FOUR)
    answer = np.array(FOUR)[probabilities[among][:, FOUR].argmax(axis=1)]
    return _share(answer == labels[among])


def _share(right: NDArray[np.bool_]) -> float:
    return float(right.mean()) if len(right) else 0.0
