"""From the bytes of a photo or clip to what Mien sees in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from engine.classifier import EmotionClassifier, load_emotion_classifier
from engine.emotions import EMOTIONS, Emotion, EmotionDistribution
from engine.errors import NoFaceError
from engine.faces import FaceDetection, FaceDetector, face_crop, most_prominent
from engine.frames import Frame, MediaLimits, decode
from engine.haar import load_haar_detector
from engine.moods import mood_of
from engine.mtcnn import load_mtcnn_detector
from engine.readings import CurvePoint, FaceReading, MoodReading
from engine.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "CurvePoint",
    "DetectorName",
    "FaceReading",
    "MoodReader",
    "MoodReading",
    "load_mood_reader",
    "over_time",
]

DetectorName = Literal["mtcnn", "haar"]
# The smallest face that the detector finds, 40 of its 640 pixels, still has 60 here: more than the
# classifier looks at. And 1080p then decodes at half its size, in a quarter of the time.
WORKING_SIDE_PX = 960
NEUTRAL_WEIGHT = 0.02  # of a frame that is neutral for sure, so that a calm clip is calm


@dataclass(frozen=True, slots=True)
class _Look:
    """One frame and its faces in its own pixels, the most prominent first."""

    frame: Frame
    faces: Sequence[FaceDetection]


@dataclass(frozen=True, slots=True)
class _Moment:
    """The faces of one frame in pixels of the original; `emotions` are those of the first.

    The most prominent face answers for the sender, also where all of them are looked at: the mean
    of a crowd is nobody's face.
    """

    time_s: float
    faces: tuple[FaceReading, ...]
    emotions: EmotionDistribution


class MoodReader:
    """Bytes to a MoodReading in one synchronous call; safe to share between threads."""

    def __init__(
        self,
        detector: FaceDetector,
        classifier: EmotionClassifier,
        *,
        limits: MediaLimits | None = None,
    ) -> None:
        self._detector = detector
        self._classifier = classifier
        self._limits = limits or MediaLimits()

    def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        """The most prominent face, or all where `everyone` agreed; the first answers for all.

        MediaError if it cannot be looked at, NoFaceError if nobody is in it.
        """
        watch = Stopwatch()
        with watch.stage("decode"):
            media = decode(data, limits=self._limits, working_side_px=WORKING_SIDE_PX)
        with watch.stage("detect"):
            looks = [self._look(frame) for frame in media.frames]
        seen = [look for look in looks if look.faces]
        if not seen:
            raise NoFaceError(len(looks))
        with watch.stage("classify"):
            moments = [self._moment(look, everyone=everyone) for look in seen]
        emotions = over_time([moment.emotions for moment in moments])
        return self._reading(moments, emotions, frames=len(looks), watch=watch)

    def _reading(
        self,
        moments: Sequence[_Moment],
        emotions: EmotionDistribution,
        *,
        frames: int,
        watch: Stopwatch,
    ) -> MoodReading:
        peak = max(moments, key=lambda moment: moment.emotions[emotions.emotion])
        is_clip = frames > 1
        curve = tuple(CurvePoint(moment.time_s, moment.emotions) for moment in moments)
        return MoodReading(
            frames=frames,
            faces=peak.faces,
            emotions=emotions,
            mood=mood_of(emotions),
            sure=emotions.confidence >= self._classifier.card.sure,
            time_s=peak.time_s if is_clip else None,
            timings_ms=watch.timings_ms(),
            curve=curve if is_clip else (),
        )

    def _look(self, frame: Frame) -> _Look:
        height, width = frame.pixels.shape[:2]
        faces = self._detector.detect(frame.pixels)
        return _Look(frame, most_prominent(faces, width=width, height=height))

    def _moment(self, look: _Look, *, everyone: bool) -> _Moment:
        agreed = look.faces if everyone else look.faces[:1]
        margins = self._classifier.card.crop_margins
        crops = [
            face_crop(
                look.frame.pixels,
                face.bounding_box,
                margins=margins,
                quarter_turns=face.quarter_turns,
            )
            for face in agreed
        ]
        seen = self._classifier.classify(crops)
        faces = tuple(
            FaceReading(face.scaled(look.frame.scale), emotions)
            for face, emotions in zip_longest(look.faces, seen)
        )
        return _Moment(look.frame.time_s, faces, seen[0])


def over_time(frames: Sequence[EmotionDistribution]) -> EmotionDistribution:
    """One distribution for a clip, in which a short expression counts.

    A frame weighs the square of its probability not to be neutral: the plain mean hides a smile
    of half a second.
    """
    weights = [NEUTRAL_WEIGHT + (1 - one[Emotion.NEUTRAL]) ** 2 for one in frames]
    return EmotionDistribution.of(
        {
            emotion: sum(w * one[emotion] for w, one in zip(weights, frames, strict=True))
            for emotion in EMOTIONS
        }
    )


def load_mood_reader(
    *, detector: DetectorName = "mtcnn", limits: MediaLimits | None = None
) -> MoodReader:
    """From the shipped assets; AssetError if one is missing or not what the manifest says."""
    finder: FaceDetector = load_mtcnn_detector() if detector == "mtcnn" else load_haar_detector()
    return MoodReader(finder, load_emotion_classifier(), limits=limits)
