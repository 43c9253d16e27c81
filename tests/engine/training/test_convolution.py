import pytest
import torch
from torch.nn import functional

from engine.training.convolution import LatePaddedConvolution, NormedConvolution


def plain(unit):
    """The same with norms that change nothing."""
    unit.norm = torch.nn.Identity()
    return unit


@pytest.mark.parametrize("side", [1, 3, 5])
@pytest.mark.parametrize("stride", [1, 2])
def test_a_convolution_sees_as_much_on_each_side(side, stride):
    unit, maps = plain(NormedConvolution(2, 3, side=side, stride=stride)), torch.randn(1, 2, 8, 8)

    got = unit(maps)

    mirrored = plain(NormedConvolution(2, 3, side=side))
    mirrored.convolution.weight.data = unit.convolution.weight.data.flip(3)
    assert got.shape == (1, 3, 8 // stride, 8 // stride)
    torch.testing.assert_close(got, mirrored(maps.flip(3)).flip(3)[..., ::stride, ::stride])


def test_late_padding_halves_from_the_first_pixel_on():
    unit, maps = plain(LatePaddedConvolution(2, 3, side=3)), torch.randn(1, 2, 8, 8)

    got = unit(maps)

    inside = functional.conv2d(maps, unit.convolution.weight, stride=2)
    assert got.shape == (1, 3, 4, 4)
    torch.testing.assert_close(got[..., :3, :3], inside)


@pytest.mark.parametrize("side", [7, 8])
@pytest.mark.parametrize("groups", [1, 4])
def test_late_padding_gives_the_same_while_learning(side, groups):
    unit = plain(LatePaddedConvolution(4, 4, side=3, groups=groups))
    maps = torch.randn(2, 4, side, side)

    learning, judging = unit.train()(maps), unit.eval()(maps)

    assert learning.shape == (2, 4, side // 2, side // 2)
    torch.testing.assert_close(learning, judging)


def test_grouped_convolutions_keep_their_channels_apart():
    unit, maps = plain(NormedConvolution(4, 4, side=3, groups=4)), torch.randn(1, 4, 6, 6)
    changed = maps.clone()
    changed[:, 1] += 1

    difference = (unit(changed) - unit(maps)).abs().amax(dim=(0, 2, 3))

    assert (difference > 0).tolist() == [False, True, False, False]
