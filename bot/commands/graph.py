"""`mien catalogue graph`: which tracks are alike, as a file or a picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.output import (
    bad_argument,
    complain,
    counted,
    say,
    shown_progress,
    writing_to,
)
from bot.settings import read_settings
from engine.moods import MOOD_NAMES
from engine.similarity_graph import MOST_NEIGHBOURS, THRESHOLDS, Measure, SimilarityGraph

if TYPE_CHECKING:
    from engine.catalogue import Catalogue
    from engine.graph_parts import GraphPart

MeasureOption = Annotated[
    Measure, typer.Option(help="The distance of the nine features, or the angle between them.")
]
ThresholdOption = Annotated[
    float | None,
    typer.Option(
        min=0.01,
        max=1,
        help="The least similarity that joins; "
        + ", ".join(f"{value} for {name}" for name, value in THRESHOLDS.items())
        + " if left out.",
    ),
]


def graph(
    out: Annotated[
        Path, typer.Option(help="The file to write: .graphml, or .png for a picture of --track.")
    ],
    *,
    track: Annotated[
        str | None,
        typer.Option(help="Id or link of the track in the middle; all tracks if left out."),
    ] = None,
    measure: MeasureOption = Measure.EUCLIDEAN,
    threshold: ThresholdOption = None,
    most: Annotated[
        int, typer.Option(min=1, help="So many neighbours each track takes, the closest.")
    ] = MOST_NEIGHBOURS,
) -> None:
    """Join tracks that are alike, and moods; write the graph, or a track's neighbourhood."""
    from bot.shelf import open_catalogue
    from engine.graph_parts import whole_graph

    write = _writer(out, of_track=track is not None)
    catalogue = open_catalogue(read_settings())
    similar = SimilarityGraph(catalogue, measure=measure, threshold=threshold, most=most)
    if track is None:
        with shown_progress() as told:
            part = whole_graph(similar, lambda done, total: told("joining", done / total))
    else:
        part = _around(similar, known_row(catalogue, track), pictured=write is _write_picture)
    with writing_to(out):
        write(part, out)
    tracks = counted(len(part.rows), "track")
    say(f"{tracks}, {len(part.edges)} times two are alike. Written to {out}.")


def known_row(catalogue: Catalogue, track: str) -> int:
    """The row of an id or link that was typed; exit code 2 if there is none."""
    row = catalogue.row_of(track)
    if row is None:
        raise bad_argument(
            f"The catalogue has no track “{track}”. "
            "`mien catalogue search` finds ids by title and artist."
        )
    return row


def _around(graph: SimilarityGraph, row: int, *, pictured: bool) -> GraphPart:
    """A track's neighbourhood, in a picture each song once; exit code 1 if it has no neighbours."""
    from engine.graph_parts import each_song_once, neighbourhood

    part = neighbourhood(graph, row)
    if len(part.rows) == 1:
        title = graph.catalogue.track(row).title
        complain(f"No track is so much like “{title}”. Lower --threshold.")
        raise typer.Exit(1)
    return each_song_once(part) if pictured else part


def _writer(out: Path, *, of_track: bool) -> Callable[[GraphPart, Path], None]:
    """How this kind of file is written, known before the work begins."""
    kind = out.suffix.lower()
    if kind == ".png" and not of_track:
        raise bad_argument("A picture shows the neighbours of one track: name it with --track.")
    if kind not in (".graphml", ".png"):
        raise bad_argument(f"“{out}” is neither .graphml nor .png.")
    if not out.absolute().parent.is_dir():
        raise bad_argument(f"There is no folder {out.absolute().parent}.")
    return _write_picture if kind == ".png" else _write_graphml


def _write_graphml(part: GraphPart, out: Path) -> None:
    from engine.graphml import write_graphml

    with out.open("wb") as file:
        write_graphml(part, file)


def _write_picture(part: GraphPart, out: Path) -> None:
    from engine.pictures.neighbourhood import NeighbourhoodLabels, neighbourhood_picture

    track = part.catalogue.track(int(part.rows[0]))
    labels = NeighbourhoodLabels(
        title=f"Close to {track.title}, by {', '.join(track.artists)}",
        mood_names={name: name.value for name in MOOD_NAMES},
    )
    out.write_bytes(neighbourhood_picture(part, labels=labels))
