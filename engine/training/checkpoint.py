"""A network while it learns, and the small file from which learning goes on."""

from __future__ import annotations

import copy
import logging
import pickle
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from engine.training.errors import CheckpointError
from engine.training.network import EmotionNetwork

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from torch import Tensor

log = logging.getLogger(__name__)

# Whatever bytes of something else make torch and its reader of pickles say, or a network that is
# given the weights of another.
_FOREIGN = (
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Learner:
    """`average` is the running average of the weights of `network`; it is what will be used."""

    network: EmotionNetwork
    average: EmotionNetwork
    optimizer: torch.optim.Optimizer

    @classmethod
    def of(cls, network: EmotionNetwork, *, weight_decay: float) -> Learner:
        """At the start: the average is the network. Norms and offsets do not decay."""
        network = network.to(memory_format=torch.channels_last)
        weights = [one for one in network.parameters() if one.ndim > 1]
        others = [one for one in network.parameters() if one.ndim <= 1]
        groups = [
            {"params": weights, "weight_decay": weight_decay},
            {"params": others, "weight_decay": 0.0},
        ]
        return cls(network, copy.deepcopy(network).eval(), torch.optim.AdamW(groups, fused=True))

    def set_rate(self, learning_rate: float) -> None:
        """For the next steps."""
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate

    def descend(self, loss: Tensor) -> None:
        """One step."""
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()

    @torch.no_grad()
    def average_in(self, decay: float) -> None:
        """Lets the average follow the network."""
        states = self.average.state_dict().values(), self.network.state_dict().values()
        for mean, current in zip(*states, strict=True):
            if mean.dtype.is_floating_point:
                mean.lerp_(current, 1 - decay)
            else:
                mean.copy_(current)


def save(path: Path, learner: Learner, *, epochs: int) -> None:
    """Half precision: what survives a lost machine must be small. Replaces the file at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    state = {
        "epochs": epochs,
        "kind": learner.network.kind,
        "network": learner.network.state_dict(),
        "average": learner.average.state_dict(),
        "optimizer": learner.optimizer.state_dict(),
    }
    torch.save(_halved(state), partial)
    partial.replace(path)


def resume(path: Path, learner: Learner) -> int:
    """How many epochs the checkpoint has behind it; 0 where there is none.

    CheckpointError if the file holds something else.
    """
    if not path.exists():
        return 0
    with _reading(path):
        saved = torch.load(path, weights_only=True)
        if saved["kind"] != learner.network.kind:
            raise ValueError(saved["kind"])
        learner.network.load_state_dict(saved["network"])
        learner.average.load_state_dict(saved["average"])
        learner.optimizer.load_state_dict(saved["optimizer"])
        epochs = int(saved["epochs"])
    log.info("resumed after epoch %d", epochs)
    return epochs


def averaged_network(path: Path) -> EmotionNetwork:
    """The network with the averaged weights of a checkpoint, ready to judge.

    CheckpointError if there is none in that file.
    """
    with _reading(path):
        saved = torch.load(path, weights_only=True)
        network = EmotionNetwork(saved["kind"])
        network.load_state_dict(saved["average"])
    return network.float().eval()


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CheckpointError(path, error.strerror or str(error)) from error
    except _FOREIGN as error:
        raise CheckpointError(path, "not a checkpoint of this network") from error


def _halved(value: Any) -> Any:  # noqa: ANN401 - torch's states are nested in any way
    """Tensors of numbers in any nesting; the squares of tiny gradients need a wider range."""
    if isinstance(value, dict):
        return {
            key: inner.bfloat16() if key == "exp_avg_sq" else _halved(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_halved(inner) for inner in value]
    if torch.is_tensor(value) and value.dtype.is_floating_point and value.ndim > 0:
        return value.half()
    return value
