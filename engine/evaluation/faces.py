"""How well faces are found in photos, in what happens to photos, and where there are none."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.evaluation.nobody import drawings
from engine.evaluation.picture_kinds import FOUND_KINDS, Faces, Kind, Variant
from engine.evaluation.refusal_kinds import REFUSAL_KINDS
from engine.frames import Frame, decode
from engine.hints import hint_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from engine.errors import FaceHint
    from engine.faces import FaceDetection, FaceDetector

PHOTOS_TABLE = "photos.csv"
DRAWINGS = 50  # of each kind
SIZE_RATIO = 2.0  # a found box may be that much larger or smaller than the face


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo and how many faces are in it."""

    path: Path
    faces: int


@dataclass(frozen=True, slots=True)
class FacesReport:
    """Shares in 0..1; a share of nothing is 1.

    `found`: photos of one face in which it is found; `exactly_one`: and nothing else;
    `group_faces`: of the people in groups; `false_alarms`: pictures without a face in which one is
    seen; `false_alarms_drawn`: the same among drawings made by rule, by kind. `kinds`: faces found
    where they are in altered photos of one face; `hints`: right hints where the spoilt photo was
    refused, with `refused`, how many were.
    """

    photos: int
    found: float
    exactly_one: float
    groups: int
    group_faces: float
    without_face: int
    false_alarms: float
    false_alarms_drawn: Mapping[str, float]
    kinds: Mapping[str, float]
    hints: Mapping[str, float]
    refused: Mapping[str, int]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def read_photos(folder: Path) -> list[Photo]:
    """What `photos.csv` there, or in `photos` below, names; OSError or KeyError if it does not."""
    inner = folder / "photos"
    home = inner if (inner / PHOTOS_TABLE).is_file() else folder
    with (home / PHOTOS_TABLE).open(encoding="utf-8", newline="") as table:
        return [Photo(home / row["file"], int(row["faces"])) for row in csv.DictReader(table)]


def evaluate_faces(
    detector: FaceDetector,
    photos: Sequence[Photo],
    *,
    reference: FaceDetector,
    drawn: int = DRAWINGS,
) -> FacesReport:
    """`reference` tells where the faces are and must know landmarks; `drawn` of each kind.

    OSError or MediaError if a photo cannot be read.
    """
    seen = [(photo.faces, len(_detected(detector, photo.path.read_bytes()))) for photo in photos]
    single = [found for faces, found in seen if faces == 1]
    groups = [(faces, found) for faces, found in seen if faces > 1]
    empty = [found > 0 for faces, found in seen if faces == 0]
    located = list(_located(photos, reference))
    hints = {hint.value: list(_hinted(detector, located, hint)) for hint in REFUSAL_KINDS}
    return FacesReport(
        photos=len(single),
        found=_share([found > 0 for found in single]),
        exactly_one=_share([found == 1 for found in single]),
        groups=len(groups),
        group_faces=_group_share(groups),
        without_face=len(empty),
        false_alarms=_share(empty, of_none=0.0),
        false_alarms_drawn=_drawn_alarms(detector, drawn),
        kinds={kind: _found_share(detector, located, kind) for kind in FOUND_KINDS},
        hints={hint: _share(right) for hint, right in hints.items()},
        refused={hint: len(right) for hint, right in hints.items()},
    )


@dataclass(frozen=True, slots=True)
class _Located:
    frame: Frame
    faces: Faces


def _located(photos: Sequence[Photo], reference: FaceDetector) -> Iterator[_Located]:
    """Photos of one face, as far as it can be told where it is."""
    for photo in photos:
        if photo.faces != 1:
            continue
        frame = _frame(photo.path.read_bytes())
        faces = reference.detect(frame.pixels)
        if len(faces) == 1:
            yield _Located(frame, faces)


def _found_share(detector: FaceDetector, located: Sequence[_Located], kind: str) -> float:
    return _share([_is_found(detector, one, FOUND_KINDS[kind]) for one in located])


def _is_found(detector: FaceDetector, one: _Located, kind: Kind) -> bool:
    variant = kind(one.frame.pixels, one.faces)
    return any(_is_there(face, one.faces[0], variant) for face in _detected(detector, variant.data))


def _is_there(found: FaceDetection, face: FaceDetection, variant: Variant) -> bool:
    x, y = variant.placed @ np.array([*face.bounding_box.centre, 1.0])
    scale = float(np.hypot(*variant.placed[:, 0]))
    box, true = found.bounding_box, face.bounding_box
    ratio = max(box.width, box.height) / (scale * max(true.width, true.height))
    inside = box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
    return bool(inside and 1 / SIZE_RATIO <= ratio <= SIZE_RATIO)


def _hinted(detector: FaceDetector, located: Sequence[_Located], hint: FaceHint) -> Iterator[bool]:
    """Whether the hint is right, for each picture that is refused."""
    for one in located:
        for kind in REFUSAL_KINDS[hint]:
            pixels = _frame(kind(one.frame.pixels, one.faces).data).pixels
            if not detector.detect(pixels):
                yield hint_of(pixels, detector) is hint


def _drawn_alarms(detector: FaceDetector, count: int) -> dict[str, float]:
    alarms: dict[str, list[bool]] = {}
    for name, pixels in drawings(count):
        alarms.setdefault(name, []).append(bool(detector.detect(pixels)))
    return {name: _share(ones) for name, ones in alarms.items()}


def _group_share(groups: Sequence[tuple[int, int]]) -> float:
    people = sum(faces for faces, _ in groups)
    return sum(min(pair) for pair in groups) / people if people else 1.0


def _detected(detector: FaceDetector, data: bytes) -> list[FaceDetection]:
    """In pixels of the upright original."""
    frame = _frame(data)
    return [face.scaled(frame.scale) for face in detector.detect(frame.pixels)]


def _frame(data: bytes) -> Frame:
    return decode(data).frames[0]


def _share(right: Sequence[bool], *, of_none: float = 1.0) -> float:
    return sum(right) / len(right) if right else of_none
