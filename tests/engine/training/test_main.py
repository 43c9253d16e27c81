import logging

import numpy as np
import pytest
import torch
from torch.nn.functional import one_hot

from engine.training.__main__ import main
from engine.training.checkpoint import Learner, averaged_network, save
from engine.training.network import EmotionNetwork
from engine.training.scores import logits_of

SURE = 3  # what the teacher takes all faces for


@pytest.fixture
def teacher(tmp_path):
    torch.manual_seed(5)
    network = EmotionNetwork("residual")
    with torch.no_grad():
        network.ferplus.bias[SURE] = 2.0
    path = tmp_path / "teacher.pt"
    save(path, Learner.of(network, weight_decay=0.0), epochs=1)
    return path


@pytest.fixture
def fit(tmp_path, data_folder):
    """Runs the command for one epoch; gives where the checkpoint is to be."""

    def fitted(teacher, *more):
        checkpoint = tmp_path / "learned.pt"
        words = [
            "fit",
            "--data",
            data_folder,
            "--checkpoint",
            checkpoint,
            "--teacher",
            teacher,
            *more,
        ]
        main([*map(str, words), "--epochs", "1"])
        return checkpoint

    return fitted


def test_who_learns_starts_from_the_teacher_and_hears_it(fit, teacher, training):
    checkpoint = fit(teacher)

    before, after = averaged_network(teacher), averaged_network(checkpoint)
    votes, labels = torch.load(checkpoint.with_suffix(".taught"), weights_only=True)["said"]
    by_votes, by_labels = logits_of(before, training.images)
    assert votes.argmax(dim=1).tolist() == [SURE] * len(training)
    torch.testing.assert_close(votes, torch.softmax(by_votes, dim=1), atol=0.05, rtol=0)
    torch.testing.assert_close(labels, torch.softmax(by_labels, dim=1), atol=0.05, rtol=0)
    start, end = before.backbone.stem, after.backbone.stem
    torch.testing.assert_close(
        start.convolution.weight, end.convolution.weight, atol=1e-3, rtol=1e-3
    )
    assert not torch.equal(start.norm.running_mean, end.norm.running_mean)


def test_what_the_teacher_said_is_learned(fit, teacher, training, caplog):
    caplog.set_level(logging.INFO)
    checkpoint = fit(teacher)
    checkpoint.unlink()
    otherwise = one_hot(torch.full((len(training),), SURE - 1), 7).float()
    kept = torch.load(checkpoint.with_suffix(".taught"), weights_only=True)
    contradicting = {**kept, "said": (otherwise, otherwise)}
    torch.save(contradicting, checkpoint.with_suffix(".taught"))

    fit(teacher)

    agreed, contradicted = [
        record.args[2] for record in caplog.records if "loss" in record.getMessage()
    ]
    assert contradicted > agreed + 0.2


@pytest.mark.parametrize("words", [None, b"", b"hello, I am your teacher\n"])
def test_a_teacher_that_is_none_is_answered_with_a_sentence(fit, tmp_path, words):
    nobody = tmp_path / "nobody.pt"
    if words is not None:
        nobody.write_bytes(words)

    with pytest.raises(SystemExit) as end:
        fit(nobody)

    assert str(end.value).startswith(f"{nobody}: ")
    assert "\n" not in str(end.value)
    assert not (tmp_path / "learned.pt").exists()
    assert not (tmp_path / "learned.taught").exists()


def test_a_checkpoint_that_is_none_is_left_as_it_is(fit, teacher, tmp_path):
    (tmp_path / "learned.pt").write_text("a diary")

    with pytest.raises(SystemExit, match="not a checkpoint of this network"):
        fit(teacher)

    assert (tmp_path / "learned.pt").read_text() == "a diary"


def test_a_start_that_is_none_is_told_before_the_teacher_is_heard(fit, teacher, tmp_path):
    with pytest.raises(SystemExit, match="holds no faceres-deep"):
        fit(teacher, "--faceres", tmp_path)

    assert not (tmp_path / "learned.taught").exists()


def test_to_cut_no_network_is_answered_with_a_sentence(fit, teacher):
    with pytest.raises(SystemExit, match="--short cuts the network of --faceres"):
        fit(teacher, "--short")


def test_a_folder_without_faces_is_answered_with_a_sentence(fit, teacher, data_folder):
    (data_folder / "meta.npz").unlink()

    with pytest.raises(SystemExit, match=r"^.*data: not the FER2013 \+ FER\+ pack"):
        fit(teacher)


def test_fewer_faces_than_one_step_takes_are_answered_with_a_sentence(fit, teacher, data_folder):
    with np.load(data_folder / "meta.npz") as meta:
        columns = dict(meta)
    columns["split"][10:] = 1
    np.savez(data_folder / "meta.npz", **columns)

    with pytest.raises(SystemExit, match="data: fewer than 96 faces to learn from"):
        fit(teacher)
