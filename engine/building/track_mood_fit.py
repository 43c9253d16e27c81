"""`python -m engine.building.track_mood_fit`: learn the mood of tracks from labelled ones."""

from __future__ import annotations

import argparse
import hashlib
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from engine.assets import MANIFEST, assets_folder, read_manifest
from engine.evaluation.labelled_tracks import read_labelled_tracks
from engine.evaluation.track_moods import report_of
from engine.track_moods import TRACK_MOODS, TrackMoodClassifier, TrackMoodWeights, with_products

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.evaluation.labelled_tracks import LabelledTracks
    from engine.evaluation.track_moods import TrackMoodReport

log = logging.getLogger("engine.building.track_mood_fit")

# Chosen by cross-validation, see docs/decisions/0006: .05 and .2 are as good within the noise.
_INVERSE_PENALTY = 0.1
_MOST_STEPS = 5_000
FOLDS = 5
SEEDS = 5


def fitted_weights(features: NDArray[np.float32], labels: NDArray[np.int64]) -> TrackMoodWeights:
    """Learned from raw features [N, 9] and positions in LABELS [N], in which all occur."""
    wide = features.astype(np.float64)
    mean, deviation = wide.mean(axis=0), _deviation(wide)
    standardised = ((wide - mean) / deviation).astype(np.float32)
    terms = with_products(standardised).astype(np.float64)
    term_mean, term_deviation = terms.mean(axis=0), _deviation(terms)
    # Each product is standardised too, so that the penalty treats all terms alike.
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=_MOST_STEPS)
    model.fit((terms - term_mean) / term_deviation, labels)
    weights = model.coef_.T / term_deviation[:, None]
    arrays = (
        wide.min(axis=0),
        wide.max(axis=0),
        mean,
        deviation,
        weights,
        model.intercept_ - term_mean @ weights,
    )
    return TrackMoodWeights(*(array.astype(np.float32) for array in arrays))


def cross_validated(
    tracks: LabelledTracks, groups: NDArray[np.int64], *, seed: int = 0
) -> TrackMoodReport:
    """What is told of tracks that were not learned from; no group is on both sides."""
    answers = np.empty_like(tracks.labels)
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    for learned, told in folds.split(tracks.features, tracks.labels, groups):
        weights = fitted_weights(tracks.features[learned], tracks.labels[learned])
        classifier = TrackMoodClassifier(weights)
        answers[told] = classifier.label_probabilities(tracks.features[told]).argmax(axis=1)
    return report_of(answers, tracks.labels)


def ship(weights: TrackMoodWeights, folder: Path) -> None:
    """Writes the file, and its sha256 into the manifest that lies beside it."""
    content = weights.as_bytes()
    (folder / read_manifest(folder / MANIFEST)[TRACK_MOODS].file).write_bytes(content)
    manifest = folder / MANIFEST
    text = manifest.read_text(encoding="utf-8")
    stated = re.compile(rf'(^\[{TRACK_MOODS}\]$.*?^sha256 = ")[^"]*', re.MULTILINE | re.DOTALL)
    sha256 = hashlib.sha256(content).hexdigest()
    manifest.write_text(stated.sub(rf"\g<1>{sha256}", text), encoding="utf-8")


def main() -> None:
    """Cross-validates, fits on all rows and replaces the shipped file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="CSV with mood and features")
    parser.add_argument("--folder", type=Path, default=assets_folder(), help="of the manifest")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    tracks = read_labelled_tracks(arguments.data)
    for name, groups in (("song", tracks.songs), ("first artist", tracks.artists)):
        _log_cross_validation(name, [cross_validated(tracks, groups, seed=s) for s in range(SEEDS)])
    ship(fitted_weights(tracks.features, tracks.labels), arguments.folder)


def _log_cross_validation(name: str, reports: list[TrackMoodReport]) -> None:
    figures = np.array([(one.accuracy, one.macro_f1) for one in reports])
    log.info(
        "%d folds, no %s on both sides, %d seeds: accuracy %.3f ± %.3f, macro-F1 %.3f ± %.3f",
        *(FOLDS, name, len(reports), *np.column_stack([figures.mean(0), figures.std(0)]).ravel()),
    )


def _deviation(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    found = columns.std(axis=0)
    return np.where(found > 0, found, 1.0)


if __name__ == "__main__":
    main()
