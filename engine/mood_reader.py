"""From the bytes of a photo or clip to what Mien sees in it."""

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
class MoodReading:
    """What Mien saw. Faces in pixels of the upright original, the most prominent first.

    For a clip the faces are those of the frame at `time_s`, the peak; `emotions` speaks for all
    frames. `timings_ms` maps stage names to milliseconds and has a "total".
    """

    frames: int
    faces: tuple[FaceReading, ...]
    emotions: EmotionDistribution
    mood: Mood
    sure: bool
    time_s: float | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def emotion(self) -> Emotion:
        """The likeliest emotion."""
        return self.emotions.emotion

    @property
    def confidence(self) -> float:
        """Calibrated probability of `emotion`, 0..1."""
        return self.emotions.confidence
