"""What Mien saw in a photo or clip: values only, light to import."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.emotions import Emotion, EmotionDistribution
    from engine.faces import FaceDetection
    from engine.moods import Mood


@dataclass(frozen=True, slots=True)
class FaceReading:
    """One face; `emotions` is None where it was found and, for want of consent, not looked at."""

    detection: FaceDetection
    emotions: EmotionDistribution | None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What was seen at one time of a clip."""

    time_s: float
    emotions: EmotionDistribution


@dataclass(frozen=True, slots=True)
class MoodReading:
    """What Mien saw. Faces in pixels of the upright original, the most prominent first.

    For a clip the faces are those of the frame at `time_s`, the peak; `emotions` speaks for all
    frames and `curve` for each with a face, in order of time. `timings_ms` maps the stages
    "decode", "detect", "classify" and their "total" to milliseconds.
    """

    frames: int
    faces: tuple[FaceReading, ...]
    emotions: EmotionDistribution
    mood: Mood
    sure: bool
    time_s: float | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    curve: tuple[CurvePoint, ...] = ()

    @property
    def emotion(self) -> Emotion:
        """The likeliest emotion."""
        return self.emotions.emotion

    @property
    def looked_at(self) -> tuple[EmotionDistribution, ...]:
        """What each face showed that was looked at, the most prominent first."""
        return tuple(face.emotions for face in self.faces if face.emotions is not None)

    @property
    def confidence(self) -> float:
        """Calibrated probability of `emotion`, 0..1."""
        return self.emotions.confidence
