"""`mien catalogue`: what can be offered."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import AsJson, complain, print_json, print_table, say
from bot.settings import read_settings
from engine.catalogue_stats import stats_of
from engine.errors import CatalogueError

catalogue = typer.Typer(help="Look at the catalogue, search it, build one.", no_args_is_help=True)


@catalogue.command()
def stats(*, as_json: AsJson = False) -> None:
    """Count tracks, artists, genres, moods and clusters."""
    from bot.bootstrap import open_catalogue

    found = asdict(stats_of(open_catalogue(read_settings())))
    if as_json:
        print_json(found)
        return
    plain = [(name, value) for name, value in found.items() if not isinstance(value, dict)]
    print_table("Catalogue", ("what", "value"), plain)
    for name, counts in found.items():
        if isinstance(counts, dict):
            print_table(name.replace("_", " "), ("name", "tracks"), counts.items())


@catalogue.command()
def search(
    words: Annotated[str, typer.Argument(help="Title and artist; typos are forgiven.")],
    *,
    count: Annotated[int, typer.Option(min=1, max=50, help="How many.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Find tracks by title and artist."""
    from bot.bootstrap import open_catalogue

    found = open_catalogue(read_settings()).search(words, count=count)
    if not as_json:
        rows = [(t.track_id, t.title, ", ".join(t.artists), f"{score:.2f}") for t, score in found]
        print_table(f"Closest to “{words}”", ("id", "title", "artists", "score"), rows)
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


@catalogue.command()
def build(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help="Parquet or CSV with the nine audio features."
        ),
    ],
    *,
    out: Annotated[Path, typer.Option(help="The catalogue folder to write.")],
) -> None:
    """Cluster a table of tracks and write it as a catalogue."""
    from engine.building.importing import import_files

    try:
        import_files([file], out, anew=True, told=lambda _, __: None)
    except* CatalogueError as group:
        for error in group.exceptions:
            complain(f"No catalogue was written. {error}.")
        raise typer.Exit(1) from group
    say(f"Written to {out}. Set MIEN_CATALOGUE_DIR to use it.")
