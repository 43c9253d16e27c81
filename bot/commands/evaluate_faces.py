"""`mien evaluate faces`: how well the detectors find faces."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.commands.output import AsJson, bad_argument, print_json, print_table
from bot.commands.problems import opened_sentence
from engine.errors import MediaError

if TYPE_CHECKING:
    from engine.evaluation.faces import FacesReport

_NO_PHOTOS = (OSError, KeyError, ValueError, TypeError, csv.Error)


def faces(
    *,
    data: Annotated[
        Path,
        typer.Option(
            exists=True,
            file_okay=False,
            help="Folder with photos.csv (file, faces) and the photos it names, or with `photos`.",
        ),
    ],
    detector: Annotated[
        Literal["mtcnn", "haar"], typer.Option(help="Which face detector.")
    ] = "mtcnn",
    drawn: Annotated[
        int, typer.Option(min=1, max=1000, help="Drawings without a face, of each kind.")
    ] = 50,
    as_json: AsJson = False,
) -> None:
    """Measure how well faces are found: as they are, altered, spoilt, and where there are none."""
    from engine.evaluation.faces import evaluate_faces, read_photos
    from engine.mood_reader import load_detector

    try:
        photos = read_photos(data)
        report = evaluate_faces(
            load_detector(detector), photos, reference=load_detector("mtcnn"), drawn=drawn
        )
    except (*_NO_PHOTOS, MediaError) as error:
        why = opened_sentence(error) if isinstance(error, OSError) else f"{error}."
        raise bad_argument(
            f"{data} does not hold photos.csv with the columns file and faces, and the photos it "
            f"names: {why} Set --data to the folder that does."
        ) from error
    if as_json:
        print_json({"detector": detector, **report.as_dict()})
        return
    _print(report, detector)


def _print(report: FacesReport, detector: str) -> None:
    rows: list[tuple[object, ...]] = [
        (f"found, of {report.photos} photos of one face", _percent(report.found)),
        ("exactly one found", _percent(report.exactly_one)),
        (f"faces in {report.groups} groups", _percent(report.group_faces)),
        (f"false alarms, of {report.without_face} without a face", _percent(report.false_alarms)),
    ]
    rows += [
        (f"false alarms among drawings: {kind}", _percent(share))
        for kind, share in report.false_alarms_drawn.items()
    ]
    rows += [(f"found: {kind}", _percent(share)) for kind, share in report.kinds.items()]
    rows += [
        (f"right hint: {hint} ({report.refused[hint]} refused)", _percent(share))
        for hint, share in report.hints.items()
    ]
    print_table(f"Faces, {detector}", ("measure", "%"), rows)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
