"""Gives a new emotion network the eyes of one that tells people apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from engine.training.dlib_weights import grey_stem, read_convolutions, weights_file
from engine.training.faces_as_input import GREY_MEAN, GREY_STD, as_grey, standardised
from engine.training.network import EmotionNetwork

if TYPE_CHECKING:
    from torch import Tensor, nn

    from engine.training.dataset import FacePack
    from engine.training.dlib_weights import AffineConvolution
    from engine.training.network import NormedConvolution

STEM = (3, 32, 7)
MEASURED_FACES = 500  # enough for means and deviations
FIRST_WEIGHTS = 7  # random state of the heads


def pretrained_network(training: FacePack) -> EmotionNetwork:
    """Ready to learn; PackageNotFoundError without the package that holds the weights."""
    torch.manual_seed(FIRST_WEIGHTS)
    network = EmotionNetwork()
    faces = standardised(as_grey(training.images[:MEASURED_FACES]))
    start_from_dlib(network, weights_file().read_bytes(), faces)
    return network


@torch.no_grad()
def start_from_dlib(network: EmotionNetwork, content: bytes, faces: Tensor) -> None:
    """Fills all convolutions; `faces`, standardised [N, 1, 48, 48], set the norms.

    Where dlib scales and shifts by constants we normalise by batch, so each norm gets the mean and
    deviation of these faces, and the gain and shift that undo them.
    """
    convolutions = list(network.convolutions())
    shapes = [STEM, *(_shape(one.convolution) for one in convolutions[1:])]
    layers = list(read_convolutions(content, shapes))
    layers[0] = grey_stem(layers[0], mean=GREY_MEAN, std=GREY_STD)
    hooks = [
        one.convolution.register_forward_hook(_Measuring(one, layer))
        for one, layer in zip(convolutions, layers, strict=True)
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


def _shape(convolution: nn.Conv2d) -> tuple[int, int, int]:
    return convolution.in_channels, convolution.out_channels, convolution.kernel_size[0]
