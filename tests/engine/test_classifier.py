import dataclasses

import numpy as np
import pytest

from engine.assets import read_manifest
from engine.classifier import (
    CLASSIFIER,
    ClassifierCard,
    EmotionClassifier,
    load_emotion_classifier,
)
from engine.emotions import EMOTIONS, Emotion
from engine.errors import AssetError
from engine.faces import CropMargins

GREY = np.full((48, 48), 128, dtype=np.uint8)

CARD = ClassifierCard(
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


class LeftHalfSession:
    """Answers the first label as strongly as the left half of a face is bright."""

    outputs = ("votes", "labels")

    def run(self, inputs):
        (faces,) = inputs.values()
        logits = np.zeros((len(faces), 7), dtype=np.float32)
        logits[:, 0] = faces[:, 0, :, :24].mean(axis=(1, 2))
        return {"votes": logits, "labels": -logits}


def classifier(**changes):
    return EmotionClassifier(LeftHalfSession(), dataclasses.replace(CARD, **changes))


def half_lit(*, left, right):
    face = GREY.copy()
    face[:, :24], face[:, 24:] = left, right
    return face


def test_every_face_gets_a_distribution():
    answers = classifier().classify([GREY, half_lit(left=255, right=0)])

    assert len(answers) == 2
    assert all(sum(one.probabilities) == pytest.approx(1) for one in answers)
    assert answers[1].emotion is Emotion.ANGRY


def test_no_faces_no_answers():
    assert classifier().classify([]) == []


def test_grey_is_standardised_by_the_card():
    logits = classifier(mean=0.5, std=0.25).logits([half_lit(left=255, right=0)])

    assert logits["votes"][0, 0] == pytest.approx(2.0)


def test_labels_in_another_order_are_put_into_ours():
    backwards = tuple(reversed(EMOTIONS))

    answer = classifier(labels=backwards).classify([half_lit(left=255, right=0)])[0]

    assert answer.emotion is Emotion.NEUTRAL


def test_a_higher_temperature_is_less_sure():
    bright = [half_lit(left=255, right=0)]

    cold, warm = classifier().classify(bright), classifier(temperature=3.0).classify(bright)

    assert warm[0].confidence < cold[0].confidence


def test_biases_lift_what_is_rare():
    biases = tuple(2.0 if one is Emotion.DISGUST else 0.0 for one in EMOTIONS)

    assert classifier(biases=biases).classify([GREY])[0].emotion is Emotion.DISGUST


def test_heads_count_by_their_shares():
    bright = [half_lit(left=255, right=0)]

    even = classifier(heads={"votes": 0.5, "labels": 0.5}).classify(bright)[0]

    assert even.probabilities == pytest.approx([1 / 7] * 7)


def test_many_faces_are_read_like_single_ones():
    faces = np.random.default_rng(5).integers(0, 255, (300, 48, 48), dtype=np.uint8)

    together = classifier().probabilities(faces)

    np.testing.assert_allclose(together[280], classifier().probabilities([faces[280]])[0])


def test_the_shipped_file_is_what_its_card_says():
    asset = read_manifest()[CLASSIFIER]
    shipped = load_emotion_classifier()

    logits = shipped.logits([GREY] * 3)

    assert set(shipped.card.heads) <= set(logits) == {"ferplus", "fer2013"}
    assert all(rows.shape == (3, 7) for rows in logits.values())
    assert shipped.card.labels == EMOTIONS
    assert 0 < shipped.card.sure < 1
    assert asset.path.stat().st_size <= 6_000_000


@pytest.mark.parametrize(
    "change", [{"labels": ["happy"]}, {"labels": ["bored"] * 7}, {"crop_margins": {"up": 1}}]
)
def test_a_card_that_does_not_fit_is_refused(change):
    asset = read_manifest()[CLASSIFIER]
    wrong = dataclasses.replace(asset, facts={**asset.facts, **change})

    with pytest.raises(AssetError):
        ClassifierCard.from_asset(wrong)


def test_a_card_that_lacks_a_fact_is_refused():
    asset = read_manifest()[CLASSIFIER]
    facts = {name: fact for name, fact in asset.facts.items() if name != "mean"}

    with pytest.raises(AssetError, match="mean"):
        ClassifierCard.from_asset(dataclasses.replace(asset, facts=facts))
