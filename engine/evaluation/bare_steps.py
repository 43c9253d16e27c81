"""The steps of a reading with OpenCV and ONNX Runtime alone: what nobody can do without."""

from __future__ import annotations

import time
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.assets import read_manifest
from engine.classifier import CLASSIFIER
from engine.errors import UnreadableMediaError
from engine.inference import NetworkSession

SIDES_PX = (640, 360)
PYRAMID_SCALES = tuple(0.3 * 0.709**step for step in range(8))  # smallest face 40 px of 640
# What the networks hand on to each other in the portrait, with the thresholds of their authors.
REFINED, FINAL = 41, 5


class BareSteps:
    """Decode reduced by two, three networks over a pyramid, classify one face; thread-safe."""

    def __init__(self) -> None:
        manifest = read_manifest()
        self._networks = {
            name: NetworkSession(manifest[name].load())
            for name in ("pnet", "rnet", "onet", CLASSIFIER)
        }

    def run(self, photo: bytes) -> dict[str, float]:
        """Stage to milliseconds."""
        moments = [time.perf_counter()]
        picture = decoded(photo, cv2.IMREAD_REDUCED_COLOR_2)
        moments.append(time.perf_counter())
        self._detect(picture)
        moments.append(time.perf_counter())
        self._networks[CLASSIFIER].run({"faces": np.zeros((1, 1, 48, 48), dtype=np.float32)})
        moments.append(time.perf_counter())
        spent = [(end - start) * 1000 for start, end in pairwise(moments)]
        stages = dict(zip(("decode", "detect", "classify"), spent, strict=True))
        return {**stages, "total": (moments[-1] - moments[0]) * 1000}

    def _detect(self, picture: NDArray[np.uint8]) -> None:
        width, height = SIDES_PX
        level = cv2.resize(picture, SIDES_PX, interpolation=cv2.INTER_AREA)
        for scale in PYRAMID_SCALES:
            size = (max(round(width * scale), 12), max(round(height * scale), 12))
            level = cv2.resize(level, size, interpolation=cv2.INTER_AREA)
            turned = np.ascontiguousarray(level[np.newaxis].transpose(0, 2, 1, 3))
            self._networks["pnet"].run({"input_1": turned.astype(np.float32)})
        self._networks["rnet"].run({"input_2": np.zeros((REFINED, 24, 24, 3), np.float32)})
        self._networks["onet"].run({"input_3": np.zeros((FINAL, 48, 48, 3), np.float32)})


def decoded(coded: bytes, how: int) -> NDArray[np.uint8]:
    """OpenCV's pixels, BGR; UnreadableMediaError if it reads none."""
    picture = cv2.imdecode(np.frombuffer(coded, dtype=np.uint8), how)
    if picture is None:
        raise UnreadableMediaError("not a picture that OpenCV reads")
    return np.asarray(picture, dtype=np.uint8)
