"""What the report says of moods: how many tracks each has, and where genres stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.building.report_page import Section, figure, paragraph, table
from engine.moods import MOOD_NAMES
from engine.pictures.charts import Axis, Grid, bar_chart, grid_chart
from engine.track_moods import UNTESTED_MOODS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.catalogue import Catalogue

SHOWN_GENRES = 12


def mood_section(catalogue: Catalogue, shares: NDArray[np.float32]) -> Section:
    """`shares` are the probabilities of the six moods, [N, 6]."""
    untested = " and ".join(UNTESTED_MOODS)
    parts = (
        paragraph(
            "The place of a track is the mood whose point on the plane is nearest: songs are "
            "chosen by it. The classifier gives six probabilities, from labels by people divided "
            f"by the plane. No label means {untested}: these two are untested."
        ),
        *_per_mood(catalogue, shares),
        _genres(catalogue, shares),
    )
    return Section("Moods", parts)


def _per_mood(catalogue: Catalogue, shares: NDArray[np.float32]) -> tuple[str, str]:
    kinds = len(MOOD_NAMES)
    by_place = np.bincount(catalogue.mood_codes, minlength=kinds).tolist()
    likeliest = np.bincount(shares.argmax(axis=1), minlength=kinds).tolist()
    expected = shares.sum(axis=0, dtype=np.float64).round().astype(int).tolist()
    series = {"by place": by_place, "likeliest": likeliest, "sum of probabilities": expected}
    most = MOOD_NAMES[int(np.argmax(by_place))]
    agree = float((shares.argmax(axis=1) == catalogue.mood_codes).mean())
    picture = figure(
        bar_chart([name.value for name in MOOD_NAMES], series, Axis("mood", "tracks")),
        alt=f"Tracks per mood; by place most are {most}. The numbers are in the table.",
        caption=f"Tracks per mood. Place and likeliest mood are the same for {agree:.0%}.",
    )
    rows = zip(MOOD_NAMES, by_place, likeliest, expected, strict=True)
    return picture, table("Tracks per mood", ("mood", *series), rows)


def _genres(catalogue: Catalogue, shares: NDArray[np.float32]) -> str:
    known = catalogue.genre_codes[catalogue.genre_codes >= 0]
    if not len(known):
        return paragraph("No genre is known of any track.")
    sizes = np.bincount(known, minlength=len(catalogue.genre_names))
    largest = np.argsort(-sizes, kind="stable")[:SHOWN_GENRES]
    largest = largest[sizes[largest] > 0]
    means = np.array([shares[catalogue.genre_codes == genre].mean(axis=0) for genre in largest])
    names = [f"{_short(catalogue.genre_names[at])} ({sizes[at]:,})" for at in largest]
    moods = [name.value for name in MOOD_NAMES]
    grid = Grid(means, names, moods, "{:.0%}", most=float(means.max()))
    told = "; ".join(
        f"{name}: mostly {moods[int(row.argmax())]}" for name, row in zip(names, means, strict=True)
    )
    return figure(
        grid_chart(grid, Axis("", "")),
        alt=f"Mean probability of each mood by genre. {told}.",
        caption=f"Genre by mood: the mean probability of each mood in the {len(names)} largest "
        f"genres. {len(known) / len(catalogue):.0%} of all tracks have a genre.",
    )


def _short(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:27]}…"
