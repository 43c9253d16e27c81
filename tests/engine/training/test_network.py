import pytest
import torch

from engine.training.network import BACKBONES, EmotionNetwork


@pytest.mark.parametrize(
    ("closeness", "side_px"), [(0, 80), (0.3, 80), (0.4, 96), (0.6, 96), (0.7, 112), (1, 112)]
)
def test_a_mobile_network_sees_faces_as_large_as_it_is_told(closeness, side_px):
    network, seen = EmotionNetwork("mobile").eval(), []
    network.backbone.register_forward_pre_hook(lambda _module, given: seen.append(given[0].shape))

    network.look_closely(closeness)
    with torch.inference_mode():
        network(torch.zeros(1, 1, 48, 48))

    assert seen == [(1, 1, side_px, side_px)]


@pytest.mark.parametrize("kind", BACKBONES)
def test_two_answers_are_given_for_each_face(kind):
    with torch.inference_mode():
        by_votes, by_labels = EmotionNetwork(kind).eval()(torch.zeros(3, 1, 48, 48))

    assert by_votes.shape == by_labels.shape == (3, 7)
