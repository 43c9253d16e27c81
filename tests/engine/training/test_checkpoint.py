import pytest
import torch

from engine.training.checkpoint import Learner, averaged_network, resume, save
from engine.training.errors import CheckpointError
from engine.training.network import BACKBONES, EmotionNetwork


def learner(seed=1, kind="short"):
    torch.manual_seed(seed)
    return Learner.of(EmotionNetwork(kind), weight_decay=0.0)


def weights_of(network):
    return torch.cat([one.detach().flatten() for one in network.parameters()])


def another_network():
    weights = torch.nn.Linear(3, 3).state_dict()
    about = {"epochs": 3, "kind": "short", "optimizer": {}}
    return {**about, "network": weights, "average": weights}


FOREIGN = {
    "words": b"hello, I am your teacher\n",
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "a list": [1, 2, 3],
    "a number": torch.tensor(3.0),
    "another dictionary": {"weights": torch.zeros(3)},
    "another network": another_network(),
    "another kind": {"epochs": 3, "kind": "dream", "network": {}, "average": {}, "optimizer": {}},
    "no weights": {"epochs": 3, "kind": "short", "network": 1, "average": 1, "optimizer": 1},
}


@pytest.fixture(params=FOREIGN)
def foreign(request, tmp_path):
    path, content = tmp_path / "foreign.pt", FOREIGN[request.param]
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        torch.save(content, path)
    return path


@pytest.fixture
def checkpoint(tmp_path):
    """Of a network whose average has stayed behind."""
    one, path = learner(), tmp_path / "folder" / "checkpoint.pt"
    with torch.no_grad():
        one.network.ferplus.bias.fill_(5)
    save(path, one, epochs=4)
    return path


def test_the_averaged_weights_are_what_will_be_used(checkpoint):
    network = averaged_network(checkpoint)

    assert not network.training
    torch.testing.assert_close(
        weights_of(network), weights_of(learner().average), atol=1e-3, rtol=1e-3
    )


def test_learning_goes_on_where_it_stopped(checkpoint):
    other = learner(seed=2)

    assert resume(checkpoint, other) == 4

    assert other.network.ferplus.bias.tolist() == [5] * 7
    assert other.average.ferplus.bias.abs().max() < 1


@pytest.mark.parametrize("kind", BACKBONES)
def test_the_kind_of_the_network_is_kept(kind, tmp_path):
    save(tmp_path / "kept.pt", learner(kind=kind), epochs=1)

    network = averaged_network(tmp_path / "kept.pt")

    assert network.kind == kind


def test_learning_does_not_go_on_from_a_network_of_another_kind(checkpoint):
    with pytest.raises(CheckpointError, match=r"not a checkpoint of this network"):
        resume(checkpoint, learner(kind="mobile"))


def test_without_a_checkpoint_learning_begins(tmp_path):
    assert resume(tmp_path / "none.pt", learner()) == 0


def test_a_checkpoint_that_is_missing_is_named(tmp_path):
    missing = tmp_path / "missing.pt"

    with pytest.raises(CheckpointError, match=r"missing\.pt: No such file"):
        averaged_network(missing)


def test_a_folder_is_no_checkpoint(tmp_path):
    with pytest.raises(CheckpointError, match="directory"):
        averaged_network(tmp_path)


def test_a_file_of_something_else_is_no_checkpoint(foreign):
    with pytest.raises(CheckpointError, match=r"foreign\.pt: not a checkpoint of this network"):
        averaged_network(foreign)


def test_learning_does_not_go_on_from_a_file_of_something_else(foreign):
    with pytest.raises(CheckpointError, match=r"foreign\.pt: not a checkpoint of this network"):
        resume(foreign, learner())


def test_a_checkpoint_that_was_cut_is_none(checkpoint):
    checkpoint.write_bytes(checkpoint.read_bytes()[:100_000])

    with pytest.raises(CheckpointError, match="not a checkpoint"):
        averaged_network(checkpoint)
