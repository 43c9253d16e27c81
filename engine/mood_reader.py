"""From the bytes of a photo or clip to what Mien sees in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.classifier import EmotionClassifier, load_emotion_classifier
from engine.curve import over_time, peak, smoothed
from engine.emotions import EmotionDistribution
from engine.errors import NoFaceError
from engine.faces import FaceDetection, FaceDetector, face_crop, most_prominent
from engine.following import Look, Person, followed
from engine.frames import Frame, MediaLimits, decode
from engine.haar import load_haar_detector
from engine.hints import hint_of
from engine.moods import mood_of
from engine.mtcnn import load_mtcnn_detector
from engine.pictures.boxes import boxes_picture
from engine.readings import CurvePoint, FaceReading, MoodReading
from engine.stopwatch import Stopwatch

__all__ = [
    "CurvePoint",
    "DetectorName",
    "FaceReading",
    "MoodReader",
    "MoodReading",
    "load_detector",
    "load_mood_reader",
]

DetectorName = Literal["mtcnn", "haar"]
Emotions = Sequence[EmotionDistribution]
SEARCHED_FRAMES = 3  # of a clip for faces that lie on their side or in the dark


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
            media = decode(data, limits=self._limits)
        with watch.stage("detect"):
            looks = self._looks(media.frames)
        if not any(look.faces for look in looks):
            middle = media.frames[len(looks) // 2]
            raise NoFaceError(len(looks), hint=hint_of(middle.pixels, self._detector))
        people = followed(looks)
        with watch.stage("classify"):
            read = [self._read(looks, person) for person in (people if everyone else people[:1])]
        return self._reading(looks, list(zip_longest(people, read)), watch)

    def boxes(self, data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
        """PNG of what was read so, each face framed and numbered, its words behind the number."""
        return boxes_picture(data, reading, words=words, limits=self._limits)

    def _reading(
        self,
        looks: Sequence[Look],
        people: Sequence[tuple[Person, Emotions | None]],
        watch: Stopwatch,
    ) -> MoodReading:
        curve = _curve(looks, *people[0])
        emotions = over_time(people[0][1] or ())
        top = peak(curve, emotions.emotion)
        is_clip = len(looks) > 1
        at_peak = people[0][0][curve.index(top)].look
        return MoodReading(
            frames=len(looks),
            faces=_faces(looks[at_peak].frame.scale, at_peak, people),
            emotions=emotions,
            mood=mood_of(emotions),
            sure=emotions.confidence >= self._classifier.card.sure,
            time_s=top.time_s if is_clip else None,
            timings_ms=watch.timings_ms(),
            curve=curve if is_clip else (),
        )

    def _looks(self, frames: Sequence[Frame]) -> list[Look]:
        """One for each frame; in a clip the long search is for when no glance finds anybody."""
        if len(frames) == 1:
            return [_look(frames[0], self._detector.detect)]
        looks = [_look(frame, self._detector.glance) for frame in frames]
        if any(look.faces for look in looks):
            return looks
        searched = frames[:: math.ceil(len(frames) / SEARCHED_FRAMES)]
        if not any(self._detector.detect(frame.pixels) for frame in searched):
            return looks
        return [_look(frame, self._detector.detect) for frame in frames]

    def _read(self, looks: Sequence[Look], person: Person) -> Emotions:
        """One distribution for each time that this person was seen."""
        margins = self._classifier.card.crop_margins
        return self._classifier.classify(
            [
                face_crop(
                    looks[sighting.look].frame.pixels,
                    sighting.face.bounding_box,
                    margins=margins,
                    quarter_turns=sighting.face.quarter_turns,
                    tilt_deg=sighting.face.tilt_deg,
                )
                for sighting in person
            ]
        )


def _look(frame: Frame, search: Callable[[NDArray[np.uint8]], list[FaceDetection]]) -> Look:
    height, width = frame.pixels.shape[:2]
    return Look(frame, most_prominent(search(frame.pixels), width=width, height=height))


def _curve(
    looks: Sequence[Look], person: Person, emotions: Emotions | None
) -> tuple[CurvePoint, ...]:
    seen = zip(person, emotions or (), strict=True)
    return smoothed([CurvePoint(looks[one.look].frame.time_s, shown) for one, shown in seen])


def _faces(
    scale: float, look: int, people: Sequence[tuple[Person, Emotions | None]]
) -> tuple[FaceReading, ...]:
    """Those in this look, in pixels of the original; each with what it showed over the clip."""
    return tuple(
        FaceReading(sighting.face.scaled(scale), over_time(shown) if shown else None)
        for person, shown in people
        for sighting in person
        if sighting.look == look
    )


def load_detector(name: DetectorName) -> FaceDetector:
    """From the shipped assets; AssetError if one is missing or not what the manifest says."""
    return load_mtcnn_detector() if name == "mtcnn" else load_haar_detector()


def load_mood_reader(
    *, detector: DetectorName = "mtcnn", limits: MediaLimits | None = None
) -> MoodReader:
    """From the shipped assets; AssetError if one is missing or not what the manifest says."""
    return MoodReader(load_detector(detector), load_emotion_classifier(), limits=limits)
