"""The mood of a track: six probabilities, from a classifier of labelled moods and the plane.

The classifier learned four labels that people give to songs. They say which moods are in question;
where the track stands on the plane decides between them, see docs/decisions/0006.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from engine.assets import read_manifest
from engine.clusters import FEARFUL_BELOW_DB, plane_of
from engine.errors import AssetError
from engine.moods import MOOD_NAMES, MOOD_POINTS, MoodName
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from engine.assets import Asset

    Numbers = NDArray[np.float32]

TRACK_MOODS = "track_moods"

# Which moods each label means. No label is surprised, angry or fearful: these share with happy what
# people call energetic, by the plane alone. What they call happy and is quiet is calm there.
MOODS_OF_LABEL = {
    "Calm": (MoodName.CALM,),
    "Energetic": (MoodName.HAPPY, MoodName.SURPRISED, MoodName.ANGRY, MoodName.FEARFUL),
    "Happy": (MoodName.HAPPY, MoodName.CALM),
    "Sad": (MoodName.SAD,),
}
LABELS = tuple(MOODS_OF_LABEL)
UNTESTED_MOODS = (MoodName.SURPRISED, MoodName.FEARFUL)

# A mood that the label does not mean counts this much: where it is far nearer, the plane rules.
_UNMEANT = 0.2
# On the plane, whose sides are 2. At the place of "sad", calm then weighs a thirtieth of it, while
# happy and surprised, which are close to each other, share.
_NEARNESS = 0.5
_LOUDNESS_STEP_DB = 1.0  # 2.2 dB above the border between fearful and angry, nine in ten are angry
# What they need stays in the cache, and is too little for a product to be divided among threads,
# which wait for each other by spinning.
_ROWS_AT_ONCE = 2_048


@dataclass(frozen=True, slots=True)
class TrackMoodWeights:
    """A logistic regression on standardised features, their squares and products; all float32.

    `low` and `high` [9] are the least and most of each raw feature that it learned from: beyond
    them it knows nothing, and a square would run away. `mean` and `deviation` [9] standardise;
    `weights` [54, 4] and `biases` [4] give the logit of each label, in the order of LABELS.
    """

    low: Numbers
    high: Numbers
    mean: Numbers
    deviation: Numbers
    weights: Numbers
    biases: Numbers

    @classmethod
    def from_bytes(cls, content: bytes) -> TrackMoodWeights:
        """Of a file that `as_bytes` wrote; ValueError if it is another."""
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                found = cls(**{field.name: arrays[field.name] for field in fields(cls)})
        except (KeyError, EOFError, zipfile.BadZipFile) as error:
            raise ValueError(f"no weights of a track's mood: {error}") from error
        terms = len(FEATURE_NAMES) + len(_FIRST)
        if found.weights.shape != (terms, len(LABELS)):
            raise ValueError(f"weights of another shape: {found.weights.shape}")
        return found

    def as_bytes(self) -> bytes:
        """The arrays by name, in NumPy's format without pickles; the same for equal arrays."""
        content = io.BytesIO()
        np.savez(content, **{field.name: getattr(self, field.name) for field in fields(self)})
        return content.getvalue()


class TrackMoodClassifier:
    """Tells the mood of tracks from their nine features, a million in seconds."""

    def __init__(self, weights: TrackMoodWeights) -> None:
        self._weights = weights

    def label_probabilities(self, features: Numbers) -> Numbers:
        """[N, 4] in the order of LABELS, of raw features [N, 9]."""
        return _in_pieces(self._labels_of, features, columns=len(LABELS))

    def mood_probabilities(self, features: Numbers) -> Numbers:
        """[N, 6] in the order of MOOD_NAMES, of raw features [N, 9]."""
        return _in_pieces(self._moods_of, features, columns=len(MOOD_NAMES))

    def _moods_of(self, features: Numbers) -> Numbers:
        return mood_shares(self._labels_of(features), features)

    def _labels_of(self, features: Numbers) -> Numbers:
        known = self._weights
        bounded = np.clip(features, known.low, known.high)
        terms = with_products((bounded - known.mean) / known.deviation)
        logits = terms @ known.weights + known.biases
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: Numbers = raised / raised.sum(axis=1, keepdims=True)
        return shares


def load_track_moods(asset: Asset | None = None) -> TrackMoodClassifier:
    """The classifier that Mien ships; AssetError if its file is missing or another."""
    asset = asset or read_manifest()[TRACK_MOODS]
    if tuple(asset.facts.get("labels", ())) != LABELS:
        raise AssetError(asset.name, "tells other labels than this Mien knows")
    try:
        return TrackMoodClassifier(TrackMoodWeights.from_bytes(asset.load()))
    except ValueError as error:
        raise AssetError(asset.name, str(error)) from error


def with_products(standardised: Numbers) -> Numbers:
    """[N, 54]: the nine features, their squares and the products of two."""
    products = standardised[:, _FIRST] * standardised[:, _SECOND]
    return np.concatenate([standardised, products], axis=1)


def mood_shares(labels: Numbers, features: Numbers) -> Numbers:
    """[N, 6]: what probabilities of labels [N, 4] say of the six moods, by raw features [N, 9].

    Each label's probability is shared among the six, by how near each is on the plane and whether
    the label means it.
    """
    near = _nearness(features)
    weighed: Numbers = (labels / (near @ _MEANT.T)) @ _MEANT
    return near * weighed


def _nearness(features: Numbers) -> Numbers:
    """[N, 6], 1 at a mood's own place; angry and fearful share theirs by loudness."""
    offsets = plane_of(features)[:, None, :] - _POINTS
    near: Numbers = np.exp(np.square(offsets).sum(axis=2) / np.float32(-2 * _NEARNESS**2))
    above = (features[:, _LOUDNESS] - FEARFUL_BELOW_DB) / _LOUDNESS_STEP_DB
    angry = 1 / (1 + np.exp(-np.clip(above, -20, 20)))
    near[:, _ANGRY] = near[:, [_ANGRY, _FEARFUL]].max(axis=1)
    near[:, _FEARFUL] = near[:, _ANGRY] * (1 - angry)
    near[:, _ANGRY] *= angry
    return near


def _in_pieces(told: Callable[[Numbers], Numbers], features: Numbers, *, columns: int) -> Numbers:
    """What is told of all rows, without the room that all their products would take."""
    said = np.empty((len(features), columns), dtype=np.float32)
    for rows in _pieces(len(features)):
        said[rows] = told(np.asarray(features[rows], dtype=np.float32))
    return said


def _pieces(rows: int) -> Iterator[slice]:
    return (slice(at, at + _ROWS_AT_ONCE) for at in range(0, rows, _ROWS_AT_ONCE))


_FIRST, _SECOND = np.triu_indices(len(FEATURE_NAMES))
_LOUDNESS = FEATURE_NAMES.index("loudness")
_ANGRY, _FEARFUL = (MOOD_NAMES.index(name) for name in (MoodName.ANGRY, MoodName.FEARFUL))
_POINTS = np.array([MOOD_POINTS[name] for name in MOOD_NAMES], dtype=np.float32)
_MEANT = np.array(
    [
        [1.0 if name in meant else _UNMEANT for name in MOOD_NAMES]
        for meant in MOODS_OF_LABEL.values()
    ],
    dtype=np.float32,
)
