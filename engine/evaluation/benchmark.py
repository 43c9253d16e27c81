"""Milliseconds per stage of a reading, beside what the bare libraries need for the same steps."""

from __future__ import annotations

import statistics
import time
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from engine.assets import read_manifest
from engine.classifier import CLASSIFIER
from engine.errors import UnreadableMediaError
from engine.inference import NetworkSession

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from engine.mood_reader import MoodReader

SELFIE_WIDTH_PX, SELFIE_HEIGHT_PX = 1920, 1080
PYRAMID_SCALES = tuple(0.3 * 0.709**step for step in range(8))  # smallest face 40 px of 640


@dataclass(frozen=True, slots=True)
class ReadingBenchmark:
    """Medians in ms. `bare` calls OpenCV and ONNX Runtime directly, in the same rounds."""

    rounds: int
    reading: Mapping[str, float]
    bare: Mapping[str, float]

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def selfie_from(portrait: bytes) -> bytes:
    """A JPEG of 1920 x 1080 with the portrait, any format of OpenCV's, at its full height."""
    picture = _decoded(portrait, cv2.IMREAD_COLOR)
    width = min(SELFIE_WIDTH_PX, round(picture.shape[1] * SELFIE_HEIGHT_PX / picture.shape[0]))
    large = cv2.resize(picture, (width, SELFIE_HEIGHT_PX), interpolation=cv2.INTER_CUBIC)
    beside = SELFIE_WIDTH_PX - width
    framed = cv2.copyMakeBorder(
        large, 0, 0, beside // 2, beside - beside // 2, cv2.BORDER_REFLECT_101
    )
    return cv2.imencode(".jpg", framed, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def benchmark_reading(reader: MoodReader, selfie: bytes, *, rounds: int = 20) -> ReadingBenchmark:
    """Reads the same picture again and again; one round to warm up is not counted."""
    bare = _bare_steps()
    pairs = [(reader.read(selfie).timings_ms, _timed(bare, selfie)) for _ in range(rounds + 1)]
    readings, bare_steps = zip(*pairs[1:], strict=True)
    return ReadingBenchmark(rounds, _medians(readings), _medians(bare_steps))


def _medians(readings: Sequence[Mapping[str, float]]) -> dict[str, float]:
    stages = readings[0]
    return {stage: round(statistics.median(one[stage] for one in readings), 2) for stage in stages}


@dataclass(frozen=True, slots=True)
class _BareSteps:
    proposal: Callable[[NDArray[np.float32]], object]
    classifier: Callable[[NDArray[np.float32]], object]


def _bare_steps() -> _BareSteps:
    manifest = read_manifest()
    proposal = NetworkSession(manifest["pnet"].load())
    classifier = NetworkSession(manifest[CLASSIFIER].load())
    return _BareSteps(
        lambda picture: proposal.run({"input_1": picture}),
        lambda face: classifier.run({"faces": face}),
    )


def _timed(bare: _BareSteps, selfie: bytes) -> dict[str, float]:
    """Decode reduced by two, resize through the pyramid with its network, classify one face."""
    moments = [time.perf_counter()]
    picture = _decoded(selfie, cv2.IMREAD_REDUCED_COLOR_2)
    moments.append(time.perf_counter())
    level = cv2.resize(picture, (640, 360), interpolation=cv2.INTER_AREA)
    for scale in PYRAMID_SCALES:
        size = (max(round(640 * scale), 12), max(round(360 * scale), 12))
        level = cv2.resize(level, size, interpolation=cv2.INTER_AREA)
        bare.proposal(level[np.newaxis].transpose(0, 2, 1, 3).astype(np.float32))
    moments.append(time.perf_counter())
    bare.classifier(np.zeros((1, 1, 48, 48), dtype=np.float32))
    moments.append(time.perf_counter())
    spent = [(end - start) * 1000 for start, end in pairwise(moments)]
    stages = dict(zip(("decode", "detect", "classify"), spent, strict=True))
    return {**stages, "total": (moments[-1] - moments[0]) * 1000}


def _decoded(coded: bytes, how: int) -> NDArray[np.uint8]:
    picture = cv2.imdecode(np.frombuffer(coded, dtype=np.uint8), how)
    if picture is None:
        raise UnreadableMediaError("not a picture that OpenCV reads")
    return np.asarray(picture, dtype=np.uint8)
