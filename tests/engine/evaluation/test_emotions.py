import dataclasses
import json

import numpy as np
import pytest

from engine.classifier import ClassifierCard
from engine.emotions import EMOTIONS
from engine.evaluation.emotions import evaluate_emotions
from engine.faces import CropMargins
from engine.training.dataset import FacePack


class GreyClassifier:
    """Head "votes" answers with the number in the first pixel, less sure if the second is 1.

    Head "labels" always answers with 0.
    """

    card = ClassifierCard(
        labels=EMOTIONS,
        input_side_px=48,
        mean=0.5,
        std=0.25,
        heads={"votes": 1.0},
        biases=(0.0,) * 7,
        temperature=1.0,
        sure=0.5,
        crop_margins=CropMargins(),
    )

    def logits(self, faces):
        answers = faces[:, 0, 0].astype(int)
        first = np.zeros(len(faces), dtype=int)
        strength = np.where(faces[:, 0, 1] == 1, 3.0, 6.0)[:, None]
        return {"votes": np.eye(7)[answers] * strength, "labels": np.eye(7)[first]}


def pack(answers, majorities, labels, *, all_votes=10, copied=()):
    images = np.zeros((len(answers), 48, 48), dtype=np.uint8)
    images[:, 0, 0] = answers
    votes = np.eye(7, dtype=np.float32)[majorities] * 6
    return FacePack(
        images,
        np.array(labels),
        votes,
        np.full(len(answers), all_votes, dtype=np.float32),
        np.arange(len(answers), dtype=np.int32),
        np.isin(np.arange(len(answers)), copied),
    )


def evaluated(public, private, *, learned=None):
    """Whoever learned, if nothing else is said, saw one grey picture without anything on it."""
    training = learned or pack([0], majorities=[0], labels=[0])
    packs = {"Training": training, "PublicTest": public, "PrivateTest": private}
    return evaluate_emotions(GreyClassifier(), packs)


@pytest.fixture
def report():
    public = pack([3, 3, 6, 0], majorities=[3, 4, 6, 0], labels=[3, 3, 6, 4])
    private = pack([3, 1], majorities=[3, 4], labels=[3, 0], all_votes=20, copied=[0])
    return evaluated(public, private)


def test_accuracy_is_counted_against_both_label_sets(report):
    product = report.splits["PublicTest"].answers["product"]

    assert product.fer2013 == 0.75
    assert product.ferplus_clear == 0.75
    assert product.by_ferplus.recall == {"angry": 1.0, "happy": 1.0, "sad": 0.0, "neutral": 1.0}
    assert product.by_fer2013.n == 4


def test_each_head_has_its_own_numbers(report):
    answers = report.splits["PublicTest"].answers

    assert set(answers) == {"product", "votes", "labels"}
    assert answers["labels"].ferplus_clear == 0.25


def test_faces_of_which_both_label_sets_say_the_same_are_counted_alone(report):
    answers = report.splits["PublicTest"].answers

    assert answers["product"].by_both.recall == {"happy": 1.0, "neutral": 1.0}
    assert answers["labels"].by_both.accuracy == 0.0
    assert report.splits["PrivateTest"].answers["product"].by_both.n == 0


def test_faces_without_clear_majority_count_only_among_all(report):
    product = report.splits["PrivateTest"].answers["product"]

    assert product.ferplus_clear == 0.0
    assert product.by_ferplus.recall == {}
    assert product.ferplus_all == 0.5


def test_disgust_said_of_anger_is_right_where_both_are_one(report):
    product = report.splits["PrivateTest"].answers["product"]

    assert product.fer2013 == 0.5
    assert product.fer2013_six == 1.0


def test_among_four_emotions_no_other_can_be_answered(report):
    answers = report.splits["PrivateTest"].answers

    assert answers["product"].by_fer2013.confusion[0][1] == 1
    assert answers["product"].fer2013_four == 1.0
    assert answers["labels"].fer2013_four == 0.5


def test_faces_with_copies_among_the_learned_ones_are_also_left_out(report):
    private = report.splits["PrivateTest"]

    assert private.copied_faces == 1
    assert private.answers["product"].fer2013_uncopied == 0.0


def test_faces_whose_photo_was_learned_from_in_another_light_are_also_left_out():
    faces = pack([3, 6, 0], majorities=[4, 6, 0], labels=[4, 6, 0])
    darker = dataclasses.replace(faces.rows(np.array([0])), images=faces.images[:1] // 2)

    public = evaluated(faces, faces, learned=darker).splits["PublicTest"]

    assert public.near_copies == 2
    assert public.answers["product"].fer2013 == pytest.approx(2 / 3)
    assert public.answers["product"].fer2013_unseen == 1.0
    assert public.answers["labels"].ferplus_clear_unseen == 1.0


def test_of_the_most_certain_readings_more_are_right():
    faces = pack([3, 3, 6, 0], majorities=[3, 3, 6, 4], labels=[3, 3, 6, 4])
    doubtful = faces.images.copy()
    doubtful[3, 0, 1] = 1
    faces = dataclasses.replace(faces, images=doubtful)

    report = evaluated(faces, faces)

    assert report.splits["PublicTest"].right_of_most_certain == 1.0


def test_sure_readings_and_the_error_of_confidence_are_told(report):
    public = report.splits["PublicTest"]

    assert public.sure == 1.0
    assert public.right_when_sure == 0.75
    assert 0.2 < public.calibration_error < 0.3


def test_a_report_is_json(report):
    numbers = json.loads(json.dumps(report.as_dict()))

    assert numbers["PublicTest"]["faces"] == 4
