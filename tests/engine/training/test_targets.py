import numpy as np
import pytest
import torch

from engine.training.targets import LABEL_SMOOTHING, targets_of


@pytest.fixture
def said(training):
    return targets_of(training)


def test_votes_become_shares_and_weigh_as_many_as_were_cast(training, said):
    cast = training.ferplus.sum(axis=1)

    assert said.weights.tolist() == cast.tolist()
    np.testing.assert_allclose(said.votes * said.weights[:, None], training.ferplus, atol=1e-5)
    assert said.votes.sum(dim=1)[cast > 0].numpy() == pytest.approx(1)


def test_a_face_that_nobody_could_name_weighs_nothing(training):
    training.ferplus[3] = 0

    said = targets_of(training)

    assert said.weights[3] == 0
    assert not said.votes[3].any()


def test_a_label_keeps_most_of_the_certainty(training, said):
    rows = np.arange(len(training))

    labelled = said.labels[rows, training.fer2013]

    assert labelled.numpy() == pytest.approx(1 - LABEL_SMOOTHING * 6 / 7)
    assert said.labels.sum(dim=1).numpy() == pytest.approx(1)


def test_rows_and_blends_go_over_all_that_is_said(said):
    some = said.rows(np.array([4, 2]))

    half = some.blended(said.rows(np.array([2, 4])), 0.5)

    assert torch.equal(some.votes, said.votes[[4, 2]])
    assert torch.equal(some.labels, said.labels[[4, 2]])
    for mean in (half.votes, half.labels, half.weights):
        torch.testing.assert_close(mean[0], mean[1])
