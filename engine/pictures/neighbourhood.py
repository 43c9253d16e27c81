"""A track and its neighbours as a picture: the closer they stand, the more alike they are."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.pictures.canvas import FAINT, INK, blank, png_of
from engine.pictures.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from engine.graph_parts import GraphPart
    from engine.moods import MoodName

WIDTH_PX, HEIGHT_PX = 1200, 1000
TEXT_SIZE, HEADING_SIZE = 11, 16
MARK_SIZE, MIDDLE_SIZE = 11, 17
LONGEST_TITLE = 26

# Of the circle's radius: the most alike stand so far from the middle, and labels in columns beside
# the circle, where no line and no other label crosses them.
_NEAREST = 0.35
_LABELS_AT = 1.08
_WIDTH, _HEIGHT = 1.75, 1.2
_LABELS_WITHIN = 1.0
_LINE_HEIGHT = 0.055


@dataclass(frozen=True, slots=True)
class NeighbourhoodLabels:
    """The words on the picture."""

    title: str
    mood_names: Mapping[MoodName, str]


def neighbourhood_picture(part: GraphPart, *, labels: NeighbourhoodLabels) -> bytes:
    """PNG with the part's first track in the middle, named by the title, and the others around it.

    Their order around it is that of their directions on the plane, the brightest at the right and
    the liveliest above; lines join what is joined.
    """
    figure = blank(WIDTH_PX, HEIGHT_PX)
    figure.suptitle(
        _shortened(labels.title, 80), fontsize=HEADING_SIZE, color=INK, parse_math=False
    )
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set_xlim(-_WIDTH, _WIDTH)
    axes.set_ylim(-_HEIGHT, _HEIGHT)
    places = _places(part)
    _draw_edges(axes, part, places)
    _draw_tracks(axes, part, places)
    for side in (-1, 1):
        _draw_titles(axes, part, places, side=side)
    _draw_legend(axes, part, labels)
    with warnings.catch_warnings():
        # A box stands for a letter that the font lacks; that is no news to who looks at it.
        warnings.filterwarnings("ignore", message="Glyph")
        return png_of(figure)


def _places(part: GraphPart) -> NDArray[np.float64]:
    """[n, 2] of each track, the first at 0, 0."""
    others = part.rows[1:]
    if not len(others):
        return np.zeros((1, 2))
    offsets = part.catalogue.plane[others] - part.catalogue.plane[part.rows[0]]
    directions = np.arctan2(offsets[:, 1], offsets[:, 0])
    # Evenly spread, so that marks do not cover each other; the first keeps its direction.
    order = np.argsort(directions, kind="stable")
    angles = np.empty(len(others))
    angles[order] = directions[order[0]] + np.arange(len(others)) * 2 * np.pi / len(others)
    unlike = 1 - _similarity_to_middle(part)
    spread = np.ptp(unlike) or 1.0
    radii = _NEAREST + (1 - _NEAREST) * (unlike - unlike.min()) / spread
    around = np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])
    return np.vstack([np.zeros((1, 2)), around])


def _similarity_to_middle(part: GraphPart) -> NDArray[np.float64]:
    """[n - 1]."""
    middle = part.rows[0]
    edges = part.edges
    ends = zip(edges.rows.tolist(), edges.others.tolist(), strict=True)
    found = dict(zip(ends, edges.similarities.tolist(), strict=True))
    return np.array([found[min(middle, row), max(middle, row)] for row in part.rows[1:].tolist()])


def _draw_edges(axes: Axes, part: GraphPart, places: NDArray[np.float64]) -> None:
    at = dict(zip(part.rows.tolist(), places, strict=True))
    middle = int(part.rows[0])
    for row, other in zip(part.edges.rows.tolist(), part.edges.others.tolist(), strict=True):
        ends = np.array([at[row], at[other]])
        to_middle = middle in (row, other)
        axes.plot(
            *ends.T,
            color=INK if to_middle else FAINT,
            linewidth=1.2 if to_middle else 0.5,
            alpha=0.6,
            zorder=1,
        )


def _draw_tracks(axes: Axes, part: GraphPart, places: NDArray[np.float64]) -> None:
    for number, (row, place) in enumerate(zip(part.rows.tolist(), places, strict=True)):
        track = part.catalogue.track(row)
        shape, colour = MARKS[track.mood]
        axes.plot(
            *place,
            marker=shape,
            markersize=MARK_SIZE if number else MIDDLE_SIZE,
            markerfacecolor=colour,
            markeredgecolor=INK,
            linestyle="none",
            zorder=2,
        )


def _draw_titles(
    axes: Axes, part: GraphPart, places: NDArray[np.float64], *, side: Literal[-1, 1]
) -> None:
    """Titles of the tracks around on this side, each with a line to its mark."""
    others = np.arange(1, len(part.rows))
    here = others[(places[others, 0] >= 0) == (side > 0)]
    here = here[np.argsort(-places[here, 1], kind="stable")]
    line = min(_LINE_HEIGHT, 2 * _LABELS_WITHIN / max(len(here) - 1, 1))
    heights = _apart(places[here, 1], line=line)
    for number, height in zip(here.tolist(), heights.tolist(), strict=True):
        edge = side * _LABELS_AT
        axes.plot(
            [places[number, 0], edge],
            [places[number, 1], height],
            color=FAINT,
            linewidth=0.8,
            linestyle=":",
            zorder=1,
        )
        axes.text(
            edge,
            height,
            _shortened(part.catalogue.track(int(part.rows[number])).title, LONGEST_TITLE),
            ha="left" if side > 0 else "right",
            va="center",
            fontsize=TEXT_SIZE * line / _LINE_HEIGHT,
            color=INK,
            parse_math=False,
        )


def _apart(heights: NDArray[np.float64], *, line: float) -> NDArray[np.float64]:
    """[n] falling heights, moved until each has a line of its own between the bounds."""
    steps = line * np.arange(len(heights))
    below = np.minimum.accumulate(np.minimum(heights, _LABELS_WITHIN) + steps) - steps
    return np.asarray(np.maximum(below, steps[::-1] - _LABELS_WITHIN))


def _draw_legend(axes: Axes, part: GraphPart, labels: NeighbourhoodLabels) -> None:
    """The moods that the tracks stand for."""
    occurring = {part.catalogue.track(row).mood for row in part.rows.tolist()}
    for name, (shape, colour) in MARKS.items():
        if name in occurring:
            axes.plot(
                [],
                [],
                marker=shape,
                markersize=MARK_SIZE,
                markerfacecolor=colour,
                markeredgecolor=INK,
                linestyle="none",
                label=labels.mood_names[name],
            )
    axes.legend(
        loc="lower center", ncols=len(occurring), frameon=False, fontsize=TEXT_SIZE, labelcolor=INK
    )


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
