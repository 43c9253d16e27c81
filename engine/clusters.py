"""Where tracks stand on the circumplex, the mood they stand for, and groups of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.moods import MOOD_NAMES, MOOD_POINTS, MoodName
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Half of the 106,201 tracks we measured have more energy: the middle of music, not of the scale.
MIDDLE_ENERGY = 0.62
MIDDLE_VALENCE = 0.5

# Anger is played louder than fear (Juslin & Laukka 2003, Psychological Bulletin 129, 770-814).
# The median of the 10,933 tense tracks among the same 106,201.
FEARFUL_BELOW_DB = -5.7

_ENERGY = FEATURE_NAMES.index("energy")
_VALENCE = FEATURE_NAMES.index("valence")
_LOUDNESS = FEATURE_NAMES.index("loudness")

# Each word holds below its number.
_VALENCE_WORDS = (
    (-0.35, "dark"),
    (-0.1, "wistful"),
    (0.1, "mellow"),
    (0.35, "warm"),
    (2, "bright"),
)
_AROUSAL_WORDS = (
    (-0.45, "still"),
    (-0.15, "gentle"),
    (0.15, "steady"),
    (0.4, "driving"),
    (2, "fierce"),
)
_TRAIT_WORDS = {
    ("danceability", True): "danceable",
    ("danceability", False): "free-flowing",
    ("loudness", True): "loud",
    ("loudness", False): "soft",
    ("speechiness", True): "spoken",
    ("acousticness", True): "acoustic",
    ("instrumentalness", True): "wordless",
    ("liveness", True): "live",
    ("tempo", True): "fast",
    ("tempo", False): "slow",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group of tracks that k-means found.

    `valence` and `arousal` are the mean of its tracks' places, each -1..1; `centroid` has nine
    standardised features; `mood` is the most frequent among its tracks.
    """

    name: str
    valence: float
    arousal: float
    centroid: tuple[float, ...]
    size: int
    mood: MoodName


def standardised(
    features: NDArray[np.float32], scaling: dict[str, list[float]]
) -> NDArray[np.float32]:
    """[N, 9] with mean 0 and standard deviation 1, as the manifest has them."""
    points: NDArray[np.float32] = features - np.array(scaling["mean"], np.float32)
    points /= np.array(scaling["std"], np.float32)
    return points


def plane_of(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Valence and arousal, float32 [N, 2] in -1..1, of raw features [N, 9].

    Valence is the feature of that name; arousal is energy, which already holds loudness and told
    lively from quiet songs best alone. Both are stretched so that 0 is the middle of music.
    """
    valence = _stretched(features[:, _VALENCE], middle=MIDDLE_VALENCE)
    arousal = _stretched(features[:, _ENERGY], middle=MIDDLE_ENERGY)
    return np.column_stack([valence, arousal]).astype(np.float32)


def mood_codes_of(features: NDArray[np.float32]) -> NDArray[np.int8]:
    """Index into MOOD_NAMES, int8 [N]: the mood whose point on the plane is nearest.

    Angry and fearful share their place: of the tracks there, the quieter ones are fearful.
    """
    points = np.array([MOOD_POINTS[name] for name in MOOD_NAMES], dtype=np.float32)
    valence, arousal = plane_of(features).T
    distances = [np.square(valence - v) + np.square(arousal - a) for v, a in points]
    codes: NDArray[np.int8] = np.argmin(distances, axis=0).astype(np.int8)
    angry, fearful = MOOD_NAMES.index(MoodName.ANGRY), MOOD_NAMES.index(MoodName.FEARFUL)
    tense = (codes == angry) | (codes == fearful)
    codes[tense] = np.where(features[tense, _LOUDNESS] < FEARFUL_BELOW_DB, fearful, angry)
    return codes


def plane_words(valence: float, arousal: float) -> str:
    """Two words for a place on the plane, as "bright and driving"."""
    return f"{_word(valence, _VALENCE_WORDS)} and {_word(arousal, _AROUSAL_WORDS)}"


def trait_word(feature: str, deviation: float) -> str | None:
    """The word for a feature that stands out by `deviation` standard deviations, if we have one."""
    return _TRAIT_WORDS.get((feature, deviation > 0))


def _stretched(values: NDArray[np.float32], *, middle: float) -> NDArray[np.float32]:
    """0..1 to -1..1 in two straight lines that meet in (middle, 0)."""
    above = values > middle
    return np.where(above, (values - middle) / (1 - middle), (values - middle) / middle)


def _word(value: float, below: tuple[tuple[float, str], ...]) -> str:
    return next(word for limit, word in below if value < limit)
