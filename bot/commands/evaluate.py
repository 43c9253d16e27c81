"""`mien evaluate`: how good the reading is, measured on data of your own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zipfile import BadZipFile

import typer

from bot.commands.output import AsJson, bad_argument, print_json, print_table

# Whatever a folder of other files, or of broken ones, makes the readers of JSON, NumPy and PNG say.
_NO_PACK = (OSError, LookupError, TypeError, ValueError, BadZipFile)

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
    from engine.classifier import load_emotion_classifier
    from engine.evaluation.emotions import evaluate_emotions
    from engine.training.dataset import load_face_pack

    try:
        pack = load_face_pack(data)
    except _NO_PACK as error:
        raise bad_argument(
            f"{data} does not hold the FER2013 + FER+ pack (sheets.json, meta.npz and the sheets "
            f"it names): {type(error).__name__}: {error}. Set --data to the folder that does."
        ) from error
    report = evaluate_emotions(load_emotion_classifier(), pack).as_dict()
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
