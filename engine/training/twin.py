"""One network of two that never heard each other: they err apart, so their mean errs less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from engine.training.checkpoint import averaged_network
from engine.training.errors import CheckpointError
from engine.training.network import EmotionNetwork

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADS = ("ferplus", "fer2013")
PARTS = ["mobile", "short"]
SHARES = (2 / 3, 1 / 3)  # as many as they have views


def network_from(checkpoints: Sequence[Path]) -> EmotionNetwork:
    """What one checkpoint holds, or the twin network of a mobile and a short one.

    CheckpointError if they are others, or more.
    """
    networks = [averaged_network(checkpoint) for checkpoint in checkpoints]
    if len(networks) == 1:
        return networks[0]
    if [one.kind for one in networks] != PARTS:
        raise CheckpointError(checkpoints[-1], "a mobile and a short network make a twin")
    return joined(*networks)


@torch.no_grad()
def joined(first: EmotionNetwork, second: EmotionNetwork) -> EmotionNetwork:
    """Its logits are the mean of three views: two by the first network and one by the second."""
    twin = EmotionNetwork("twin").eval()
    twin.backbone.first.load_state_dict(first.backbone.state_dict())
    twin.backbone.second.load_state_dict(second.backbone.state_dict())
    for name in HEADS:
        whole, *parts = (getattr(one, name) for one in (twin, first, second))
        weights = [share * part.weight for share, part in zip(SHARES, parts, strict=True)]
        whole.weight.copy_(torch.cat(weights, dim=1))
        whole.bias.copy_(sum(share * part.bias for share, part in zip(SHARES, parts, strict=True)))
    return twin
