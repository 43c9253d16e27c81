import numpy as np
import pytest
import torch

from engine.inference import NetworkSession
from engine.training.checkpoint import Learner, save
from engine.training.errors import CheckpointError
from engine.training.export import exported
from engine.training.faces_as_input import as_grey, standardised
from engine.training.network import EmotionNetwork
from engine.training.quantisation import quantised
from engine.training.twin import HEADS, joined, network_from


def network(kind, seed=3):
    """Of random weights, with norms as if it had seen a few faces."""
    torch.manual_seed(seed)
    made = EmotionNetwork(kind)
    for unit in made.convolutions():
        torch.nn.init.uniform_(unit.norm.bias, 0, 1)
    return made.eval()


@pytest.fixture(scope="module")
def parts():
    return network("mobile"), network("short", seed=4)


@pytest.fixture
def checkpoint(tmp_path):
    """Where one of that kind is kept."""

    def kept(kind):
        path = tmp_path / f"{kind}.pt"
        save(path, Learner.of(network(kind), weight_decay=0.0), epochs=1)
        return path

    return kept


@torch.inference_mode()
def test_the_first_reads_face_and_mirror_image_and_the_second_the_latter(parts, training):
    faces, (first, second) = standardised(as_grey(training.images[:4])), parts
    mirrored = faces.flip(3)

    answers = joined(first, second)(faces)

    views = zip(first(faces), first(mirrored), second(mirrored), strict=True)
    for answer, of_head in zip(answers, views, strict=True):
        torch.testing.assert_close(answer, sum(of_head) / 3, atol=1e-4, rtol=1e-4)


def test_a_twin_is_exported_as_one_file_of_eight_bits(parts, training):
    faces, twin = standardised(as_grey(training.images[:32])), joined(*parts)

    content = quantised(exported(twin), faces.numpy())

    with torch.inference_mode():
        answers = dict(zip(HEADS, twin(faces), strict=True))
    got = NetworkSession(content).run({"faces": faces.numpy()})
    for head, answer in answers.items():
        off = got[head] - answer.numpy()
        assert np.sqrt(np.square(off).mean()) < 0.1 * answer.std()
    assert len(content) < 6_000_000


def test_one_checkpoint_is_taken_as_it_is(checkpoint):
    assert network_from([checkpoint("short")]).kind == "short"


def test_two_checkpoints_make_a_twin(checkpoint):
    assert network_from([checkpoint("mobile"), checkpoint("short")]).kind == "twin"


@pytest.mark.parametrize(
    "kinds", [("short", "mobile"), ("mobile",) * 2, ("mobile",) + ("short",) * 2]
)
def test_others_make_none(checkpoint, kinds):
    with pytest.raises(CheckpointError, match="a mobile and a short network make a twin"):
        network_from([checkpoint(kind) for kind in kinds])
