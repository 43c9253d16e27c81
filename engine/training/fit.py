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
from engine.training.loss import Mixture, loss_of, mixed_up
from engine.training.scores import score

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from engine.training.dataset import FacePack
    from engine.training.network import EmotionNetwork
    from engine.training.targets import Targets

log = logging.getLogger(__name__)

WEIGHT_DECAY = 0.05
AVERAGING = 0.998  # exponential average of the weights, about two epochs long
LOGGED_STEPS = 50  # between two lines of progress


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast: a short warm-up, then half a cosine (Loshchilov and Hutter 2017).

    `strength` is of the augmentation; the last epochs see faces more like those of a test.
    `mixed_up`, times the strength, is the share of batches with faces laid over each other (Zhang
    et al. 2018).
    """

    epochs: int = 32
    batch_size: int = 96
    peak_learning_rate: float = 1e-3
    warm_up_epochs: float = 1.0
    strength: float = 0.7
    gentle_strength: float = 0.3
    gentle_epochs: int = 8
    mixed_up: float = 0.4
    random_state: int = 7

    def learning_rate(self, epoch: float) -> float:
        """`epoch` counts from 0 and need not be whole.

        It depends on nothing that was before, so that a run may go on with another length.
        """
        warm = min(1.0, (epoch + 0.01) / self.warm_up_epochs)
        return self.peak_learning_rate * warm * (1 + math.cos(math.pi * epoch / self.epochs)) / 2

    def closeness(self, epoch: int) -> float:
        """In 0..1, see `EmotionNetwork.look_closely`; faces grow (Tan and Le 2021)."""
        return epoch / self.epochs

    def strength_at(self, epoch: int) -> float:
        """Of the augmentation."""
        gentle = epoch >= self.epochs - self.gentle_epochs
        return self.gentle_strength if gentle else self.strength


@dataclass(frozen=True, slots=True)
class Lesson:
    """uint8 [N, 48, 48] faces and what is to be said of each."""

    images: NDArray[np.uint8]
    targets: Targets

    def rows(self, keep: NDArray[np.int64]) -> Lesson:
        """Only those that `keep` names."""
        return Lesson(self.images[keep], self.targets.rows(keep))


def fit(
    network: EmotionNetwork,
    lesson: Lesson,
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
        for one in (learner.network, learner.average):
            one.look_closely(schedule.closeness(epoch))
        loss = _epoch(learner, lesson, schedule=schedule, epoch=epoch)
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


def _epoch(learner: Learner, lesson: Lesson, *, schedule: Schedule, epoch: int) -> float:
    """Mean loss over one pass through the faces in a random order."""
    noise = torch.Generator().manual_seed(schedule.random_state * 10_000 + epoch)
    steps = len(lesson.images) // schedule.batch_size
    order = np.random.default_rng([schedule.random_state, epoch]).permutation(len(lesson.images))
    learner.network.train()
    total = 0.0
    strength = schedule.strength_at(epoch)
    for step in range(steps):
        rows = order[step * schedule.batch_size : (step + 1) * schedule.batch_size]
        learner.set_rate(schedule.learning_rate(epoch + step / steps))
        batch = _changed(lesson.rows(rows), noise, strength=strength, mixed=schedule.mixed_up)
        total += _step(learner, batch)
        learner.average_in(AVERAGING)
        if step % LOGGED_STEPS == 0:
            log.info("epoch %d, step %d of %d: %.3f", epoch + 1, step, steps, total / (step + 1))
    return total / steps


def _changed(batch: Lesson, noise: torch.Generator, *, strength: float, mixed: float) -> Mixture:
    faces = standardised(augmented(as_grey(batch.images), noise, strength=strength))
    return mixed_up(faces, batch.targets, noise, share=mixed * strength)


def _step(learner: Learner, batch: Mixture) -> float:
    inputs = batch.faces.to(memory_format=torch.channels_last)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        by_votes, by_labels = learner.network(inputs)
    loss = loss_of(by_votes.float(), by_labels.float(), batch.targets)
    learner.descend(loss)
    return float(loss.item())
