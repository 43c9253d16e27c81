"""`mien evaluate`: how good the reading is, measured on data of your own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import AsJson, print_json, print_table
from engine.classifier import load_emotion_classifier

evaluate = typer.Typer(help="Measure on labelled data.", no_args_is_help=True)


@evaluate.callback()
def _evaluations() -> None:
    """Keeps `emotions` a sub-command while it is the only one."""


@evaluate.command()
def emotions(
    *,
    data: Annotated[
        Path, typer.Option(exists=True, file_okay=False, help="Folder with sheets.json.")
    ],
    as_json: AsJson = False,
) -> None:
    """Measure the shipped emotion classifier on the FER2013 + FER+ pack."""
    from engine.evaluation.emotions import evaluate_emotions
    from engine.training.dataset import load_face_pack

    report = evaluate_emotions(load_emotion_classifier(), load_face_pack(data)).as_dict()
    if as_json:
        print_json(report)
        return
    for split, numbers in report.items():
        if isinstance(numbers, dict):
            print_table(split, ("measure", "value"), _flat(numbers))


def _flat(numbers: dict[str, object], prefix: str = "") -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = []
    for name, value in numbers.items():
        if isinstance(value, dict):
            rows.extend(_flat(value, f"{prefix}{name} "))
        else:
            rows.append((f"{prefix}{name}", round(value, 4) if isinstance(value, float) else value))
    return rows
