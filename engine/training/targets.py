"""What is to be said of each face: FER+ votes and FER2013 labels as shares, one row a face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from engine.emotions import EMOTIONS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from engine.training.dataset import FacePack

LABEL_SMOOTHING = 0.1  # FER2013 had one tagger for each face, who was often alone with the opinion


@dataclass(frozen=True, slots=True)
class Targets:
    """Rows of `votes` and `labels`, float32 [N, 7], sum to 1.

    `weights` [N] is how many taggers could name the face: the others teach nothing.
    """

    votes: Tensor
    labels: Tensor
    weights: Tensor

    def rows(self, keep: NDArray[np.int64]) -> Targets:
        """Only those that `keep` names."""
        at = torch.from_numpy(keep)
        return Targets(self.votes[at], self.labels[at], self.weights[at])

    def blended(self, other: Targets, share: float) -> Targets:
        """With a `share` of the other's rows."""
        return Targets(
            torch.lerp(self.votes, other.votes, share),
            torch.lerp(self.labels, other.labels, share),
            torch.lerp(self.weights, other.weights, share),
        )


def targets_of(faces: FacePack) -> Targets:
    """What people said."""
    cast = torch.from_numpy(faces.ferplus).sum(dim=1)
    votes = torch.from_numpy(faces.ferplus) / cast.clamp(min=1).unsqueeze(1)
    labels = functional.one_hot(torch.from_numpy(faces.fer2013), len(EMOTIONS)).float()
    smooth = labels * (1 - LABEL_SMOOTHING) + LABEL_SMOOTHING / len(EMOTIONS)
    return Targets(votes, smooth, cast)
