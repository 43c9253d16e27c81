"""Fits the emotion network: soft FER+ votes and FER2013 labels at once, resumable."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from engine.training.augmentation import augmented
from engine.training.checkpoint import Learner, resume, save
from engine.training.faces_as_input import as_grey, standardised
from engine.training.loss import loss_of, mixed_up
from engine.training.scores import score

if TYPE_CHECKING:
    from pathlib import Path

    from engine.training.dataset import FacePack
    from engine.training.network import EmotionNetwork

log = logging.getLogger(__name__)

WEIGHT_DECAY = 0.05
MIXED_UP = 0.2  # of the batches; Zhang et al. 2018
AVERAGING = 0.998  # exponential average of the weights, about two epochs long
# The last epochs see faces more like those of a test: what is learned from harder ones stays.
GENTLE_STRENGTH = 0.4
LOGGED_STEPS = 50  # between two lines of progress


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast: a short warm-up, then half a cosine (Loshchilov and Hutter 2017)."""

    epochs: int = 45
    batch_size: int = 96
    peak_learning_rate: float = 1e-3
    warm_up_epochs: float = 1.0
    gentle_epochs: int = 6
    random_state: int = 7

    def learning_rate(self, epoch: float) -> float:
        """`epoch` counts from 0 and need not be whole.

        It depends on nothing that was before, so that a run may go on with another length.
        """
        warm = min(1.0, (epoch + 0.01) / self.warm_up_epochs)
        return self.peak_learning_rate * warm * (1 + math.cos(math.pi * epoch / self.epochs)) / 2

    def strength(self, epoch: int) -> float:
        """Of the augmentation."""
        return 1.0 if epoch < self.epochs - self.gentle_epochs else GENTLE_STRENGTH


def fit(
    network: EmotionNetwork,
    training: FacePack,
    validation: FacePack,
    *,
    schedule: Schedule,
    checkpoint: Path,
) -> EmotionNetwork:
    """The averaged network after the last epoch; goes on from `checkpoint` where it exists."""
    learner = Learner.of(network, weight_decay=WEIGHT_DECAY)
    first_epoch = resume(checkpoint, learner)
    for epoch in range(first_epoch, schedule.epochs):
        started = time.perf_counter()
        loss = _epoch(learner, training, schedule=schedule, epoch=epoch)
        save(checkpoint, learner, epochs=epoch + 1)
        scores = score(learner.average, validation)
        seconds = time.perf_counter() - started
        log.info(
            "epoch %d of %d: loss %.3f, FER2013 %.4f, FER+ %.4f, %.0f s, %.0f min to go",
            epoch + 1,
            schedule.epochs,
            loss,
            scores.fer2013,
            scores.ferplus,
            seconds,
            seconds * (schedule.epochs - epoch - 1) / 60,
        )
    return learner.average


def _epoch(learner: Learner, training: FacePack, *, schedule: Schedule, epoch: int) -> float:
    """Mean loss over one pass through the faces in a random order."""
    noise = torch.Generator().manual_seed(schedule.random_state * 10_000 + epoch)
    steps = len(training) // schedule.batch_size
    order = np.random.default_rng([schedule.random_state, epoch]).permutation(len(training))
    learner.network.train()
    total = 0.0
    for step in range(steps):
        rows = order[step * schedule.batch_size : (step + 1) * schedule.batch_size]
        learner.set_rate(schedule.learning_rate(epoch + step / steps))
        total += _step(learner, training.rows(rows), noise, strength=schedule.strength(epoch))
        learner.average_in(AVERAGING)
        if step % LOGGED_STEPS == 0:
            log.info("epoch %d, step %d of %d: %.3f", epoch + 1, step, steps, total / (step + 1))
    return total / steps


def _step(learner: Learner, batch: FacePack, noise: torch.Generator, *, strength: float) -> float:
    faces = standardised(augmented(as_grey(batch.images), noise, strength=strength))
    mixture = mixed_up(faces, batch, noise, share=MIXED_UP * strength)
    inputs = mixture.faces.to(memory_format=torch.channels_last)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        by_votes, by_labels = learner.network(inputs)
    loss = loss_of(by_votes.float(), by_labels.float(), mixture)
    learner.descend(loss)
    return float(loss.item())
