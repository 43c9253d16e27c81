"""`mien catalogue`: what can be offered."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.audio import print_heard, table_of_audio
from bot.commands.graph import graph
from bot.commands.imports import print_import, say_whose_place
from bot.commands.output import (
    AsJson,
    bad_argument,
    complain,
    print_json,
    print_table,
    say,
    shown_progress,
    writing_to,
)
from bot.commands.stats import tables_of
from bot.settings import read_settings
from engine.catalogue_stats import stats_of
from engine.errors import CatalogueError

if TYPE_CHECKING:
    from engine.building.importing import ImportReport

_HOW_TO_USE = "Set MIEN_CATALOGUE_DIR to this folder to use it."

catalogue = typer.Typer(
    help="Look at the catalogue, search it, bring your own music.", no_args_is_help=True
)
catalogue.command()(graph)


@catalogue.command()
def stats(*, as_json: AsJson = False) -> None:
    """Count tracks, artists, genres, moods and clusters."""
    from bot.shelf import open_catalogue

    told = stats_of(open_catalogue(read_settings()))
    if as_json:
        print_json(asdict(told))
        return
    for table in tables_of(told):
        print_table(*table)
    if told.why_so_many_clusters:
        say(told.why_so_many_clusters)


@catalogue.command()
def search(
    words: Annotated[str, typer.Argument(help="Title and artist; typos are forgiven.")],
    *,
    count: Annotated[int, typer.Option(min=1, max=50, help="How many.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Find tracks by title and artist."""
    from bot.shelf import open_catalogue

    if not any(letter.isalnum() for letter in words):
        raise bad_argument("Name a title, an artist, or both.")
    found = open_catalogue(read_settings()).search(words, count=count)
    if not as_json:
        rows = [(t.track_id, t.title, ", ".join(t.artists), f"{score:.2f}") for t, score in found]
        columns = ("id", "title", "artists", "score")
        print_table(f"Closest to “{words}”", columns, rows, whole=("id",))
        return
    for track, score in found:
        print_json(
            {
                "track_id": track.track_id,
                "title": track.title,
                "artists": list(track.artists),
                "score": round(score, 4),
            }
        )


@catalogue.command("import")
def bring(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="CSV, parquet or JSON with titles, artists and the nine features.",
        ),
    ] = None,
    *,
    audio: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="A folder of audio files; tempo, loudness and key are measured, the rest is "
            "estimated. Once ended, the same command goes on where it was.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Another catalogue folder than the one that Mien uses."),
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Replace the tracks of earlier imports.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Add the tracks of files to a catalogue of your own; a running Mien takes it at once.

    The first import takes the place of the starter catalogue, for every listener.
    To have that again, delete the folder `catalogue` in MIEN_DATA_DIR.
    """
    from bot.shelf import own_catalogue, uses_starter

    settings = read_settings()
    used = own_catalogue(settings)
    home = out or used
    in_use = home.absolute() == used
    first = in_use and uses_starter(settings)
    if not files and audio is None:
        raise bad_argument("Name files with tables of tracks, or a folder with --audio.")
    with ExitStack() as stack:
        if out is not None:
            stack.enter_context(writing_to(out))
        tables = list(files or ())
        if audio is not None:
            tables += _listened(audio, home, stack, as_json=as_json)
        report = _imported(tables, home, anew=anew)
    print_import(report, home, as_json=as_json)
    if not in_use and not as_json:
        say(_HOW_TO_USE)
    if first and not as_json:
        say_whose_place(settings)


@catalogue.command()
def build(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="CSV, parquet or JSON with titles, artists and the nine features.",
        ),
    ],
    *,
    out: Annotated[Path, typer.Option(help="The catalogue folder to write.")],
) -> None:
    """Make a catalogue of one file alone, as `import --anew` does."""
    with writing_to(out):
        report = _imported([file], out, anew=True)
    print_import(report, out, as_json=False)
    say(_HOW_TO_USE)


@catalogue.command()
def report(
    *,
    out: Annotated[
        Path, typer.Option(file_okay=False, help="The folder to write report.html into.")
    ] = Path("catalogue-report"),
    moods: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="CSV with the nine features and `mood`, named by people, to compare models on.",
        ),
    ] = None,
) -> None:
    """Write a page with pictures: clusters, moods, genres, and models compared."""
    from bot.shelf import open_catalogue
    from engine.building.report import write_report
    from engine.evaluation.labelled_tracks import read_labelled_tracks

    try:
        labelled = read_labelled_tracks(moods) if moods else None
    except ValueError as error:
        raise bad_argument(f"{moods} has no tracks to measure with: {error}.") from error
    with writing_to(out), shown_progress() as told:
        page = write_report(open_catalogue(read_settings()), out, labelled=labelled, told=told)
    say(f"Written to {page}.")


def _listened(audio: Path, home: Path, stack: ExitStack, *, as_json: bool) -> list[Path]:
    """A table of the folder's files; exit code 1 if none of them can be taken."""
    # Beside the catalogue: its folder holds nothing else.
    journal = home.with_name(f"{home.name}-audio.jsonl")
    with shown_progress() as told:
        table, heard = stack.enter_context(table_of_audio(audio, journal, told=told))
    print_heard(heard, as_json=as_json)
    if table is None:
        complain(f"{audio} has no audio file that can be taken. Nothing was imported.")
        raise typer.Exit(1)
    return [table]


def _imported(files: Sequence[Path], home: Path, *, anew: bool) -> ImportReport:
    from engine.building.importing import import_files

    try:
        with shown_progress() as told:
            return import_files(files, home, anew=anew, told=told)
    except* CatalogueError as group:
        for error in group.exceptions:
            complain(f"{error}.")
        complain("Nothing was imported.")
        raise typer.Exit(1) from group
