"""Fits the emotion network: soft FER+ votes and FER2013 labels at once, resumable."""

from __future__ import annotations

import copy
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.training.augmentation import augmented
from engine.training.network import EmotionNetwork

if TYPE_CHECKING:
    from engine.training.dataset import FacePack

log = logging.getLogger(__name__)

GREY_MEAN, GREY_STD = 0.508, 0.255  # of the Training pictures, in 0..1
MOMENTUM, WEIGHT_DECAY, LABEL_SMOOTHING = 0.9, 5e-4, 0.1
AVERAGING = 0.998  # exponential average of the weights, about two epochs long


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast: one cycle of the learning rate (Smith 2018)."""

    epochs: int = 30
    batch_size: int = 128
    peak_learning_rate: float = 0.08
    random_state: int = 7


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares in 0..1 of one split: FER2013 labels, and FER+ majorities of over half the taggers."""

    fer2013: float
    ferplus: float


def standardised(faces: Tensor) -> Tensor:
    """Grey in 0..1 to the network's input."""
    return (faces - GREY_MEAN) / GREY_STD


def fit(
    training: FacePack, validation: FacePack, *, schedule: Schedule, checkpoint: Path
) -> EmotionNetwork:
    """The averaged network after the last epoch; goes on from `checkpoint` where it exists."""
    torch.manual_seed(schedule.random_state)
    network = EmotionNetwork().to(memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    steps = len(training) // schedule.batch_size
    optimizer = torch.optim.SGD(
        network.parameters(),
        lr=schedule.peak_learning_rate,
        momentum=MOMENTUM,
        weight_decay=WEIGHT_DECAY,
        nesterov=True,
    )
    rate = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=schedule.peak_learning_rate,
        total_steps=schedule.epochs * steps,
        pct_start=0.2,
    )
    first_epoch = _resume(checkpoint, network, average, optimizer, rate)
    for epoch in range(first_epoch, schedule.epochs):
        started = time.perf_counter()
        order = np.random.default_rng([schedule.random_state, epoch])
        noise = torch.Generator().manual_seed(schedule.random_state * 10_000 + epoch)
        network.train()
        total = 0.0
        permutation = order.permutation(len(training))
        for step in range(steps):
            rows = permutation[step * schedule.batch_size : (step + 1) * schedule.batch_size]
            loss = _loss(network, training.rows(rows), noise)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            rate.step()
            _average_into(average, network, decay=AVERAGING)
            total += loss.item()
        scores = score(average, validation)
        log.info(
            "epoch %d of %d: loss %.3f, FER2013 %.4f, FER+ %.4f, %.0f s",
            epoch + 1,
            schedule.epochs,
            total / steps,
            scores.fer2013,
            scores.ferplus,
            time.perf_counter() - started,
        )
        _save(checkpoint, epoch + 1, network, average, optimizer, rate)
    return average


def logits_of(network: EmotionNetwork, faces: FacePack) -> tuple[Tensor, Tensor]:
    """FER+ and FER2013 logits, float32 [N, 7] each."""
    network.eval()
    by_votes, by_labels = [], []
    with torch.inference_mode():
        for start in range(0, len(faces), 512):
            batch = torch.from_numpy(faces.images[start : start + 512]).unsqueeze(1).float() / 255
            ferplus, fer2013 = network(standardised(batch))
            by_votes.append(ferplus)
            by_labels.append(fer2013)
    return torch.cat(by_votes), torch.cat(by_labels)


def score(network: EmotionNetwork, faces: FacePack) -> Scores:
    """How often each head is right on its own labels."""
    by_votes, by_labels = logits_of(network, faces)
    clear = torch.from_numpy(faces.clear_majority())
    majority = torch.from_numpy(faces.ferplus).argmax(dim=1)
    right = (by_labels.argmax(dim=1) == torch.from_numpy(faces.fer2013)).float().mean()
    right_votes = (by_votes.argmax(dim=1) == majority)[clear].float().mean()
    return Scores(right.item(), right_votes.item())


def _loss(network: EmotionNetwork, batch: FacePack, noise: torch.Generator) -> Tensor:
    faces = torch.from_numpy(batch.images).unsqueeze(1).float() / 255
    faces = standardised(augmented(faces, noise)).to(memory_format=torch.channels_last)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        by_votes, by_labels = network(faces)
    votes = torch.from_numpy(batch.ferplus)
    cast = votes.sum(dim=1)
    shares = votes / cast.clamp(min=1).unsqueeze(1)
    per_face = functional.cross_entropy(by_votes.float(), shares, reduction="none")
    # A face that most taggers could not name teaches in proportion to those who could.
    vote_loss = (per_face * cast).sum() / cast.sum()
    label_loss = functional.cross_entropy(
        by_labels.float(), torch.from_numpy(batch.fer2013), label_smoothing=LABEL_SMOOTHING
    )
    return vote_loss + label_loss


@torch.no_grad()
def _average_into(average: nn.Module, network: nn.Module, *, decay: float) -> None:
    for mean, current in zip(
        average.state_dict().values(), network.state_dict().values(), strict=True
    ):
        if mean.dtype.is_floating_point:
            mean.lerp_(current, 1 - decay)
        else:
            mean.copy_(current)


def _halved(state: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: v.half() if v.dtype.is_floating_point else v for name, v in state.items()}


def _save(
    path: Path,
    epoch: int,
    network: nn.Module,
    average: nn.Module,
    optimizer: torch.optim.Optimizer,
    rate: torch.optim.lr_scheduler.LRScheduler,
) -> None:
    """Half precision: what survives a lost machine must be small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    momenta = optimizer.state_dict()
    momenta["state"] = {
        key: {name: v.half() if torch.is_tensor(v) else v for name, v in value.items()}
        for key, value in momenta["state"].items()
    }
    partial = path.with_suffix(".partial")
    torch.save(
        {
            "epoch": epoch,
            "network": _halved(network.state_dict()),
            "average": _halved(average.state_dict()),
            "optimizer": momenta,
            "rate": rate.state_dict(),
        },
        partial,
    )
    partial.replace(path)


def _resume(
    path: Path,
    network: nn.Module,
    average: nn.Module,
    optimizer: torch.optim.Optimizer,
    rate: torch.optim.lr_scheduler.LRScheduler,
) -> int:
    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    network.load_state_dict(saved["network"])
    average.load_state_dict(saved["average"])
    optimizer.load_state_dict(saved["optimizer"])
    rate.load_state_dict(saved["rate"])
    log.info("resumed after epoch %d", saved["epoch"])
    return int(saved["epoch"])
