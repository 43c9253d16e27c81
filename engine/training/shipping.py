"""Makes the shipped classifier from a checkpoint: file, calibration and manifest entry."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
from typing import TYPE_CHECKING

import numpy as np

from engine.assets import MANIFEST, assets_folder
from engine.classifier import CLASSIFIER, ClassifierCard, EmotionClassifier, mixed
from engine.emotions import EMOTIONS
from engine.faces import FACE_SIDE_PX, CropMargins
from engine.inference import NetworkSession
from engine.training.calibration import Calibration, calibrated, log_prior_biases
from engine.training.export import (
    MOST_DIFFERENCE,
    averaged_network,
    exported,
    largest_difference,
)
from engine.training.fit import GREY_MEAN, GREY_STD
from engine.training.manifest_entry import write_entry

if TYPE_CHECKING:
    from pathlib import Path

    from engine.training.dataset import FacePack

log = logging.getLogger(__name__)

# Chosen on PublicTest, see docs/model-card.md. FER+ has ten opinions where FER2013 has one; the
# head that learned from the latter calls calm faces sad. Biases: what is rare among the training
# faces is not rare among the photos that people send.
HEADS = {"ferplus": 1.0}
BIAS_STRENGTH = 0.4
MIRRORED = True  # .8 points more for 3 ms
RIGHT_WHEN_SURE = 0.85  # below, more than two in five readings are wrong: then Mien asks
CROP_MARGINS = CropMargins(-0.025, -0.025, -0.025, -0.025)  # see docs/decisions/0003


def ship(
    checkpoint: Path, training: FacePack, validation: FacePack, *, folder: Path | None = None
) -> Calibration:
    """Writes the ONNX file and its manifest entry into `folder`, the package's own by default.

    Raises ValueError if ONNX Runtime and PyTorch disagree.
    """
    folder = folder or assets_folder()
    network = averaged_network(checkpoint)
    content = exported(network)
    difference = largest_difference(network, content, validation.images[:512])
    log.info("%d bytes, logits differ from PyTorch by at most %.4f", len(content), difference)
    if difference > MOST_DIFFERENCE:
        raise ValueError(f"exported logits differ by {difference}")
    card = uncalibrated_card(training)
    classifier = EmotionClassifier(NetworkSession(content), card)
    calibration = calibrated_on(classifier, validation)
    card = dataclasses.replace(
        card, temperature=calibration.temperature, sure=round(calibration.sure, 3)
    )
    (folder / f"{CLASSIFIER}.onnx").write_bytes(content)
    write_entry(folder / MANIFEST, card, sha256=hashlib.sha256(content).hexdigest())
    return calibration


def uncalibrated_card(training: FacePack) -> ClassifierCard:
    """Temperature 1 and never sure; biases from how often FER+ names what in Training."""
    named = training.ferplus.sum(axis=1) > 0
    biases = log_prior_biases(
        training.ferplus[named].argmax(axis=1), strength=BIAS_STRENGTH, kinds=len(EMOTIONS)
    )
    return ClassifierCard(
        labels=EMOTIONS,
        input_side_px=FACE_SIDE_PX,
        mean=GREY_MEAN,
        std=GREY_STD,
        heads=HEADS,
        biases=tuple(np.round(biases, 4).tolist()),
        temperature=1.0,
        mirrored=MIRRORED,
        sure=1.0,
        crop_margins=CROP_MARGINS,
    )


def calibrated_on(classifier: EmotionClassifier, validation: FacePack) -> Calibration:
    """By what most FER+ taggers saw, clear or not, as selfies are not all clear either."""
    named = validation.rows(validation.ferplus.sum(axis=1) > 0)
    logits = mixed(classifier.logits(named.images), classifier.card)
    return calibrated(logits, named.ferplus.argmax(axis=1), accuracy=RIGHT_WHEN_SURE)
