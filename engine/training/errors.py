"""What can go wrong where Mien learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class TrainingError(Exception):
    """Root of what a sentence can answer: what is wrong with which file or folder."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class CheckpointError(TrainingError):
    """A file that should hold what a network has learned is missing or holds something else."""


class FacePackError(TrainingError):
    """A folder does not hold the faces and labels to learn from."""


class StartError(TrainingError):
    """A folder does not hold the weights that learning should start from."""
