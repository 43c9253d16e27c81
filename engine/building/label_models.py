"""How well five kinds of model tell labels from the nine features, by cross-validation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Features = NDArray[np.float32]
    Labels = NDArray[np.int64]

MODEL_ROWS = 4_000
FOLDS = 5
NEIGHBOURS = (1, 3, 5, 9, 15, 25, 44, 75)

_TREES = 100


@dataclass(frozen=True, slots=True)
class ModelScore:
    """Shares in 0..1; `confusion` counts rows by true label and columns by answer."""

    name: str
    accuracy: float
    macro_f1: float
    confusion: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ModelComparison:
    """All models on the same folds of `rows` tracks, and KNN's accuracy by number of neighbours."""

    rows: int
    names: tuple[str, ...]
    scores: tuple[ModelScore, ...]
    by_neighbours: tuple[tuple[int, float], ...]


def compare_models(
    features: Features, labels: Labels, *, names: tuple[str, ...], groups: Labels
) -> ModelComparison | None:
    """Five models on raw features [N, 9]; no group is learned from and asked of.

    Labels are positions in `names`; one that fewer tracks have than there are folds is left out.
    None if fewer than two labels remain, or fewer groups than folds.
    """
    sizes = np.bincount(labels, minlength=len(names))
    kept = np.flatnonzero(sizes >= FOLDS)
    used = np.isin(labels, kept)
    if len(kept) < 2 or len(np.unique(groups[used])) < FOLDS:
        return None
    codes = np.searchsorted(kept, labels[used])
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    divided = list(folds.split(features[used], codes, groups[used]))
    asked = _Asked(features[used], codes, divided)
    with threadpool_limits(1):
        by_neighbours = _by_neighbours(asked)
        best = max(by_neighbours, key=lambda pair: pair[1])[0]
        scores = tuple(asked.score(name, model) for name, model in _models(best).items())
    return ModelComparison(
        rows=int(used.sum()),
        names=tuple(names[at] for at in kept),
        scores=scores,
        by_neighbours=by_neighbours,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    features: Features
    labels: Labels
    folds: list[tuple[Labels, Labels]]
    """Rows that are learned from, and those that are asked of."""

    def score(self, name: str, model: Any) -> ModelScore:  # noqa: ANN401
        """Scikit-learn's models have no type in common."""
        answers = self._answers(model)
        return ModelScore(
            name=name,
            accuracy=float(accuracy_score(self.labels, answers)),
            macro_f1=float(f1_score(self.labels, answers, average="macro")),
            confusion=confusion_matrix(self.labels, answers),
        )

    def _answers(self, model: Any) -> Labels:  # noqa: ANN401
        answers = np.empty_like(self.labels)
        for learned, asked in self.folds:
            model.fit(self.features[learned], self.labels[learned])
            answers[asked] = model.predict(self.features[asked])
        return answers


def _by_neighbours(asked: _Asked) -> tuple[tuple[int, float], ...]:
    least = min(len(learned) for learned, _ in asked.folds)
    numbers = [number for number in NEIGHBOURS if number <= least]
    return tuple((number, asked.score("", _neighbours(number)).accuracy) for number in numbers)


def _models(neighbours: int) -> dict[str, Any]:
    return {
        f"KNN ({neighbours} neighbours)": _neighbours(neighbours),
        "Linear SVC": _scaled(LinearSVC(random_state=0)),
        "Random forest": RandomForestClassifier(_TREES, min_samples_leaf=2, random_state=0),
        "Naive Bayes": _scaled(GaussianNB()),
        "Logistic regression": _scaled(LogisticRegression(max_iter=1_000)),
    }


def _neighbours(number: int) -> Any:  # noqa: ANN401
    return _scaled(KNeighborsClassifier(number))


def _scaled(model: Any) -> Any:  # noqa: ANN401
    return make_pipeline(StandardScaler(), model)
