"""What no score of the detector tells: is it drawn, and does it stay a face when looked at askew?

Limits set on 36 photos, their distorted copies, pasted FER2013 training faces, and drawings made by
rule: objects and animals lose their score as soon as the box is moved, faces keep it; drawings keep
it, too, but consist of few shades.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from engine.mtcnn_networks import crop_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.faces import FaceDetection
    from engine.mtcnn_networks import MtcnnNetworks, Pixels

# Shifts in x and y in shares of the side, and scale.
ASKEW = (
    (0.0, 0.0, 1.0),
    (0.08, 0.0, 1.0),
    (-0.08, 0.0, 1.0),
    (0.0, 0.08, 1.0),
    (0.0, -0.08, 1.0),
    (0.0, 0.0, 0.88),
    (0.0, 0.0, 1.15),
    (0.0, 0.0, 1.3),
)
INNER_SHARE = 0.7  # of the box: face without hair and wall
SIDE_PX = 48
SHADE = 4  # of 256 levels are one shade
COMMONEST = 3
# Clipped light and shadow are flat in photos, too; as long as this share of the face is not.
UNCLIPPED = slice(6, 250)
UNCLIPPED_SHARE = 0.25
FLATTEST = 0.55  # beyond this a face is a drawing, whatever its score


@dataclass(frozen=True, slots=True)
class Proof:
    """What a face must reach, in 0..1: its score, `steadiness` and at most this `flatness`."""

    score: float
    steadiness: float
    flatness: float


# Alone and large in the coarse look; sure in the finer one; against what looks elsewhere show; in
# those looks themselves; and tilted, where dense print has a face in every fifth page.
ALONE = Proof(score=0.98, steadiness=0.0, flatness=FLATTEST)
SURE = Proof(score=0.98, steadiness=0.75, flatness=FLATTEST)
AS_FOUND = (ALONE, Proof(score=0.85, steadiness=0.65, flatness=0.5))
AGAIN = Proof(score=0.9, steadiness=0.7, flatness=0.5)
TILTED = Proof(score=0.95, steadiness=0.8, flatness=0.5)


def is_proved(networks: MtcnnNetworks, picture: Pixels, face: FaceDetection, proof: Proof) -> bool:
    """Whether an upright face; a lying one is boxed better once the picture is turned."""
    if face.score < proof.score or face.quarter_turns:
        return False
    if flatness(picture, face) > proof.flatness:
        return False
    return not proof.steadiness or steadiness(networks, picture, face) >= proof.steadiness


def steadiness(networks: MtcnnNetworks, picture: Pixels, face: FaceDetection) -> float:
    """Mean score in 0..1 of the box and its mirror image, moved and scaled a little."""
    middle, side = np.array(face.bounding_box.centre), _side(face)
    shifts, scales = np.array(ASKEW)[:, :2], np.array(ASKEW)[:, 2:]
    middles, halves = middle + shifts * side, scales * side / 2
    boxes = np.concatenate([middles - halves, middles + halves], axis=1)
    return float(networks.scores(picture, boxes).mean())


def flatness(picture: Pixels, face: FaceDetection) -> float:
    """Share in 0..1 of the three commonest shades among the unclipped pixels of the inner face."""
    middle, half = np.array(face.bounding_box.centre), _side(face) * INNER_SHARE / 2
    box = np.rint(np.concatenate([middle - half, middle + half]))
    grey = cv2.cvtColor(crop_of(picture, box, side=SIDE_PX), cv2.COLOR_RGB2GRAY)
    levels = np.bincount(grey.ravel(), minlength=256)
    levels[: UNCLIPPED.start] = 0
    levels[UNCLIPPED.stop :] = 0
    shades: NDArray[np.int64] = np.sort(levels.reshape(-1, SHADE).sum(axis=1))
    unclipped = max(int(shades.sum()), round(grey.size * UNCLIPPED_SHARE))
    return float(shades[-COMMONEST:].sum()) / unclipped


def _side(face: FaceDetection) -> float:
    return max(face.bounding_box.width, face.bounding_box.height)
