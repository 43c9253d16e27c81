import dataclasses

import numpy as np
import pytest

from engine.assets import read_manifest
from engine.clusters import FEARFUL_BELOW_DB
from engine.errors import AssetError
from engine.moods import MOOD_NAMES, MoodName
from engine.track_moods import (
    LABELS,
    TRACK_MOODS,
    TrackMoodClassifier,
    TrackMoodWeights,
    load_track_moods,
    mood_shares,
    with_products,
)
from engine.tracks import AudioFeatures

PIANO = AudioFeatures(0.4, 0.1, -24, 0.04, 0.98, 0.93, 0.1, 0.1, 110)
DANCE = AudioFeatures(0.8, 0.75, -5, 0.05, 0.05, 0.0, 0.1, 0.9, 122)
METAL = AudioFeatures(0.4, 0.97, -3, 0.12, 0.0, 0.1, 0.3, 0.25, 150)
BALLAD = AudioFeatures(0.45, 0.35, -9, 0.03, 0.7, 0.0, 0.1, 0.2, 110)


def rows(*tracks, **changed):
    features = [dataclasses.astuple(dataclasses.replace(one, **changed)) for one in tracks]
    return np.array(features, dtype=np.float32)


def certain(label):
    return np.eye(len(LABELS), dtype=np.float32)[[LABELS.index(label)]]


def shares(label, **changed):
    told = mood_shares(certain(label), rows(BALLAD, **changed))[0].tolist()
    return dict(zip(MOOD_NAMES, told, strict=True))


def top(told):
    return max(told, key=told.get)


def test_typical_tracks_get_the_labels_that_people_give_them():
    told = load_track_moods().label_probabilities(rows(PIANO, DANCE, METAL, BALLAD))

    assert [LABELS[at] for at in told.argmax(axis=1)] == ["Calm", "Happy", "Energetic", "Sad"]


def test_six_probabilities_sum_to_one():
    told = load_track_moods().mood_probabilities(rows(PIANO, DANCE, METAL, BALLAD))

    assert told.shape == (4, len(MOOD_NAMES))
    assert told.dtype == np.float32
    assert (told >= 0).all()
    assert told.sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_many_rows_are_told_as_each_alone():
    classifier = load_track_moods()
    many = np.repeat(rows(PIANO, DANCE, METAL), [30_000, 30_000, 1], axis=0)

    told = classifier.mood_probabilities(many)

    assert told[[0, 30_000, 60_000]] == pytest.approx(
        classifier.mood_probabilities(rows(PIANO, DANCE, METAL)), abs=1e-6
    )


def test_no_rows_are_no_moods():
    none = np.empty((0, 9), dtype=np.float32)

    assert load_track_moods().mood_probabilities(none).shape == (0, len(MOOD_NAMES))


def test_beyond_what_was_learned_from_nothing_changes():
    classifier = load_track_moods()

    told = classifier.label_probabilities(rows(METAL, METAL, tempo=1e6))
    further = classifier.label_probabilities(rows(METAL, METAL, tempo=1e9))

    assert np.isfinite(told).all()
    assert told == pytest.approx(further)


def test_energetic_is_what_the_plane_makes_of_it():
    assert top(shares("Energetic", energy=0.85, valence=0.7)) is MoodName.SURPRISED
    assert top(shares("Energetic", energy=0.85, valence=0.95)) is MoodName.HAPPY
    assert top(shares("Energetic", energy=0.9, valence=0.2, loudness=-3)) is MoodName.ANGRY
    assert top(shares("Energetic", energy=0.9, valence=0.2, loudness=-9)) is MoodName.FEARFUL


def test_anger_and_fear_meet_at_a_loudness():
    told = shares("Energetic", energy=0.9, valence=0.2, loudness=FEARFUL_BELOW_DB)

    assert told[MoodName.ANGRY] == pytest.approx(told[MoodName.FEARFUL])


def test_a_label_wins_where_the_plane_is_not_far():
    assert top(shares("Happy", energy=0.88, valence=0.7)) is MoodName.HAPPY
    assert top(shares("Sad", energy=0.7, valence=0.25)) is MoodName.SAD


def test_where_label_and_plane_disagree_the_plane_rules():
    assert top(shares("Calm", energy=0.1, valence=0.1)) is MoodName.SAD
    assert top(shares("Sad", energy=0.8, valence=0.95)) is MoodName.HAPPY
    assert top(shares("Happy", energy=0.35, valence=0.8)) is MoodName.CALM


def test_weights_come_back_as_they_were_and_equal_ones_are_equal_bytes():
    weights = TrackMoodWeights.from_bytes(read_manifest()[TRACK_MOODS].load())

    again = TrackMoodWeights.from_bytes(weights.as_bytes())

    assert again.as_bytes() == weights.as_bytes()
    assert (again.weights == weights.weights).all()


def test_zero_weights_know_nothing():
    shipped = TrackMoodWeights.from_bytes(read_manifest()[TRACK_MOODS].load())
    blank = dataclasses.replace(
        shipped, weights=np.zeros_like(shipped.weights), biases=np.zeros_like(shipped.biases)
    )

    told = TrackMoodClassifier(blank).label_probabilities(rows(PIANO))

    assert told[0].tolist() == pytest.approx([0.25] * 4)


def test_products_are_the_features_then_squares_and_pairs():
    terms = with_products(np.arange(1, 10, dtype=np.float32)[None])

    assert terms.shape == (1, 54)
    assert terms[0, :9].tolist() == list(range(1, 10))
    assert terms[0, [9, 10, -1]].tolist() == [1, 2, 81]


@pytest.mark.parametrize("content", [b"", b"no arrays", b"PK\x03\x04 broken"])
def test_a_file_of_something_else_is_refused(content):
    with pytest.raises(ValueError, match=r"\w"):
        TrackMoodWeights.from_bytes(content)


def test_weights_of_another_shape_are_refused():
    shipped = TrackMoodWeights.from_bytes(read_manifest()[TRACK_MOODS].load())
    short = dataclasses.replace(shipped, weights=shipped.weights[:9])

    with pytest.raises(ValueError, match="shape"):
        TrackMoodWeights.from_bytes(short.as_bytes())


@pytest.mark.parametrize(
    "changed", [{"facts": {"labels": ["Happy"]}}, {"sha256": "0" * 64}, {"file": "gone.npz"}]
)
def test_an_entry_that_does_not_fit_is_an_asset_error(changed):
    asset = dataclasses.replace(read_manifest()[TRACK_MOODS], **changed)

    with pytest.raises(AssetError):
        load_track_moods(asset)
