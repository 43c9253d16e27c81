import numpy as np
import pytest

from engine.building.label_models import compare_models
from engine.tracks import FEATURE_NAMES

NAMES = ("one", "two", "rare")


@pytest.fixture(scope="module")
def labelled():
    """Two kinds of forty rows that the first feature tells apart, and one row of a third."""
    chance = np.random.default_rng(8)
    labels = np.array([0, 1] * 40 + [2])
    features = chance.normal(size=(len(labels), len(FEATURE_NAMES)))
    features[:, 0] += 8 * labels
    return features.astype(np.float32), labels


@pytest.fixture(scope="module")
def found(labelled):
    features, labels = labelled
    return compare_models(features, labels, names=NAMES, groups=np.arange(len(labels)))


def test_what_can_be_told_is_told_by_every_model(found):
    assert [score.name.split(" (")[0] for score in found.scores] == [
        "KNN",
        "Linear SVC",
        "Random forest",
        "Naive Bayes",
        "Logistic regression",
    ]
    for score in found.scores:
        assert score.accuracy > 0.95
        assert score.macro_f1 > 0.95
        assert score.confusion.sum() == 80


def test_labels_too_rare_for_the_folds_are_left_out(found):
    assert (found.rows, found.names) == (80, ("one", "two"))


def test_the_table_has_the_best_number_of_neighbours(found):
    accuracies = dict(found.by_neighbours)
    assert max(accuracies) <= 64
    assert found.scores[0].accuracy == max(accuracies.values())
    number = int(found.scores[0].name.split("(")[1].split()[0])
    assert accuracies[number] == found.scores[0].accuracy


def test_nothing_is_learned_from_the_group_that_is_asked_of():
    """Copies of one row carry a label that nothing else tells."""
    chance = np.random.default_rng(9)
    groups = np.repeat(np.arange(30), 4)
    features = chance.normal(size=(30, len(FEATURE_NAMES)))[groups].astype(np.float32)
    labels = np.repeat(chance.permutation([0, 1] * 15), 4)

    apart = compare_models(features, labels, names=NAMES, groups=groups)
    together = compare_models(features, labels, names=NAMES, groups=np.arange(120))

    assert together.scores[2].accuracy > 0.9
    assert apart.scores[2].accuracy < 0.8


@pytest.mark.parametrize(
    ("labels", "groups"), [(np.zeros(80, int), np.arange(80)), ([0, 1] * 40, [0, 1] * 40)]
)
def test_too_little_to_compare_is_none(labelled, labels, groups):
    features = labelled[0][:80]

    assert compare_models(features, np.array(labels), names=NAMES, groups=np.array(groups)) is None
