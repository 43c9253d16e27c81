"""`python -m engine.training`: fit the emotion network on a folder with the face pack."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from engine.training.dataset import load_face_pack
from engine.training.fit import Schedule, fit


def main() -> None:
    """Fits and leaves a resumable checkpoint."""
    parser = argparse.ArgumentParser(prog="python -m engine.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with sheets.json")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=Schedule().epochs)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    packs = load_face_pack(arguments.data)
    fit(
        packs["Training"],
        packs["PublicTest"],
        schedule=Schedule(epochs=arguments.epochs),
        checkpoint=arguments.checkpoint,
    )


if __name__ == "__main__":
    main()
