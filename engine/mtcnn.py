"""The face detector: looks coarse first, then finer, and elsewhere only while nobody is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.lighting import relit
from engine.mtcnn_networks import (
    CELL_PX,
    MtcnnNetworks,
    MtcnnSessions,
    NetworkThresholds,
    load_mtcnn_sessions,
    resized,
)
from engine.second_look import (
    AGAIN,
    ALONE,
    AS_FOUND,
    FLATTEST,
    SURE,
    TILTED,
    Proof,
    flatness,
    is_proved,
)
from engine.turning import taken_back, turned

if TYPE_CHECKING:
    from engine.faces import FaceDetection
    from engine.mtcnn_networks import Pixels

QUARTERS_DEG = (90.0, 270.0, 180.0)
TILTS_DEG = (30.0, -30.0)
# A large face is proposed many times over, and each costs as much as searching a small picture.
COARSE = NetworkThresholds(proposal=0.9, refinement=0.7, face=0.8, overlap=0.4)
SUSPECTED = NetworkThresholds(proposal=0.6, refinement=0.6, face=0.6)


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
    tilted_px: float = 80.0
    tiny_px: int = 1280
    tiniest_px: float = 24.0


class MtcnnDetector:
    """Finds faces of any size and orientation; thread-safe.

    A picture's faces count if one of them is proved; small ones score low beside a sure one. More
    looks may err more often, so that each asks for its own proof.
    """

    def __init__(self, sessions: MtcnnSessions, *, sizes: SearchSizes | None = None) -> None:
        self._networks = MtcnnNetworks(sessions)
        self._coarse_networks = MtcnnNetworks(sessions, thresholds=COARSE)
        self._suspicious_networks = MtcnnNetworks(sessions, thresholds=SUSPECTED)
        self._sizes = sizes or SearchSizes()

    def detect(self, pixels: Pixels) -> list[FaceDetection]:
        """Faces in uint8 [height, width, 3] RGB, in its pixels; also if it lies on its side."""
        lone = self._lone(pixels)
        if lone:
            return lone
        picture, scale = self._small(pixels, self._sizes.fine_px)
        found = self._networks.faces(picture, smallest_px=self._sizes.smallest_px)
        seen = self._proved(picture, found, (SURE,)) or self._elsewhere(picture, found)
        return _scaled(seen, 1 / scale) if seen else self._tiny(pixels)

    def glance(self, pixels: Pixels) -> list[FaceDetection]:
        """Upright faces in fair light only, at the same cost whether there are any or none."""
        lone = self._lone(pixels)
        if lone:
            return lone
        picture, scale = self._small(pixels, self._sizes.fine_px)
        found = self._networks.faces(picture, smallest_px=self._sizes.smallest_px)
        return _scaled(self._proved(picture, found, (SURE,)), 1 / scale)

    def suspects(self, pixels: Pixels) -> list[FaceDetection]:
        """What looks a little like an upright face, of any size that can be told."""
        return self._suspicious_networks.faces(pixels, smallest_px=CELL_PX)

    def _lone(self, pixels: Pixels) -> list[FaceDetection]:
        """A large face, sure and alone; groups and doubts need the finer look."""
        picture, scale = self._small(pixels, self._sizes.coarse_px)
        smallest_px = self._sizes.coarse_share * min(picture.shape[:2])
        if smallest_px < self._sizes.smallest_px * self._sizes.coarse_px / self._sizes.fine_px:
            return []
        found = self._coarse_networks.faces(picture, smallest_px=smallest_px)
        if len(found) > 1:
            return []
        return _scaled(self._proved(picture, found, (ALONE,)), 1 / scale)

    def _elsewhere(self, picture: Pixels, found: list[FaceDetection]) -> list[FaceDetection]:
        """The best look: as found, relit, or turned; a lying face may look a bit like another."""
        px = self._sizes.smallest_px
        looks = [self._proved(picture, found, AS_FOUND), self._seen(relit(picture), px, AGAIN)]
        looks += [self._seen_turned(picture, degrees, px, AGAIN) for degrees in QUARTERS_DEG]
        best = max(looks, key=_highest_score)
        if best:
            return best
        px = self._sizes.tilted_px
        tilted = [self._seen_turned(picture, degrees, px, TILTED) for degrees in TILTS_DEG]
        return max(tilted, key=_highest_score)

    def _seen_turned(
        self, picture: Pixels, degrees: float, smallest_px: float, proof: Proof
    ) -> list[FaceDetection]:
        lying, back = turned(picture, degrees)
        return [taken_back(face, back) for face in self._seen(lying, smallest_px, proof)]

    def _tiny(self, pixels: Pixels) -> list[FaceDetection]:
        picture, scale = self._small(pixels, self._sizes.tiny_px)
        return _scaled(self._seen(picture, self._sizes.tiniest_px, AGAIN), 1 / scale)

    def _seen(self, picture: Pixels, smallest_px: float, proof: Proof) -> list[FaceDetection]:
        found = self._networks.faces(picture, smallest_px=smallest_px)
        return self._proved(picture, found, (proof,))

    def _proved(
        self, picture: Pixels, found: list[FaceDetection], proofs: tuple[Proof, ...]
    ) -> list[FaceDetection]:
        """All that are not drawn, if one of them has one of the proofs."""
        if not any(
            is_proved(self._networks, picture, face, proof) for face in found for proof in proofs
        ):
            return []
        return [face for face in found if flatness(picture, face) <= FLATTEST]

    def _small(self, pixels: Pixels, side_px: int) -> tuple[Pixels, float]:
        """The picture with no side beyond that, and its share of the original."""
        scale = min(1.0, float(side_px / max(pixels.shape[:2])))
        return resized(pixels, scale), scale


def load_mtcnn_detector() -> MtcnnDetector:
    """With the settings that were measured on photos."""
    return MtcnnDetector(load_mtcnn_sessions())


def _scaled(faces: list[FaceDetection], factor: float) -> list[FaceDetection]:
    return [face.scaled(factor) for face in faces]


def _highest_score(faces: list[FaceDetection]) -> float:
    return max([face.score for face in faces], default=0.0)
