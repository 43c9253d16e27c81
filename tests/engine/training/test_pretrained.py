from itertools import pairwise

import numpy as np
import pytest
import torch

from engine.training.affine import AffineConvolution
from engine.training.errors import StartError
from engine.training.faces_as_input import as_grey, standardised
from engine.training.network import BACKBONES, EmotionNetwork
from engine.training.pretrained import pretrained_network, start_from


def invented_layers(network):
    """Random ones that keep the size of what goes through them."""
    random = np.random.default_rng(9)
    for one in network.convolutions():
        shape = one.convolution.weight.shape
        kernel = random.normal(scale=(2 / np.prod(shape[1:])) ** 0.5, size=shape)
        offset, gain, shift = (random.normal(size=shape[0]) for _ in range(3))
        about = [part.astype(np.float32) for part in (kernel, 0.1 * offset, 1 + 0.1 * gain)]
        yield AffineConvolution(*about, (0.1 * shift).astype(np.float32))


def norms_of(network, faces):
    """What the norm of each convolution was given and what it made of it, in turn."""
    seen = []
    hooks = [
        one.norm.register_forward_hook(lambda _module, given, made: seen.append((given[0], made)))
        for one in network.convolutions()
    ]
    with torch.inference_mode():
        network(faces)
    for hook in hooks:
        hook.remove()
    return seen


@pytest.mark.parametrize("kind", BACKBONES)
def test_every_layer_answers_as_the_one_it_was_taken_from(kind, training):
    network = EmotionNetwork(kind)
    layers, faces = list(invented_layers(network)), standardised(as_grey(training.images[:8]))

    start_from(layers, network, faces)

    units, seen = list(network.convolutions()), norms_of(network, faces)
    for unit, layer, (summed, made) in zip(units, layers, seen, strict=True):
        offset, gain, shift = (
            torch.from_numpy(part)[:, None, None]
            for part in (layer.offset, layer.gain, layer.shift)
        )
        torch.testing.assert_close(made, gain * (summed + offset) + shift, atol=1e-3, rtol=1e-3)
        np.testing.assert_array_equal(unit.convolution.weight.detach().numpy(), layer.kernel)


def test_the_mobile_network_starts_from_the_folder(training, faceres_folder):
    network = pretrained_network(training, faceres=faceres_folder())

    assert network.kind == "mobile"
    _, *others = (one.convolution.weight for one in network.convolutions())
    values = [float(one.detach().mean()) for one in others]
    steps = [after - before for before, after in pairwise(values)]
    assert steps == pytest.approx([0.01] * len(steps), abs=1e-4)


def test_a_short_one_starts_from_all_but_the_last_two(training, faceres_folder):
    short = pretrained_network(training, faceres=faceres_folder(), short=True)

    assert short.kind == "short"
    convolutions = [one.convolution for one in short.convolutions()]
    assert len(convolutions) == len(list(EmotionNetwork("mobile").convolutions())) - 2
    last = float(convolutions[-1].weight.detach().mean())
    assert last == pytest.approx(0.01 * len(convolutions), abs=1e-4)


def test_layers_of_other_shapes_are_refused(training, faceres_folder):
    folder = faceres_folder(layers=-1)

    with pytest.raises(StartError, match="its layers have other shapes"):
        pretrained_network(training, faceres=folder)
