"""Gives a new emotion network the eyes of one that tells people apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from engine.training.errors import StartError
from engine.training.faceres_weights import faceres_layers
from engine.training.faces_as_input import GREY_MEAN, GREY_STD, as_grey, standardised
from engine.training.mobile import MobileBackbone
from engine.training.network import EmotionNetwork

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from torch import Tensor, nn

    from engine.training.affine import AffineConvolution
    from engine.training.convolution import NormedConvolution
    from engine.training.dataset import FacePack

MEASURED_FACES = 500  # enough for means and deviations
FIRST_WEIGHTS = 7  # random state of the heads


def pretrained_network(training: FacePack, *, faceres: Path, short: bool = False) -> EmotionNetwork:
    """Ready to learn, from the folder in which HSE-FaceRes lies; `short` on demand.

    StartError if the folder does not hold it.
    """
    torch.manual_seed(FIRST_WEIGHTS)
    network = EmotionNetwork("short" if short else "mobile")
    layers = _faceres(faceres, network)
    start_from(layers, network, standardised(as_grey(training.images[:MEASURED_FACES])))
    return network


def _faceres(folder: Path, network: EmotionNetwork) -> list[AffineConvolution]:
    layers = faceres_layers(folder, mean=GREY_MEAN, std=GREY_STD)
    whole = [tuple(one.convolution.weight.shape) for one in MobileBackbone().convolutions()]
    if [one.kernel.shape for one in layers] != whole:
        raise StartError(folder, "its layers have other shapes")
    return layers[: len(list(network.convolutions()))]


@torch.no_grad()
def start_from(layers: Sequence[AffineConvolution], network: EmotionNetwork, faces: Tensor) -> None:
    """Fills all convolutions; `faces`, standardised [N, 1, 48, 48], set the norms.

    Where the layers scale and shift by constants we normalise by batch, so each norm gets the mean
    and deviation of these faces, and the gain and shift that undo them.
    """
    hooks = [
        one.convolution.register_forward_hook(_Measuring(one, layer))
        for one, layer in zip(network.convolutions(), layers, strict=True)
    ]
    network.eval()
    network(faces)
    for hook in hooks:
        hook.remove()


class _Measuring:
    """Sets a norm from what its convolution gives, just before the norm is used."""

    def __init__(self, target: NormedConvolution, layer: AffineConvolution) -> None:
        target.convolution.weight.copy_(torch.from_numpy(layer.kernel.copy()))
        self._norm, self._layer = target.norm, layer

    def __call__(self, _module: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        variance, mean = torch.var_mean(output, dim=(0, 2, 3))
        gain, offset, shift = (
            torch.from_numpy(one.copy())
            for one in (self._layer.gain, self._layer.offset, self._layer.shift)
        )
        norm = self._norm
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_(gain * (variance + norm.eps).sqrt())
        norm.bias.copy_(gain * (mean + offset) + shift)
