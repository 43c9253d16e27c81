"""`mien evaluate`: how good the reading is, measured on data of your own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.evaluate_faces import faces as measured_faces
from bot.commands.output import (
    AsJson,
    bad_argument,
    complain,
    print_json,
    print_table,
    say,
    writing_to,
)

if TYPE_CHECKING:
    from engine.evaluation.emotions import EmotionReport
    from engine.evaluation.track_moods import TrackMoodReport

evaluate = typer.Typer(help="Measure on labelled data.", no_args_is_help=True)


evaluate.command("faces")(measured_faces)


@evaluate.command()
def emotions(
    *,
    data: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Folder with sheets.json: FER2013 + FER+."),
    ] = None,
    faces: Annotated[
        Path | None,
        typer.Option(
            exists=True, file_okay=False, help="Folder of folders of faces, named by emotion."
        ),
    ] = None,
    pictures: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="With --data: draw confusion matrices into this one."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the shipped emotion classifier on faces with known emotions."""
    if (data is None) == (faces is None):
        raise bad_argument("Name either --data or --faces.")
    numbers = _of_faces(faces) if faces else _of_pack(data, pictures) if data else {}
    if as_json:
        print_json(numbers)
        return
    for title, part in _tables(numbers).items():
        print_table(title, ("measure", "value"), _flat(part))


@evaluate.command()
def moods(
    *,
    data: Annotated[
        Path,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="CSV with the nine audio features and `mood`: Happy, Sad, Calm or Energetic.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Measure the shipped mood classifier of tracks on tracks that it did not learn from.

    Surprised and fearful remain untested: no label means them.
    """
    from engine.evaluation.labelled_tracks import read_labelled_tracks
    from engine.evaluation.track_moods import evaluate_track_moods
    from engine.track_moods import load_track_moods

    try:
        tracks = read_labelled_tracks(data)
    except ValueError as error:
        raise bad_argument(f"{data} has no tracks to measure with: {error}.") from error
    for reason, rows in tracks.left_out.items():
        complain(f"Rows left out: {rows}, {reason}.")
    report = evaluate_track_moods(load_track_moods(), tracks)
    if as_json:
        print_json(report.as_dict())
        return
    print_table("Moods of tracks", ("measure", "value"), _measures(report))
    say(f"Untested, since no label means them: {', '.join(report.untested)}.")


@evaluate.command()
def recommender(
    *,
    data: Annotated[
        Path,
        typer.Option(
            exists=True,
            file_okay=False,
            help="Folder with tracks.parquet and the interactions_*.csv files.",
        ),
    ],
    tuning: Annotated[
        bool,
        typer.Option(help="Ask the listeners meant for tuning, and leave the frozen ones alone."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Measure the choice of songs: simulated listeners, real playlists and one real taste."""
    from engine.evaluation.music_pack import MusicPackError, catalogue_of
    from engine.evaluation.recommender import FROZEN, TUNING, evaluate_recommender

    try:
        with catalogue_of(data) as catalogue:
            numbers = evaluate_recommender(catalogue, data, TUNING if tuning else FROZEN)
    except MusicPackError as error:
        raise bad_argument(f"{data} does not hold what is measured on: {error}.") from error
    if as_json:
        print_json(numbers)
        return
    _print_recommender(numbers)


def _print_recommender(numbers: dict[str, Any]) -> None:
    for part in ("simulated", "playlists"):
        methods: dict[str, dict[str, float]] = numbers[part]["methods"]
        measures = next(iter(methods.values()))
        rows = [(name, *(f"{one[at]:.4f}" for at in measures)) for name, one in methods.items()]
        print_table(part, ("method", *measures), rows)
        print_table(part, ("measure", "value"), _flat_without(numbers[part], "methods"))
    print_table("one listener", ("measure", "value"), _flat(numbers["one_listener"]))
    rows = [
        (one["name"], f"{one['value']:.4f}", f"{one['wanted']:.4f}", "yes" if one["met"] else "NO")
        for one in numbers["criteria"]
    ]
    print_table("criteria", ("criterion", "value", "wanted", "met"), rows)


def _flat_without(numbers: dict[str, object], left_out: str) -> list[tuple[str, object]]:
    return _flat({name: value for name, value in numbers.items() if name != left_out})


def _measures(report: TrackMoodReport) -> list[tuple[str, object]]:
    told = {name: value for name, value in report.as_dict().items() if name != "untested"}
    return _flat(told)


def _of_pack(data: Path, pictures: Path | None) -> dict[str, object]:
    from engine.classifier import load_emotion_classifier
    from engine.evaluation.emotions import evaluate_emotions
    from engine.training.dataset import load_face_pack
    from engine.training.errors import FacePackError

    try:
        pack = load_face_pack(data)
    except FacePackError as error:
        raise bad_argument(
            f"{error}. Set --data to the folder that holds sheets.json, meta.npz and the sheets "
            "they name."
        ) from error
    report = evaluate_emotions(load_emotion_classifier(), pack)
    if pictures is not None:
        with writing_to(pictures):
            _draw(report, pictures)
    return report.as_dict()


def _of_faces(folder: Path) -> dict[str, object]:
    from engine.classifier import load_emotion_classifier
    from engine.evaluation.cropped_faces import emotion_folders, evaluate_cropped_faces
    from engine.mtcnn import load_mtcnn_detector

    if not emotion_folders(folder):
        raise bad_argument(
            f"{folder} holds no folder that is named by an emotion: angry, disgust, fear, happy, "
            "sad, surprise or neutral."
        )
    report = evaluate_cropped_faces(load_emotion_classifier(), load_mtcnn_detector(), folder)
    for path in report.unreadable:
        complain(f"{path} is not a picture and was left out.")
    if not report.n:
        raise bad_argument(f"{folder} holds no pictures of faces.")
    return {
        "accuracy": report.accuracy,
        "n": report.n,
        "recall": dict(report.recall),
        "confusion": report.confusion,
    }


def _draw(report: EmotionReport, folder: Path) -> None:
    from engine.evaluation.confusion_picture import confusion_svg

    folder.mkdir(parents=True, exist_ok=True)
    for split, numbers in report.splits.items():
        for name, answer in numbers.answers.items():
            labels = {"ferplus": answer.by_ferplus, "fer2013": answer.by_fer2013}
            for truth, counted in labels.items():
                title = f"{split}: {name} against {truth} labels"
                picture = confusion_svg(counted.confusion, title=title)
                path = folder / f"confusion-{split}-{name}-{truth}.svg"
                path.write_text(picture, encoding="utf-8")


def _tables(numbers: dict[str, object]) -> dict[str, dict[str, object]]:
    """A table for each split, or one for all numbers where there are no splits."""
    splits = {name: part for name, part in numbers.items() if isinstance(part, dict)}
    return splits if len(splits) == len(numbers) else {"faces": numbers}


def _flat(numbers: dict[str, object], prefix: str = "") -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = []
    for name, value in numbers.items():
        if isinstance(value, dict):
            rows.extend(_flat(value, f"{prefix}{name} "))
        else:
            rows.append((f"{prefix}{name}", round(value, 4) if isinstance(value, float) else value))
    return rows
