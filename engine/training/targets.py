"""What is to be said of each face: FER+ votes and FER2013 labels as shares, one row a face."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from engine.classifier import middle_of
from engine.emotions import EMOTIONS
from engine.training.checkpoint import FOREIGN
from engine.training.scores import BATCH, logits_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from engine.training.dataset import FacePack
    from engine.training.network import EmotionNetwork

    Said = tuple[Tensor, Tensor]

LABEL_SMOOTHING = 0.1  # FER2013 had one tagger for each face, who was often alone with the opinion
# Of the truth, where a network that has learned already teaches: ten taggers are right more often
# than one.
TAUGHT_VOTES, TAUGHT_LABELS = 0.25, 0.5
MIDDLE_PX = 42  # of 48, enlarged: a view of its own


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


def taught(
    targets: Targets, teachers: Sequence[EmotionNetwork], faces: FacePack, *, kept: Path
) -> Targets:
    """What people said and what the teachers say, mean of all, of four views of a face.

    A face that no tagger could name stays without weight among the votes. What these teachers say
    is kept in the file `kept` and read from there the next time: to hear it takes minutes.
    """
    mark = _mark_of(teachers, faces)
    said = _kept(kept, mark)
    if said is None:
        said = _said(teachers, faces)
        torch.save({"mark": mark, "said": said}, kept)
    votes, labels = said
    return Targets(
        torch.lerp(targets.votes, votes, TAUGHT_VOTES),
        torch.lerp(targets.labels, labels, TAUGHT_LABELS),
        targets.weights,
    )


def _mark_of(teachers: Sequence[EmotionNetwork], faces: FacePack) -> str:
    """Of these weights and these faces and of no others."""
    digest = hashlib.sha256(np.ascontiguousarray(faces.images).data)
    for teacher in teachers:
        for weights in teacher.state_dict().values():
            digest.update(weights.cpu().contiguous().numpy().data)
    return digest.hexdigest()


def _kept(path: Path, mark: str) -> Said | None:
    """None where there is nothing, or what others said."""
    try:
        kept = torch.load(path, weights_only=True)
        return kept["said"] if kept["mark"] == mark else None
    except (OSError, *FOREIGN):
        return None


def _said(teachers: Sequence[EmotionNetwork], faces: FacePack) -> Said:
    heard = [_said_by(teacher, faces) for teacher in teachers]
    votes, labels = (torch.stack(said).mean(dim=0) for said in zip(*heard, strict=True))
    return votes, labels


def _said_by(teacher: EmotionNetwork, faces: FacePack) -> Said:
    """Of the face, of its middle, and of both in the mirror: two mean distributions a face."""
    mirror = np.ascontiguousarray(faces.images[:, :, ::-1])
    views = [faces.images, mirror, _middle(faces.images), _middle(mirror)]
    heard = [logits_of(teacher, view) for view in views]
    votes, labels = (
        torch.softmax(torch.stack(said).mean(dim=0), dim=1) for said in zip(*heard, strict=True)
    )
    return votes, labels


def _middle(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    enlarged = [
        middle_of(part.astype(np.float32), MIDDLE_PX).round().astype(np.uint8)
        for part in np.array_split(images, max(1, len(images) // BATCH))
    ]
    return np.concatenate(enlarged)
