"""Pictures without a human face, drawn by rule: drawn faces, pages of text, heaps of things."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Colour = tuple[int, int, int]
Draw = Callable[[Generator], Pixels]

SEED = 1
WIDTH_PX, HEIGHT_PX = 640, 480
INK = (0, 0, 0)
LETTERS = "abcdefghijklmnopqrstuvwxyz     ABCDEFGHIJKLMNOPQRSTUVWXYZ,.0123456789"


def drawings(count: int, *, seed: int = SEED) -> Iterator[tuple[str, Pixels]]:
    """`count` of each kind, with its name; the same for the same seed."""
    for name, draw in NOBODY_KINDS.items():
        rng = np.random.default_rng(seed)
        for _ in range(count):
            yield name, draw(rng)


def _drawn_face(rng: Generator) -> Pixels:
    page = _page(_colour(rng, darkest=120))
    middle = _point(WIDTH_PX * rng.uniform(0.4, 0.6), HEIGHT_PX * rng.uniform(0.4, 0.6))
    width, height = rng.uniform(60, 170), rng.uniform(70, 190)
    line = int(rng.integers(1, 7))
    skin = _colour(rng, darkest=90)
    cv2.ellipse(page, middle, _point(width, height), 0, 0, 360, skin, -1, cv2.LINE_AA)
    cv2.ellipse(page, middle, _point(width, height), 0, 0, 360, INK, line, cv2.LINE_AA)
    eyes = _point(width * rng.uniform(0.3, 0.5), height * rng.uniform(0.1, 0.35))
    eye_px = width * rng.uniform(0.08, 0.25)
    for side in (-1, 1):
        eye = (middle[0] + side * eyes[0], middle[1] - eyes[1])
        if line % 2:
            cv2.ellipse(page, eye, _point(eye_px, eye_px * 0.6), 0, 0, 360, (255,) * 3, -1)
        cv2.circle(page, eye, max(round(eye_px / 2), 1), INK, -1, cv2.LINE_AA)
    mouth = (middle[0], middle[1] + round(height * rng.uniform(0.3, 0.5)))
    shape = _point(width * rng.uniform(0.2, 0.55), height * rng.uniform(0.05, 0.25))
    cv2.ellipse(page, mouth, shape, 0, 0, 180 * int(rng.integers(1, 3)), INK, line, cv2.LINE_AA)
    return page


def _text(rng: Generator) -> Pixels:
    page = _page((255, 255, 255))
    size = float(rng.uniform(0.4, 1.2))
    font = int(rng.choice([cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_COMPLEX]))
    for bottom in range(round(30 * size), HEIGHT_PX, max(round(34 * size), 8)):
        words = "".join(rng.choice(list(LETTERS), 60))
        cv2.putText(page, words, (12, bottom), font, size, INK, 1, cv2.LINE_AA)
    return page


def _things(rng: Generator) -> Pixels:
    """Boxes and balls, shaded and grainy as photographed ones."""
    page = _page(_colour(rng))
    for _ in range(int(rng.integers(8, 40))):
        at = _point(rng.uniform(0, WIDTH_PX), rng.uniform(0, HEIGHT_PX))
        side = int(rng.integers(8, 90))
        if rng.random() < 0.5:
            cv2.circle(page, at, side // 2, _colour(rng), -1, cv2.LINE_AA)
        else:
            cv2.rectangle(page, at, (at[0] + side, at[1] + side // 2), _colour(rng), -1)
    soft = cv2.GaussianBlur(page, (0, 0), float(rng.uniform(0.5, 3)))
    light = np.linspace(0.5, 1.2, WIDTH_PX)[np.newaxis, :, np.newaxis]
    grainy = soft * light + rng.normal(0, 6, page.shape)
    return np.clip(grainy, 0, 255).astype(np.uint8)


NOBODY_KINDS: Mapping[str, Draw] = MappingProxyType(
    {"drawn faces": _drawn_face, "text": _text, "things": _things}
)


def _page(colour: Colour) -> Pixels:
    return np.full((HEIGHT_PX, WIDTH_PX, 3), colour, dtype=np.uint8)


def _colour(rng: Generator, *, darkest: int = 0) -> Colour:
    red, green, blue = rng.integers(darkest, 256, 3).tolist()
    return red, green, blue


def _point(x: float, y: float) -> tuple[int, int]:
    return round(x), round(y)
