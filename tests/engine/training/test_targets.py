import dataclasses

import numpy as np
import pytest
import torch
from torch import nn

from engine.classifier import middle_of
from engine.training.faces_as_input import as_grey, standardised
from engine.training.targets import LABEL_SMOOTHING, TAUGHT_LABELS, TAUGHT_VOTES, targets_of, taught

EVEN = torch.full((7,), 1 / 7)


class LeftSided(nn.Module):
    """A teacher that looks at the left half alone and is asked more than once, or never."""

    def __init__(self, sureness=1.0):
        super().__init__()
        self.sureness = nn.Parameter(torch.tensor(sureness), requires_grad=False)
        self.asked = 0

    def forward(self, faces):
        self.asked += 1
        left = self.sureness * faces[:, 0, :, :24].mean(dim=(1, 2)).unsqueeze(1)
        return left * torch.arange(7), left * torch.arange(7).flip(0)


@pytest.fixture
def said(training):
    return targets_of(training)


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "kept.taught"


def lectured(training):
    """What the teacher says of four views of each face together, worked out anew."""
    teacher = LeftSided()
    middle = middle_of(training.images.astype(np.float32), 42).round().astype(np.uint8)
    views = [standardised(as_grey(one)) for one in (training.images, middle)]
    votes, labels = zip(
        *(teacher(view) for one in views for view in (one, one.flip(3))), strict=True
    )
    return [torch.softmax(sum(one) / 4, dim=1) for one in (votes, labels)]


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


def test_the_teacher_has_its_share_of_the_targets_beside_what_people_said(training, said, kept):
    votes, labels = lectured(training)

    learned = taught(said, [LeftSided()], training, kept=kept)

    torch.testing.assert_close(
        learned.votes, (1 - TAUGHT_VOTES) * said.votes + TAUGHT_VOTES * votes
    )
    torch.testing.assert_close(
        learned.labels, (1 - TAUGHT_LABELS) * said.labels + TAUGHT_LABELS * labels
    )
    assert not torch.allclose(votes, labels)
    assert not torch.allclose(votes, EVEN)


def test_a_face_and_its_mirror_image_are_taught_alike(training, said, tmp_path):
    mirrored = dataclasses.replace(training, images=training.images[:, :, ::-1].copy())

    plain = taught(said, [LeftSided()], training, kept=tmp_path / "plain")
    other = taught(said, [LeftSided()], mirrored, kept=tmp_path / "mirrored")

    torch.testing.assert_close(plain.votes, other.votes)
    torch.testing.assert_close(plain.labels, other.labels)


def test_a_teacher_gives_no_weight_to_a_face_that_nobody_could_name(training, kept):
    training.ferplus[3] = 0
    said = targets_of(training)

    learned = taught(said, [LeftSided()], training, kept=kept)

    assert learned.weights[3] == 0
    assert torch.equal(learned.weights, said.weights)


def test_being_taught_leaves_what_people_said_as_it_was(training, said, kept):
    taught(said, [LeftSided()], training, kept=kept)

    again = targets_of(training)
    assert torch.equal(said.votes, again.votes)
    assert torch.equal(said.labels, again.labels)


def test_what_the_teacher_said_is_kept_and_not_asked_for_again(training, said, kept):
    first, second = LeftSided(), LeftSided()

    heard = taught(said, [first], training, kept=kept)
    read = taught(said, [second], training, kept=kept)

    assert first.asked == 4
    assert second.asked == 0
    assert torch.equal(heard.votes, read.votes)
    assert torch.equal(heard.labels, read.labels)


@pytest.mark.parametrize("words", [b"", b"nothing that anybody said"])
def test_what_another_teacher_said_or_nobody_is_not_taken_for_it(training, said, kept, words):
    kept.write_bytes(words)
    other = taught(said, [LeftSided(9.0)], training, kept=kept)

    learned = taught(said, [LeftSided()], training, kept=kept)

    assert not torch.allclose(learned.votes, other.votes)


def test_several_teachers_are_heard_alike(training, said, tmp_path):
    pair = [LeftSided(), LeftSided(9.0)]
    alone = [taught(said, [one], training, kept=tmp_path / str(at)) for at, one in enumerate(pair)]

    both = taught(said, pair, training, kept=tmp_path / "both")

    torch.testing.assert_close(both.votes, (alone[0].votes + alone[1].votes) / 2)
    torch.testing.assert_close(both.labels, (alone[0].labels + alone[1].labels) / 2)


def test_rows_and_blends_go_over_all_that_is_said(said):
    some = said.rows(np.array([4, 2]))

    half = some.blended(said.rows(np.array([2, 4])), 0.5)

    assert torch.equal(some.votes, said.votes[[4, 2]])
    assert torch.equal(some.labels, said.labels[[4, 2]])
    for mean in (half.votes, half.labels, half.weights):
        torch.testing.assert_close(mean[0], mean[1])
