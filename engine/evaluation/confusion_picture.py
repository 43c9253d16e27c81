"""A confusion matrix as a picture: SVG, written by hand since it is squares and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from engine.emotions import EMOTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CELL_PX, LEFT_PX, TOP_PX, FOOT_PX = 64, 96, 72, 24
SIDE_PX = CELL_PX * len(EMOTIONS)
PALE, DARK = (247, 251, 255), (8, 48, 107)  # blues that differ in lightness: safe for all eyes


def confusion_svg(confusion: Sequence[Sequence[int]], *, title: str) -> str:
    """Rows are true emotions, columns answers; each cell its share of the row and its count."""
    width, height = LEFT_PX + SIDE_PX + FOOT_PX, TOP_PX + SIDE_PX + FOOT_PX
    body = [_text(width / 2, 22, title, size=16), *_names(), *_cells(confusion)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" font-family="sans-serif">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="100%" height="100%" fill="white"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _names() -> Iterator[str]:
    yield _text(LEFT_PX + SIDE_PX / 2, 44, "answered", size=12)
    for at, emotion in enumerate(EMOTIONS):
        middle = at * CELL_PX + CELL_PX / 2
        yield _text(LEFT_PX + middle, TOP_PX - 8, emotion.value, size=12)
        yield _text(LEFT_PX - 8, TOP_PX + middle + 4, emotion.value, size=12, anchor="end")


def _cells(confusion: Sequence[Sequence[int]]) -> Iterator[str]:
    for row, counts in enumerate(confusion):
        for column, count in enumerate(counts):
            share = count / sum(counts) if count else 0.0
            left, top = LEFT_PX + column * CELL_PX, TOP_PX + row * CELL_PX
            ink = "white" if share > 0.5 else "black"
            middle = left + CELL_PX / 2
            yield (
                f'<rect x="{left}" y="{top}" width="{CELL_PX}" height="{CELL_PX}" '
                f'fill="{_blue(share)}" stroke="white"/>'
            )
            yield _text(middle, top + 30, f"{share:.0%}", size=14, ink=ink)
            yield _text(middle, top + 48, str(count), size=10, ink=ink)


def _blue(share: float) -> str:
    mixed = (round(p + (d - p) * share) for p, d in zip(PALE, DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _text(
    x: float, y: float, words: str, *, size: int, anchor: str = "middle", ink: str = "black"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{ink}">{escape(words)}</text>'
    )
