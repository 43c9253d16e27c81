"""The face detector: looks coarse first, then finer, and elsewhere only while nobody is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.lighting import relit
from engine.mtcnn_networks import (
    MtcnnNetworks,
    MtcnnSessions,
    NetworkThresholds,
    load_mtcnn_sessions,
    resized,
)
from engine.second_look import flatness, steadiness
from engine.turning import taken_back, turned

if TYPE_CHECKING:
    from engine.faces import FaceDetection
    from engine.mtcnn_networks import Pixels

QUARTERS_DEG = (90.0, 270.0, 180.0)
TILTS_DEG = (30.0, -30.0)
# A large face is proposed many times over, and each costs as much as searching a small picture.
COARSE = NetworkThresholds(proposal=0.7, refinement=0.7, face=0.8, overlap=0.4)


@dataclass(frozen=True, slots=True)
class FaceThresholds:
    """In 0..1. A picture's faces count if one of them is beyond doubt; small ones score low beside.

    Beyond doubt is a score of `surest`, or of `doubtful` with the steadiness of a face; once the
    picture was relit, turned or searched for tiny faces, steadiness is asked of every face: more
    looks may err more often. What is flatter than `flattest` is a drawing, whatever its score; of a
    doubtful face less is enough.
    """

    surest: float = 0.98
    doubtful: float = 0.85
    second_look: float = 0.9
    steadiest: float = 0.65
    flattest: float = 0.55
    flattest_doubtful: float = 0.5


@dataclass(frozen=True, slots=True)
class SearchSizes:
    """Longer sides of the picture searched, and smallest faces, in pixels.

    First for faces of `coarse_share` of the shorter side, which selfies have. Tiny ones only where
    nobody else is.
    """

    coarse_px: int = 480
    coarse_share: float = 0.15
    fine_px: int = 640
    smallest_px: float = 40.0
    tiny_px: int = 1280
    tiniest_px: float = 24.0


class MtcnnDetector:
    """Finds faces of any size and orientation; thread-safe."""

    def __init__(
        self,
        sessions: MtcnnSessions,
        *,
        sizes: SearchSizes | None = None,
        thresholds: FaceThresholds | None = None,
    ) -> None:
        self._networks = MtcnnNetworks(sessions)
        self._coarse_networks = MtcnnNetworks(sessions, thresholds=COARSE)
        self._sizes = sizes or SearchSizes()
        self._thresholds = thresholds or FaceThresholds()

    def detect(self, pixels: Pixels) -> list[FaceDetection]:
        """Faces in uint8 [height, width, 3] RGB, in its pixels; also if it lies on its side."""
        return self._lone(pixels) or self._fine(pixels) or self._tiny(pixels)

    def _lone(self, pixels: Pixels) -> list[FaceDetection]:
        """A large face, sure and alone; groups and doubts need the finer look."""
        scale = _scale(pixels, self._sizes.coarse_px)
        picture = resized(pixels, scale)
        smallest_px = self._sizes.coarse_share * min(picture.shape[:2])
        if smallest_px < self._sizes.smallest_px * self._sizes.coarse_px / self._sizes.fine_px:
            return []
        found = self._coarse_networks.faces(picture, smallest_px=smallest_px)
        sure = [face for face in found if face.score >= self._thresholds.surest]
        if len(found) != 1 or not sure or self._is_drawn(picture, found[0], doubtful=False):
            return []
        return _scaled(found, 1 / scale)

    def _fine(self, pixels: Pixels) -> list[FaceDetection]:
        """Those of a sure look, else of the best among other looks."""
        scale = _scale(pixels, self._sizes.fine_px)
        picture = resized(pixels, scale)
        found = self._networks.faces(picture, smallest_px=self._sizes.smallest_px)
        seen = self._believed(picture, found, from_score=None) or self._elsewhere(picture, found)
        return _scaled(seen, 1 / scale)

    def _elsewhere(self, picture: Pixels, found: list[FaceDetection]) -> list[FaceDetection]:
        """Doubtful as found, relit, or turned: a lying face may look a bit like an upright one."""
        doubtful = self._believed(picture, found, from_score=self._thresholds.doubtful)
        looks = [doubtful, self._seen_again(relit(picture), self._sizes.smallest_px)]
        looks += [self._seen_turned(picture, degrees) for degrees in QUARTERS_DEG]
        best = max(looks, key=_highest_score)
        return best or max(
            (self._seen_turned(picture, degrees) for degrees in TILTS_DEG), key=_highest_score
        )

    def _seen_turned(self, picture: Pixels, degrees: float) -> list[FaceDetection]:
        lying, back = turned(picture, degrees)
        found = self._seen_again(lying, self._sizes.smallest_px)
        return [taken_back(face, back) for face in found]

    def _tiny(self, pixels: Pixels) -> list[FaceDetection]:
        scale = _scale(pixels, self._sizes.tiny_px)
        found = self._seen_again(resized(pixels, scale), self._sizes.tiniest_px)
        return _scaled(found, 1 / scale)

    def _seen_again(self, picture: Pixels, smallest_px: float) -> list[FaceDetection]:
        found = self._networks.faces(picture, smallest_px=smallest_px)
        return self._believed(picture, found, from_score=self._thresholds.second_look)

    def _believed(
        self, picture: Pixels, found: list[FaceDetection], *, from_score: float | None
    ) -> list[FaceDetection]:
        """All that are not drawn, if one is sure; or one of that score proves to be a face."""
        if any(self._is_believed(picture, face, from_score=from_score) for face in found):
            return [face for face in found if not self._is_drawn(picture, face, doubtful=False)]
        return []

    def _is_believed(
        self, picture: Pixels, face: FaceDetection, *, from_score: float | None
    ) -> bool:
        # A lying face is boxed better once the picture is turned.
        if face.quarter_turns:
            return False
        if from_score is None:
            sure = face.score >= self._thresholds.surest
            return sure and not self._is_drawn(picture, face, doubtful=False)
        if face.score < from_score or self._is_drawn(picture, face, doubtful=True):
            return False
        return steadiness(self._networks, picture, face) >= self._thresholds.steadiest

    def _is_drawn(self, picture: Pixels, face: FaceDetection, *, doubtful: bool) -> bool:
        most = self._thresholds.flattest_doubtful if doubtful else self._thresholds.flattest
        return flatness(picture, face) > most


def load_mtcnn_detector() -> MtcnnDetector:
    """With the settings that were measured on photos."""
    return MtcnnDetector(load_mtcnn_sessions())


def _scale(pixels: Pixels, side_px: int) -> float:
    return min(1.0, float(side_px / max(pixels.shape[:2])))


def _scaled(faces: list[FaceDetection], factor: float) -> list[FaceDetection]:
    return [face.scaled(factor) for face in faces]


def _highest_score(faces: list[FaceDetection]) -> float:
    return max([face.score for face in faces], default=0.0)
