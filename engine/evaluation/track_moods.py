"""How well the shipped classifier tells moods that people have named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.metrics import confusion_matrix, f1_score

from engine.track_moods import LABELS, UNTESTED_MOODS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.evaluation.labelled_tracks import LabelledTracks
    from engine.track_moods import TrackMoodClassifier


@dataclass(frozen=True, slots=True)
class TrackMoodReport:
    """Shares in 0..1 over `n` tracks, by label as the classifier spells it.

    `macro_f1` is the mean over the labels that occur or are answered. No label means a mood in
    `untested`, so nothing here says whether it is told rightly.
    """

    accuracy: float
    macro_f1: float
    n: int
    recall: Mapping[str, float]
    untested: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "accuracy": self.accuracy,
            "macro_f1": self.macro_f1,
            "n": self.n,
            "recall": dict(self.recall),
            "untested": list(self.untested),
        }


def evaluate_track_moods(
    classifier: TrackMoodClassifier, tracks: LabelledTracks
) -> TrackMoodReport:
    """The likeliest label of each track against the one that people gave it."""
    answers = classifier.label_probabilities(tracks.features).argmax(axis=1)
    return report_of(answers, tracks.labels)


def report_of(answers: NDArray[np.int64], labels: NDArray[np.int64]) -> TrackMoodReport:
    """Of positions in LABELS, [N] each."""
    confusion = confusion_matrix(labels, answers, labels=np.arange(len(LABELS)))
    there = confusion.sum(axis=1)
    return TrackMoodReport(
        accuracy=float((answers == labels).mean()),
        macro_f1=float(f1_score(labels, answers, average="macro")),
        n=len(labels),
        recall={
            name: float(confusion[at, at] / there[at])
            for at, name in enumerate(LABELS)
            if there[at]
        },
        untested=tuple(UNTESTED_MOODS),
    )
