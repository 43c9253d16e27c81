"""`mien benchmark`: milliseconds per stage on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import AsJson, bad_argument, print_json, print_table
from bot.commands.problems import opened_sentence
from engine.assets import read_manifest


def benchmark(
    photo: Annotated[
        Path | None, typer.Argument(help="A selfie; a portrait that Mien brings unless given.")
    ] = None,
    *,
    rounds: Annotated[int, typer.Option(min=1, max=1000, help="How often each is timed.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Time the reading of a 1080p selfie, stage by stage, beside the raw cost of its steps."""
    from engine.evaluation.benchmark import benchmark_reading, selfie_from
    from engine.mood_reader import load_mood_reader

    data = _photo(photo)
    measured = benchmark_reading(load_mood_reader(), selfie_from(data), rounds=rounds)
    if as_json:
        print_json(measured.as_dict())
        return
    rows = [
        (stage, f"{ms:.2f}", _bare(measured.bare, stage)) for stage, ms in measured.reading.items()
    ]
    title = f"A 1080p selfie, median of {rounds}"
    print_table(title, ("stage", "ms", "ms of the bare steps"), rows)


def _bare(steps: Mapping[str, float], stage: str) -> str:
    return f"{steps[stage]:.2f}" if stage in steps else ""


def _photo(path: Path | None) -> bytes:
    if path is None:
        return read_manifest()["portrait"].load()
    try:
        return path.read_bytes()
    except OSError as error:
        raise bad_argument(f"{opened_sentence(error)} Name a picture with a face.") from error
