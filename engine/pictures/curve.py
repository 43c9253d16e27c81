"""The moods of a clip over its seconds, as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.moods import mood_distribution
from engine.pictures.canvas import FAINT, INK, blank, png_of
from engine.pictures.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from engine.moods import MoodName
    from engine.readings import CurvePoint

WIDTH_PX, HEIGHT_PX = 900, 600
# In points at 100 dots per inch: a phone shows the picture at less than half its size.
TEXT_SIZE, HEADING_SIZE = 17, 22
MARK_SIZE, LINE_WIDTH = 9, 3
FEWEST_PERCENT = 15  # a mood that never shows more is left out: its line says nothing


@dataclass(frozen=True, slots=True)
class CurveLabels:
    """The words on the picture; `peak` stands beside the line at the peak."""

    title: str
    seconds: str
    share: str
    peak: str
    mood_names: Mapping[MoodName, str]


def curve_picture(curve: Sequence[CurvePoint], *, peak_s: float, labels: CurveLabels) -> bytes:
    """PNG with a line for each mood that shows; `peak_s` is marked. At least one point."""
    figure = blank(WIDTH_PX, HEIGHT_PX)
    figure.suptitle(labels.title, fontsize=HEADING_SIZE, color=INK)
    axes = figure.subplots()
    _mark_peak(axes, peak_s, labels.peak)
    lines = percent_by_mood(curve)
    times = [point.time_s for point in curve]
    for name, heights in lines.items():
        shape, colour = MARKS[name]
        axes.plot(
            times,
            heights,
            color=colour,
            linewidth=LINE_WIDTH,
            marker=shape,
            markersize=MARK_SIZE * (1.4 if shape == "*" else 1),
            markeredgecolor=INK,
            label=labels.mood_names[name],
        )
    _name_axes(axes, labels)
    figure.legend(
        loc="outside lower center",
        ncols=3,
        frameon=False,
        fontsize=TEXT_SIZE,
        labelcolor=INK,
    )
    return png_of(figure)


def percent_by_mood(curve: Sequence[CurvePoint]) -> dict[MoodName, list[float]]:
    """The heights of the lines, for the moods that show at any time."""
    shares = [mood_distribution(point.emotions) for point in curve]
    lines = {name: [100 * one[name] for one in shares] for name in MARKS}
    return {name: line for name, line in lines.items() if max(line) >= FEWEST_PERCENT}


def _mark_peak(axes: Axes, peak_s: float, word: str) -> None:
    axes.axvline(peak_s, color=FAINT, linewidth=2, linestyle="dashed")
    axes.annotate(
        word,
        (peak_s, 1),
        xycoords=("data", "axes fraction"),
        ha="center",
        va="bottom",
        fontsize=TEXT_SIZE,
        color=INK,
    )


def _name_axes(axes: Axes, labels: CurveLabels) -> None:
    axes.set_xlabel(labels.seconds, fontsize=TEXT_SIZE, color=INK)
    axes.set_ylabel(labels.share, fontsize=TEXT_SIZE, color=INK)
    axes.set_ylim(0, 104)
    axes.set_yticks(range(0, 101, 25))
    axes.tick_params(labelsize=TEXT_SIZE, colors=INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color=FAINT, alpha=0.3)
