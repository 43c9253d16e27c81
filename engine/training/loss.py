"""What is learned from a batch: soft targets, faces laid over each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from torch import Tensor

    from engine.training.targets import Targets

MOST_MIXED = 0.5  # share of the second face


@dataclass(frozen=True, slots=True)
class Mixture:
    """Faces [N, 1, side, side] and what is to be said of them."""

    faces: Tensor
    targets: Targets


def mixed_up(
    faces: Tensor, targets: Targets, generator: torch.Generator, *, share: float
) -> Mixture:
    """The faces with their targets; in a `share` of the batches each is laid over another one."""
    if torch.rand(1, generator=generator).item() >= share:
        return Mixture(faces, targets)
    weight = MOST_MIXED * torch.rand(1, generator=generator).item()
    other = torch.randperm(len(faces), generator=generator)
    return Mixture(
        torch.lerp(faces, faces[other], weight),
        targets.blended(targets.rows(other.numpy()), weight),
    )


def loss_of(by_votes: Tensor, by_labels: Tensor, targets: Targets) -> Tensor:
    """Cross-entropies of both heads, added."""
    per_face = functional.cross_entropy(by_votes, targets.votes, reduction="none")
    vote_loss = (per_face * targets.weights).sum() / targets.weights.sum().clamp(min=1)
    label_loss = functional.cross_entropy(by_labels, targets.labels)
    return vote_loss + label_loss
