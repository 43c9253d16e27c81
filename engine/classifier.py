"""The emotion classifier: crops of faces to calibrated emotion distributions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.assets import Asset, read_manifest
from engine.emotions import EMOTIONS, Emotion, EmotionDistribution
from engine.errors import AssetError
from engine.faces import CropMargins
from engine.inference import NetworkSession

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

CLASSIFIER = "emotions"
INPUT = "faces"
BATCH = 256  # faces at once: beyond that only memory grows


@dataclass(frozen=True, slots=True)
class ClassifierCard:
    """What must be known to use the weights; all of it from the manifest.

    `labels` is the order of the logits; `mean` and `std` are of grey in 0..1; `heads` maps an
    output to its share in the answer. `biases` are added to the logits, since what is rare among
    the training faces is not rare among selfies, and the sum is divided by `temperature`. From the
    confidence `sure` on, a reading is taken for granted.
    """

    labels: tuple[Emotion, ...]
    input_side_px: int
    mean: float
    std: float
    heads: Mapping[str, float]
    biases: tuple[float, ...]
    temperature: float
    sure: float
    crop_margins: CropMargins

    @classmethod
    def from_asset(cls, asset: Asset) -> ClassifierCard:
        """AssetError if the entry lacks a fact or names other emotions than ours."""
        facts = asset.facts
        try:
            card = cls(
                labels=tuple(Emotion(label) for label in facts["labels"]),
                input_side_px=facts["input_side_px"],
                mean=facts["mean"],
                std=facts["std"],
                heads=facts["heads"],
                biases=tuple(facts["biases"]),
                temperature=facts["temperature"],
                sure=facts["sure"],
                crop_margins=CropMargins(**facts["crop_margins"]),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise AssetError(asset.name, f"manifest entry: {error}") from error
        if sorted(card.labels) != sorted(EMOTIONS):
            raise AssetError(asset.name, "manifest entry: not our seven emotions")
        return card


class EmotionClassifier:
    """Thread-safe."""

    def __init__(self, session: NetworkSession, card: ClassifierCard) -> None:
        self._session = session
        self.card = card
        self._order = [card.labels.index(emotion) for emotion in EMOTIONS]

    def classify(self, faces: Sequence[NDArray[np.uint8]]) -> list[EmotionDistribution]:
        """One distribution for each uint8 [side, side] grey crop."""
        if not faces:
            return []
        return [EmotionDistribution(tuple(row)) for row in self.probabilities(faces).tolist()]

    def probabilities(
        self, faces: Sequence[NDArray[np.uint8]] | NDArray[np.uint8]
    ) -> NDArray[np.float64]:
        """float64 [N, 7] in the order of `Emotion`; rows sum to 1."""
        logits = self.logits(faces)
        return softmax(mixed(logits, self.card) / self.card.temperature)

    def logits(
        self, faces: Sequence[NDArray[np.uint8]] | NDArray[np.uint8]
    ) -> dict[str, NDArray[np.float64]]:
        """Head to float64 [N, 7] in the order of `Emotion`."""
        grey = np.stack(list(faces))[:, np.newaxis].astype(np.float32) / np.float32(255)
        standardised = ((grey - self.card.mean) / self.card.std).astype(np.float32)
        parts = [
            self._session.run({INPUT: standardised[start : start + BATCH]})
            for start in range(0, len(standardised), BATCH)
        ]
        return {
            head: np.concatenate([part[head] for part in parts])[:, self._order].astype(np.float64)
            for head in self._session.outputs
        }


def load_emotion_classifier() -> EmotionClassifier:
    """The shipped weights with their card; AssetError if either is not as it must be."""
    asset = read_manifest()[CLASSIFIER]
    return EmotionClassifier(NetworkSession(asset.load()), ClassifierCard.from_asset(asset))


def mixed(logits: Mapping[str, NDArray[np.float64]], card: ClassifierCard) -> NDArray[np.float64]:
    """float64 [N, 7]: the heads by their shares, with biases, before the temperature."""
    total = np.sum([share * logits[head] for head, share in card.heads.items()], axis=0)
    by_label = dict(zip(card.labels, card.biases, strict=True))
    return np.asarray(total + np.array([by_label[emotion] for emotion in EMOTIONS]))


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of logits to rows of probabilities."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
