"""Charts of a catalogue as PNG bytes: lines, bars, grids of numbers and the map of the plane.

All words are passed in. Series differ in marker as well as in colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.pictures.canvas import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    SKY_BLUE,
    VERMILLION,
    blank,
    png_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

_COLOURS = (BLUE, ORANGE, GREEN, VERMILLION, PURPLE, SKY_BLUE)
_MARKERS = ("o", "s", "^", "D", "v", "P")
_WIDTH_PX, _HEIGHT_PX = 760, 380
_ROW_PX, _COLUMN_PX = 38, 78
_LETTERS_IN_A_ROW = 9
# A light cell takes dark ink; from this share of the darkest on, white is read better.
_WHITE_INK_FROM = 0.55


@dataclass(frozen=True, slots=True)
class Axis:
    """What the two sides of a chart measure."""

    across: str
    up: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Numbers by row and column; `signed` ones run from -`most` to `most`, others from 0."""

    values: NDArray[np.float64]
    rows: Sequence[str]
    columns: Sequence[str]
    form: str
    most: float = 1.0
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """Tracks on the plane, [N, 2], the cluster of each, and clusters by name with their middle."""

    points: NDArray[np.float32]
    codes: NDArray[np.int16]
    names: Sequence[str]
    middles: NDArray[np.float64]


def line_chart(
    across: Sequence[float],
    series: Mapping[str, Sequence[float]],
    axis: Axis,
    *,
    marked: float | None = None,
    mark: str = "",
    names: Sequence[str] | None = None,
) -> bytes:
    """A line for each series; `marked` is a place to point at, called `mark`.

    `names` stand under the places instead of their numbers.
    """
    figure = blank(_WIDTH_PX, _HEIGHT_PX)
    axes = figure.subplots()
    for at, (name, values) in enumerate(series.items()):
        colour, marker = _COLOURS[at % len(_COLOURS)], _MARKERS[at % len(_MARKERS)]
        axes.plot(across, values, color=colour, marker=marker, label=name)
    if marked is not None:
        axes.axvline(marked, color=INK, linestyle=":", label=mark)
    if len(series) > 1 or marked is not None:
        axes.legend(frameon=False)
    axes.set_xticks(across, names)
    _finish(axes, axis)
    return png_of(figure)


def bar_chart(names: Sequence[str], series: Mapping[str, Sequence[float]], axis: Axis) -> bytes:
    """A bar for each name and series, side by side."""
    figure = blank(_WIDTH_PX, _HEIGHT_PX)
    axes = figure.subplots()
    wide = 0.8 / len(series)
    hatches = ("", "//", "..")
    for at, (name, values) in enumerate(series.items()):
        middles = np.arange(len(names)) + (at - (len(series) - 1) / 2) * wide
        bars = axes.bar(middles, values, width=wide, label=name, color=_COLOURS[at])
        for bar in bars:
            bar.set(hatch=hatches[at % len(hatches)], edgecolor="white")
    axes.set_xticks(np.arange(len(names)), names)
    axes.legend(frameon=False)
    _finish(axes, axis)
    return png_of(figure)


def grid_chart(grid: Grid, axis: Axis) -> bytes:
    """A cell for each number, shaded by it and with the number in it."""
    height, width = grid.values.shape
    letters = max(len(name) for name in grid.rows)
    crowded = max(len(name) for name in grid.columns) > _LETTERS_IN_A_ROW
    figure = blank(
        _COLUMN_PX * width + 8 * letters + 60, _ROW_PX * height + (160 if crowded else 80)
    )
    axes = figure.subplots()
    least = -grid.most if grid.signed else 0.0
    colours = "PuOr_r" if grid.signed else "Blues"
    axes.imshow(grid.values, cmap=colours, vmin=least, vmax=grid.most, aspect="auto")
    for (row, column), value in np.ndenumerate(grid.values):
        ink = "white" if abs(value) > _WHITE_INK_FROM * grid.most else INK
        axes.text(column, row, grid.form.format(value), ha="center", va="center", color=ink)
    axes.set_xticks(np.arange(width), grid.columns)
    if crowded:
        axes.tick_params("x", labelrotation=90)
    axes.set_yticks(np.arange(height), grid.rows)
    axes.set_xlabel(axis.across)
    axes.set_ylabel(axis.up)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return png_of(figure)


def plane_chart(places: Places, axis: Axis) -> bytes:
    """Tracks as small marks, each cluster's middle as a numbered one."""
    figure = blank(_WIDTH_PX, _WIDTH_PX + 22 * len(places.names))
    axes = figure.subplots()
    for at, name in enumerate(places.names):
        colour = _COLOURS[at % len(_COLOURS)]
        marker = _MARKERS[(at + at // len(_COLOURS)) % len(_MARKERS)]
        valence, arousal = places.points[places.codes == at].T
        axes.scatter(valence, arousal, s=9, color=colour, marker=marker, alpha=0.45, linewidths=0)
        x, y = places.middles[at].tolist()
        middle = axes.scatter(x, y, s=900, color=colour, marker=marker, label=f"{at + 1}  {name}")
        middle.set(edgecolor="white", linewidth=2, zorder=3)
        number = axes.text(x, y, str(at + 1), ha="center", va="center", zorder=4)
        number.set(color=INK, fontweight="bold")
        number.set_bbox({"boxstyle": "circle,pad=0.08", "facecolor": "white", "edgecolor": INK})
    axes.set_xlim(-1.03, 1.03)
    axes.set_ylim(-1.03, 1.03)
    axes.axhline(0, color=FAINT, linewidth=0.8)
    axes.axvline(0, color=FAINT, linewidth=0.8)
    _finish(axes, axis)
    axes.legend(
        frameon=False, loc="upper left", bbox_to_anchor=(0, -0.09), markerscale=0.35, ncols=1
    )
    return png_of(figure)


def _finish(axes: Axes, axis: Axis) -> None:
    axes.set_xlabel(axis.across)
    axes.set_ylabel(axis.up)
    axes.spines[["top", "right"]].set_visible(False)
