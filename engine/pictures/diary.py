"""The diary as a picture: how pleasant and how lively each answer's mood was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.pictures.canvas import FAINT, INK, blank, png_of
from engine.pictures.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

    from engine.moods import Mood, MoodName

WIDTH_PX, HEIGHT_PX = 900, 900
# In points at 100 dots per inch: a phone shows the picture at less than half its size.
TEXT_SIZE, HEADING_SIZE = 17, 22
MARK_SIZE = 14
MANY_POINTS = 25
MOST_DAYS_WRITTEN = 6


@dataclass(frozen=True, slots=True)
class DiaryPoint:
    """One answer: its day and its mood."""

    day: date
    mood: Mood


@dataclass(frozen=True, slots=True)
class DiaryLabels:
    """The words on the picture; an axis is named by its two ends, the lower one first."""

    title: str
    valence: str
    arousal: str
    answers: str
    mood_names: Mapping[MoodName, str]
    written_day: Callable[[date], str]


def diary_picture(points: Sequence[DiaryPoint], *, labels: DiaryLabels) -> bytes:
    """PNG with two panels over the answers, evenly spaced, the oldest at the left."""
    figure = blank(WIDTH_PX, HEIGHT_PX)
    figure.suptitle(labels.title, fontsize=HEADING_SIZE, color=INK)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    _draw(upper, points, [one.mood.valence for one in points])
    _draw(lower, points, [one.mood.arousal for one in points])
    _name_axis(upper, labels.valence)
    _name_axis(lower, labels.arousal)
    _write_days(lower, points, labels)
    marks, names = _legend(upper, points, labels)
    figure.legend(
        marks,
        names,
        loc="outside lower center",
        ncols=3,
        frameon=False,
        fontsize=TEXT_SIZE,
        handletextpad=0.2,
        labelcolor=INK,
    )
    return png_of(figure)


def _draw(axes: Axes, points: Sequence[DiaryPoint], heights: Sequence[float]) -> None:
    places = range(len(points))
    size = MARK_SIZE if len(points) <= MANY_POINTS else MARK_SIZE * 0.7
    axes.axhline(0, color=FAINT, linewidth=1, linestyle="dotted")
    axes.plot(places, heights, color=FAINT, linewidth=2)
    for name, (shape, colour) in MARKS.items():
        at = [place for place in places if points[place].mood.name is name]
        axes.plot(
            at,
            [heights[place] for place in at],
            linestyle="none",
            marker=shape,
            markersize=size * (1.3 if shape == "*" else 1),
            markeredgecolor=INK,
            markerfacecolor=colour,
            label=name,
        )


def _name_axis(axes: Axes, name: str) -> None:
    axes.set_ylabel(name, fontsize=TEXT_SIZE, color=INK)
    axes.set_ylim(-1.1, 1.1)
    axes.set_yticks([])
    axes.spines[["top", "right"]].set_visible(False)


def _write_days(axes: Axes, points: Sequence[DiaryPoint], labels: DiaryLabels) -> None:
    """Below the first answer of a day, of some days where there are many."""
    firsts = [
        place
        for place, point in enumerate(points)
        if place == 0 or point.day != points[place - 1].day
    ]
    # Days that begin close together would be written over each other.
    apart = max(1, -(-len(points) // MOST_DAYS_WRITTEN))
    written: list[int] = []
    for place in firsts:
        if not written or place - written[-1] >= apart:
            written.append(place)
    words = [labels.written_day(points[place].day) for place in written]
    axes.set_xticks(written, words, fontsize=TEXT_SIZE, color=INK)
    axes.set_xlabel(labels.answers, fontsize=TEXT_SIZE, color=INK)
    axes.margins(x=0.06)


def _legend(
    axes: Axes, points: Sequence[DiaryPoint], labels: DiaryLabels
) -> tuple[list[Line2D], list[str]]:
    """The marks of the moods that occur, and their names."""
    occurring = {one.mood.name for one in points}
    marks = {mark.get_label(): mark for mark in axes.get_lines()}
    names = [name for name in MARKS if name in occurring]
    return [marks[name] for name in names], [labels.mood_names[name] for name in names]
