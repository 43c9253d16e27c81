"""The classifier's entry in the manifest of assets, written."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from engine.classifier import CLASSIFIER, ClassifierCard

if TYPE_CHECKING:
    from pathlib import Path


def write_entry(manifest: Path, card: ClassifierCard, *, sha256: str) -> None:
    """Puts the classifier's entry in the place of the old one, which is the last."""
    others = manifest.read_text(encoding="utf-8").split(f"[{CLASSIFIER}]")[0].rstrip()
    manifest.write_text(f"{others}\n\n{entry(card, sha256=sha256)}", encoding="utf-8")


def entry(card: ClassifierCard, *, sha256: str) -> str:
    """TOML."""
    margins = dataclasses.asdict(card.crop_margins)
    lines = [
        f"[{CLASSIFIER}]",
        'purpose = "tells seven emotions from the grey crop of a face"',
        'source = "trained for Mien on FER2013 and FER+, see docs/model-card.md"',
        'licence = "MIT for the weights; the training pictures belong to their owners"',
        f'file = "{CLASSIFIER}.onnx"',
        f'sha256 = "{sha256}"',
        f"labels = {json.dumps(card.labels)}",
        f"input_side_px = {card.input_side_px}",
        f"mean = {card.mean}",
        f"std = {card.std}",
        f"heads = {_table(dict(card.heads))}",
        f"biases = {json.dumps(card.biases)}",
        f"temperature = {card.temperature:.4f}",
        f"sure = {card.sure}",
        f"crop_margins = {_table(margins)}",
    ]
    return "\n".join(lines) + "\n"


def _table(numbers: dict[str, float]) -> str:
    return "{ " + ", ".join(f"{name} = {number}" for name, number in numbers.items()) + " }"
