"""What the trained network said to a few faces, kept to compare the shipped file with."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from engine.assets import read_manifest
from engine.faces import FACE_SIDE_PX, BoundingBox, CropMargins, face_crop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

PORTRAIT = "portrait"
FACE = BoundingBox(165, 60, 120, 120)  # in the portrait
WIDER, NARROWER = CropMargins(0.1, 0.1, 0.1, 0.1), CropMargins(-0.1, -0.1, -0.1, -0.1)
DIGITS = 4


def reference_faces() -> NDArray[np.uint8]:
    """uint8 [6, 48, 48]: the portrait's face as it is, wider, narrower, mirrored, dark and dim."""
    with Image.open(BytesIO(read_manifest()[PORTRAIT].load())) as picture:
        portrait = np.asarray(picture.convert("RGB"))
    plain, wide, narrow = (
        face_crop(portrait, FACE, margins=margins, size=FACE_SIDE_PX)
        for margins in (CropMargins(), WIDER, NARROWER)
    )
    dim = plain // 2 + 64
    return np.stack([plain, wide, narrow, plain[:, ::-1], plain // 3, dim]).astype(np.uint8)


def write_reference(path: Path, logits: Mapping[str, NDArray[np.floating]], *, sha256: str) -> None:
    """`logits` of the reference faces by head, for the shipped file of that sum."""
    rounded = {
        head: np.round(rows.astype(np.float64), DIGITS).tolist() for head, rows in logits.items()
    }
    content = json.dumps({"sha256": sha256, "logits": rounded}, indent=1)
    path.write_text(content + "\n", encoding="utf-8")
