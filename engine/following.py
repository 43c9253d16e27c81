"""Who is who from frame to frame of a clip, so that nobody answers with another's face."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

from engine.faces import prominence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from engine.faces import BoundingBox, FaceDetection
    from engine.frames import Frame

SIDE = 16
MARGIN = 0.25  # hair and what is behind it tell people apart better than their faces do
REMEMBERED = 4  # sightings: who turned away and back looks as before
# Measured on clips and photos, see docs/decisions/0007: from frame to frame the same person differs
# by 33 of 255 at the 95th percentile, those in another picture by 39 at the first.
DIFFERENCE_AT_MOST = 38.0
# The same in another light, where those in another picture differ by 24 at the first.
RELIT_DIFFERENCE_AT_MOST = 20.0
USUAL_GREY = 110.0
# By the colours alone, wherever they are: others share 68 % at most, but for one in a hundred.
UNSHARED_COLOURS_AT_MOST = 0.28
COLOUR_STEPS = 6  # of each channel
# And a person is where they were: half a point for each width of their face that they moved.
COST_OF_A_WIDTH = 0.5
COST_AT_MOST = 1.05


@dataclass(frozen=True, slots=True)
class Look:
    """One frame and its faces in its own pixels, the most prominent first."""

    frame: Frame
    faces: Sequence[FaceDetection]


@dataclass(frozen=True, eq=False)
class Sighting:
    """A face of the look of this number, in that frame."""

    look: int
    face: FaceDetection
    frame: Frame

    @cached_property
    def likeness(self) -> NDArray[np.float32]:
        """float32 [SIDE, SIDE, 3], coarse colours; a photo is compared with nothing."""
        return _likeness(self.frame, self.face)


Person = list[Sighting]


def followed(looks: Sequence[Look]) -> list[Person]:
    """Everybody who was seen, each in order of time; whom the clip is about comes first.

    From look to look the closest pairs of person and face are joined; a face that is near nobody
    in place and colours is somebody new.
    """
    people: list[Person] = []
    for number, look in enumerate(looks):
        faces = [Sighting(number, face, look.frame) for face in look.faces]
        strangers = dict(enumerate(faces))
        met: set[int] = set()
        for _, person, face in sorted(_close_pairs(people, faces)):
            if person not in met and face in strangers:
                met.add(person)
                people[person].append(strangers.pop(face))
        people += [[stranger] for stranger in strangers.values()]
    return sorted(people, key=_weight, reverse=True)


def _close_pairs(
    people: Sequence[Person], faces: Sequence[Sighting]
) -> Iterator[tuple[float, int, int]]:
    for at, person in enumerate(people):
        for number, face in enumerate(faces):
            cost = _cost(person, face)
            if cost <= COST_AT_MOST:
                yield cost, at, number


def _cost(person: Person, face: Sighting) -> float:
    moved = _widths_between(person[-1].face.bounding_box, face.face.bounding_box)
    unlike = min(_unlike(before.likeness, face.likeness) for before in person[-REMEMBERED:])
    return unlike + COST_OF_A_WIDTH * moved


def _unlike(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """1 is the most that one person differs: as they are, in another light, or turned around."""
    as_they_are = np.abs(one - other).mean() / DIFFERENCE_AT_MOST
    relit = np.abs(_in_usual_light(one) - _in_usual_light(other)).mean() / RELIT_DIFFERENCE_AT_MOST
    shared = np.minimum(_colours(one), _colours(other)).sum()
    return float(min(as_they_are, relit, (1 - shared) / UNSHARED_COLOURS_AT_MOST))


def _in_usual_light(likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    return likeness * np.float32(USUAL_GREY / max(float(likeness.mean()), 1.0))


def _widths_between(one: BoundingBox, other: BoundingBox) -> float:
    apart = np.hypot(one.centre[0] - other.centre[0], one.centre[1] - other.centre[1])
    return float(apart / max(one.width, other.width))


def _likeness(frame: Frame, face: FaceDetection) -> NDArray[np.float32]:
    box = face.bounding_box
    side = max(box.width, box.height) * (1 + 2 * MARGIN)
    x, y = box.centre
    scale = SIDE / side
    to_small = np.array([[scale, 0, SIDE / 2 - x * scale], [0, scale, SIDE / 2 - y * scale]])
    step = max(1, round(side / SIDE))
    half = side / 2 + step
    left, top = max(0, int(x - half)), max(0, int(y - half))
    around = frame.pixels[top : int(y + half) + 1, left : int(x + half) + 1]
    to_small[:, 2] += scale * np.array([left, top])
    small = cv2.warpAffine(
        cv2.blur(around, (step, step)), to_small, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE
    )
    return small.astype(np.float32)


def _colours(likeness: NDArray[np.float32]) -> NDArray[np.float64]:
    """Shares of the coarse colours, float64 [COLOUR_STEPS ** 3]."""
    steps = (likeness * (COLOUR_STEPS / 256)).astype(np.intp)
    places = steps @ np.array([COLOUR_STEPS**2, COLOUR_STEPS, 1])
    shares: NDArray[np.float64] = np.bincount(places.ravel(), minlength=COLOUR_STEPS**3) / SIDE**2
    return shares


def _weight(person: Person) -> float:
    """How prominent, summed over the looks: who stays counts before who passes by."""
    total = 0.0
    for sighting in person:
        height, width = sighting.frame.pixels.shape[:2]
        total += prominence(sighting.face, width=width, height=height)
    return total
