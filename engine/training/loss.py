"""What is learned from a batch: votes and labels as soft targets, faces laid over each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from engine.emotions import EMOTIONS

if TYPE_CHECKING:
    from torch import Tensor

    from engine.training.dataset import FacePack

LABEL_SMOOTHING = 0.1  # FER2013 had one tagger for each face, who was often alone with the opinion
MOST_MIXED = 0.5  # share of the second face


@dataclass(frozen=True, slots=True)
class Mixture:
    """Faces [N, 1, side, side]; rows of `votes` and `labels` [N, 7] sum to 1.

    `weights` [N] is how many taggers could name the face: the others teach nothing.
    """

    faces: Tensor
    votes: Tensor
    labels: Tensor
    weights: Tensor


def mixed_up(
    faces: Tensor, batch: FacePack, generator: torch.Generator, *, share: float
) -> Mixture:
    """The faces with their targets; in a `share` of the batches each is laid over another one."""
    cast = torch.from_numpy(batch.ferplus).sum(dim=1)
    votes = torch.from_numpy(batch.ferplus) / cast.clamp(min=1).unsqueeze(1)
    labels = functional.one_hot(torch.from_numpy(batch.fer2013), len(EMOTIONS)).float()
    single = Mixture(faces, votes, labels, cast)
    if torch.rand(1, generator=generator).item() >= share:
        return single
    weight = MOST_MIXED * torch.rand(1, generator=generator).item()
    other = torch.randperm(len(faces), generator=generator)
    return Mixture(*(torch.lerp(one, one[other], weight) for one in _tensors(single)))


def loss_of(by_votes: Tensor, by_labels: Tensor, mixture: Mixture) -> Tensor:
    """Cross-entropies of both heads, added."""
    per_face = functional.cross_entropy(by_votes, mixture.votes, reduction="none")
    vote_loss = (per_face * mixture.weights).sum() / mixture.weights.sum().clamp(min=1)
    label_loss = functional.cross_entropy(
        by_labels, mixture.labels, label_smoothing=LABEL_SMOOTHING
    )
    return vote_loss + label_loss


def _tensors(mixture: Mixture) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    return mixture.faces, mixture.votes, mixture.labels, mixture.weights
