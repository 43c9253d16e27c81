import logging

import numpy as np
import pytest
import torch

from engine.training.__main__ import main
from engine.training.checkpoint import averaged_network


@pytest.fixture
def fit(tmp_path, data_folder, faceres_folder):
    """Runs the command for some epochs, with a short network; gives where the checkpoint is."""
    folder = faceres_folder()

    def fitted(*more, epochs=1):
        checkpoint = tmp_path / "learned.pt"
        words = ["fit", "--data", data_folder, "--checkpoint", checkpoint, "--faceres", folder]
        main([*map(str, words), "--short", "--epochs", str(epochs), *map(str, more)])
        return checkpoint

    return fitted


def test_who_learns_starts_from_the_folder_and_leaves_a_checkpoint(fit):
    network = averaged_network(fit())

    assert network.kind == "short"
    last = list(network.convolutions())[-1].convolution.weight
    torch.testing.assert_close(last, torch.full_like(last, 0.25), atol=0.01, rtol=0)


def test_learning_goes_on_from_the_checkpoint(fit, caplog):
    caplog.set_level(logging.INFO)

    fit()
    fit(epochs=2)

    told = [one.getMessage() for one in caplog.records if "loss" in one.getMessage()]
    assert [line.split(":")[0] for line in told] == ["epoch 1 of 1", "epoch 2 of 2"]


def test_a_checkpoint_that_is_none_is_left_as_it_is(fit, tmp_path):
    (tmp_path / "learned.pt").write_text("a diary")

    with pytest.raises(SystemExit, match="not a checkpoint of this network"):
        fit()

    assert (tmp_path / "learned.pt").read_text() == "a diary"


def test_a_start_that_is_none_is_answered_with_a_sentence(fit, tmp_path):
    with pytest.raises(SystemExit) as end:
        fit("--faceres", tmp_path)

    assert str(end.value).startswith(f"{tmp_path}: holds no faceres-deep")
    assert "\n" not in str(end.value)
    assert not (tmp_path / "learned.pt").exists()


@pytest.mark.parametrize("words", [None, b"", b"hello, I am your network\n"])
def test_to_export_what_is_no_checkpoint_is_answered_with_a_sentence(tmp_path, data_folder, words):
    nobody = tmp_path / "nobody.pt"
    if words is not None:
        nobody.write_bytes(words)

    with pytest.raises(SystemExit) as end:
        main(["export", "--data", str(data_folder), "--checkpoint", str(nobody)])

    assert str(end.value).startswith(f"{nobody}: ")
    assert "\n" not in str(end.value)


def test_a_folder_without_faces_is_answered_with_a_sentence(fit, data_folder):
    (data_folder / "meta.npz").unlink()

    with pytest.raises(SystemExit, match=r"^.*data: not the FER2013 \+ FER\+ pack"):
        fit()


def test_fewer_faces_than_one_step_takes_are_answered_with_a_sentence(fit, data_folder):
    with np.load(data_folder / "meta.npz") as meta:
        columns = dict(meta)
    columns["split"][10:] = 1
    np.savez(data_folder / "meta.npz", **columns)

    with pytest.raises(SystemExit, match="data: fewer than 96 faces to learn from"):
        fit()
