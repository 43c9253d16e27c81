"""How good a network is while it learns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from engine.training.faces_as_input import as_grey, standardised

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from engine.training.dataset import FacePack
    from engine.training.network import EmotionNetwork

BATCH = 512


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares in 0..1 of one split: FER2013 labels, and FER+ majorities of over half the taggers."""

    fer2013: float
    ferplus: float


def logits_of(network: EmotionNetwork, faces: NDArray[np.uint8]) -> tuple[Tensor, Tensor]:
    """FER+ and FER2013 logits, float32 [N, 7] each, of uint8 [N, side, side] faces."""
    network.eval()
    with torch.inference_mode():
        parts = [
            network(standardised(as_grey(faces[start : start + BATCH])))
            for start in range(0, len(faces), BATCH)
        ]
    by_votes, by_labels = zip(*parts, strict=True)
    return torch.cat(by_votes), torch.cat(by_labels)


def score(network: EmotionNetwork, faces: FacePack) -> Scores:
    """How often each head is right on its own labels."""
    by_votes, by_labels = logits_of(network, faces.images)
    clear = torch.from_numpy(faces.clear_majority())
    majority = torch.from_numpy(faces.ferplus).argmax(dim=1)
    right = (by_labels.argmax(dim=1) == torch.from_numpy(faces.fer2013)).float().mean()
    right_votes = (by_votes.argmax(dim=1) == majority)[clear].float().mean()
    return Scores(right.item(), right_votes.item())
