"""A photo with a numbered box around each face, for nobody but whoever sent it."""

from __future__ import annotations

import io
from itertools import product
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from engine.frames import DEFAULT_LIMITS, decode
from engine.pictures.canvas import bold_font_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.faces import BoundingBox
    from engine.frames import Frame, MediaLimits
    from engine.readings import MoodReading

    Edges = tuple[float, float, float, float]  # left, top, right, bottom

SIDE_PX = 800  # fills a phone; twice as many pixels would be megabytes of PNG
LINE_PX = 3
TEXT_SHARE = 0.04  # of the shorter side
SMALLEST_TEXT_PX, PADDING_PX = 14, 4
# Black beside white is seen on any photo, and by those who tell no colours apart.
LIGHT, DARK = "#FFFFFF", "#000000"


def boxes_picture(
    data: bytes,
    reading: MoodReading,
    *,
    words: Sequence[str],
    limits: MediaLimits = DEFAULT_LIMITS,
) -> bytes:
    """PNG of what was read, of a clip the frame at its peak, with the faces numbered from 1.

    `words` stand behind the numbers, one for each face of the reading, empty where it was not
    looked at. MediaError as the reader raises it.
    """
    media = decode(data, limits=limits, working_side_px=SIDE_PX)
    frame = min(media.frames, key=lambda frame: abs(frame.time_s - (reading.time_s or 0.0)))
    boxes = [_edges(face.detection.bounding_box, frame) for face in reading.faces]
    labels = [f"{number} {word}".strip() for number, word in enumerate(words, start=1)]
    pen = _Pen(Image.fromarray(frame.pixels))
    for box in boxes:
        pen.outline(box)
    # The last is the least prominent, and its words give way.
    for box, label in zip(boxes, labels, strict=True):
        pen.write(label, box)
    return pen.png()


def _edges(box: BoundingBox, frame: Frame) -> Edges:
    """In pixels of the frame, without what lies beyond it."""
    height, width = frame.pixels.shape[:2]
    inner = box.scaled(1 / frame.scale)
    right, bottom = inner.x + inner.width, inner.y + inner.height
    left, top = min(max(inner.x, 0.0), width - 2.0), min(max(inner.y, 0.0), height - 2.0)
    return left, top, max(min(right, width - 1.0), left), max(min(bottom, height - 1.0), top)


class _Pen:
    """Draws boxes and words; no words lie over each other."""

    def __init__(self, picture: Image.Image) -> None:
        self._picture = picture
        self._draw = ImageDraw.Draw(picture)
        text_px = max(SMALLEST_TEXT_PX, round(TEXT_SHARE * min(picture.size)))
        self._font = ImageFont.truetype(bold_font_file(), text_px)
        self._boxes: list[Edges] = []
        self._taken: list[Edges] = []

    def outline(self, box: Edges) -> None:
        """A frame around a face."""
        left, top, right, bottom = box
        around = (left - 1, top - 1, right + 1, bottom + 1)
        self._draw.rectangle(around, outline=DARK, width=LINE_PX + 2)
        self._draw.rectangle(box, outline=LIGHT, width=LINE_PX)
        self._boxes.append(box)

    def write(self, label: str, box: Edges) -> None:
        """Above the box, or below; else over faces; of words without any room the number alone."""
        number = label.partition(" ")[0]
        choices = [
            (label, [*self._taken, *self._boxes]),
            (label, self._taken),
            (number, self._taken),
            (number, []),
        ]
        text, place = next(
            (text, place)
            for text, taken in choices
            for place in self._places(text, box)
            if not any(_overlap(place, other) for other in taken)
        )
        self._taken.append(place)
        self._draw.rectangle(place, fill=DARK)
        middle = ((place[0] + place[2]) / 2, (place[1] + place[3]) / 2)
        self._draw.text(middle, text, font=self._font, fill=LIGHT, anchor="mm")

    def png(self) -> bytes:
        """What is drawn so far."""
        buffer = io.BytesIO()
        self._picture.save(buffer, "PNG")
        return buffer.getvalue()

    def _places(self, text: str, box: Edges) -> Iterator[Edges]:
        """Where it could stand, all within the picture."""
        left, top, right, bottom = self._draw.textbbox((0, 0), text, font=self._font)
        width, height = right - left + 2 * PADDING_PX, bottom - top + 2 * PADDING_PX
        most_x, most_y = self._picture.width - width, self._picture.height - height
        ys = (box[1] - height, box[3], box[1], box[3] - height)
        xs = (box[0], box[2] - width)
        for y, x in product(ys, xs):
            x, y = min(max(x, 0), most_x), min(max(y, 0), most_y)
            yield x, y, x + width, y + height


def _overlap(one: Edges, other: Edges) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
