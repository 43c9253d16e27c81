"""`python -m engine.training`: fit the emotion network, export it, measure the crop of faces."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from engine.training.dataset import load_face_pack
from engine.training.errors import FacePackError, TrainingError

if TYPE_CHECKING:
    from collections.abc import Sequence

REFERENCE = Path("tests/engine/training/reference_logits.json")

log = logging.getLogger("engine.training")


def main(words: Sequence[str] | None = None) -> None:
    """Runs the sub-command that the words name, the command line's by default."""
    arguments = _parser().parse_args(words)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        arguments.command(arguments)
    except TrainingError as error:
        raise SystemExit(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine.training", description=__doc__)
    commands = parser.add_subparsers(required=True)
    fitting = commands.add_parser("fit", help="train; leaves a resumable checkpoint")
    fitting.add_argument("--checkpoint", type=Path, required=True)
    fitting.add_argument("--epochs", type=int, default=32)
    fitting.add_argument(
        "--faceres",
        type=Path,
        metavar="FOLDER",
        required=True,
        help="start from the MobileNet in it",
    )
    fitting.add_argument("--short", action="store_true", help="without its last two layers")
    fitting.add_argument("--random-state", type=int, default=7, help="of faces and changes")
    fitting.set_defaults(command=_fit)
    exporting = commands.add_parser("export", help="checkpoint to shipped file and manifest entry")
    exporting.add_argument(
        "--checkpoint",
        type=Path,
        required=True,
        action="append",
        help="again for a short network, to be its twin",
    )
    exporting.add_argument("--folder", type=Path, help="where the manifest lies")
    exporting.add_argument("--reference", type=Path, default=REFERENCE, help="what tests expect")
    exporting.set_defaults(command=_export)
    cropping = commands.add_parser("crop", help="where the detector's box lies in the pictures")
    cropping.add_argument("--faces", type=int, default=600)
    cropping.set_defaults(command=_crop)
    for command in (fitting, exporting, cropping):
        command.add_argument("--data", type=Path, required=True, help="folder with sheets.json")
    return parser


def _fit(arguments: argparse.Namespace) -> None:
    from engine.training.fit import Lesson, Schedule, fit
    from engine.training.pretrained import pretrained_network
    from engine.training.targets import targets_of

    packs = load_face_pack(arguments.data)
    training = packs["Training"]
    schedule = Schedule(epochs=arguments.epochs, random_state=arguments.random_state)
    if len(training) < schedule.batch_size:
        raise FacePackError(arguments.data, f"fewer than {schedule.batch_size} faces to learn from")
    network = pretrained_network(training, faceres=arguments.faceres, short=arguments.short)
    fit(
        network,
        Lesson(training.images, targets_of(training)),
        packs["PublicTest"],
        schedule=schedule,
        checkpoint=arguments.checkpoint,
    )


def _export(arguments: argparse.Namespace) -> None:
    from engine.training.shipping import ship
    from engine.training.twin import network_from

    packs = load_face_pack(arguments.data)
    calibration = ship(
        network_from(arguments.checkpoint),
        packs["Training"],
        packs["PublicTest"],
        reference=arguments.reference,
        folder=arguments.folder,
    )
    log.info("%s", calibration)


def _crop(arguments: argparse.Namespace) -> None:
    from engine.training.crop import log_crop_study

    log_crop_study(load_face_pack(arguments.data), faces=arguments.faces)


if __name__ == "__main__":
    main()
