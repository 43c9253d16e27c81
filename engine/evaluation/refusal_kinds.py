"""Photos spoilt until nobody should be found in them, by the hint that their sender needs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.errors import FaceHint
from engine.evaluation.picture_kinds import (
    SEED,
    Faces,
    Kind,
    Pixels,
    Variant,
    blurred,
    exposed,
    jpeg,
    small,
)

HAIR_BEYOND, HAIR_GRAIN = 0.65, 30.0  # shares of the box to each side; standard deviation of grey
BEYOND_NOSE = 0.1  # of the box


def _from_behind(pixels: Pixels, faces: Faces) -> Variant:
    """Hair, of the colour above the brow, all over the head."""
    picture = pixels.astype(np.float32)
    rng = np.random.default_rng(SEED)
    for face in faces:
        box = face.bounding_box
        rows = slice(max(round(box.y - 0.15 * box.height), 0), max(round(box.y), 1))
        columns = slice(max(round(box.x), 0), max(round(box.x + box.width), 1))
        hair = np.median(pixels[rows, columns].reshape(-1, 3), axis=0)
        head: NDArray[np.float32] = np.zeros(pixels.shape[:2], dtype=np.float32)
        axes = (round(box.width * HAIR_BEYOND), round(box.height * HAIR_BEYOND))
        middle = (round(box.centre[0]), round(box.centre[1]))
        cv2.ellipse(head, middle, axes, 0, 0, 360, (1.0,), -1)
        head = np.asarray(cv2.GaussianBlur(head, (0, 0), 3), dtype=np.float32)
        grain = cv2.GaussianBlur(rng.normal(0, HAIR_GRAIN, head.shape), (0, 0), 1.5)
        covered = hair + grain[..., np.newaxis]
        share = head[..., np.newaxis]
        picture = (picture * (1 - share) + covered * share).astype(np.float32)
    return Variant(jpeg(np.clip(picture, 0, 255).astype(np.uint8)))


def _half_outside(pixels: Pixels, faces: Faces) -> Variant:
    """The larger side of the picture, cut beyond the nose of its first face."""
    box = faces[0].bounding_box
    beyond = BEYOND_NOSE * box.width
    if box.centre[0] < pixels.shape[1] / 2:
        return Variant(jpeg(pixels[:, round(box.centre[0] + beyond) :]))
    return Variant(jpeg(pixels[:, : max(round(box.centre[0] - beyond), 1)]))


REFUSAL_KINDS: Mapping[FaceHint, tuple[Kind, ...]] = MappingProxyType(
    {
        FaceHint.TOO_DARK: tuple(partial(exposed, factor=share) for share in (0.02, 0.01, 0.005)),
        FaceHint.BLURRED: tuple(partial(blurred, share=share) for share in (0.05, 0.08, 0.12)),
        FaceHint.TOO_SMALL: tuple(partial(small, share=share) for share in (0.05, 0.035, 0.025)),
        FaceHint.TURNED_AWAY: (_from_behind, _half_outside),
    }
)
