import logging
import shutil

import numpy as np
import pytest

from engine.assets import MANIFEST, assets_folder, read_manifest
from engine.building.track_mood_fit import cross_validated, fitted_weights, main, ship
from engine.evaluation.labelled_tracks import LabelledTracks
from engine.track_moods import LABELS, TRACK_MOODS, TrackMoodClassifier, load_track_moods
from engine.tracks import FEATURE_NAMES

EACH = 15


@pytest.fixture
def tracks():
    """Four kinds of invented tracks, apart in energy and valence; three songs by each artist."""
    chance = np.random.default_rng(4)
    labels = np.repeat(np.arange(len(LABELS)), EACH)
    features = chance.normal(0.5, 0.05, size=(len(labels), len(FEATURE_NAMES)))
    for name, means in (("energy", (0.1, 0.9, 0.6, 0.4)), ("valence", (0.4, 0.5, 0.9, 0.1))):
        features[:, FEATURE_NAMES.index(name)] += np.array(means)[labels] - 0.5
    rows = np.arange(len(labels))
    return LabelledTracks(features.astype(np.float32), labels, rows, rows // 3, {})


def test_what_was_learned_is_told_again(tracks):
    classifier = TrackMoodClassifier(fitted_weights(tracks.features, tracks.labels))

    told = classifier.label_probabilities(tracks.features).argmax(axis=1)

    assert (told == tracks.labels).mean() > 0.95


def test_the_same_tracks_give_the_same_bytes(tracks):
    first, second = (fitted_weights(tracks.features, tracks.labels) for _ in range(2))

    assert first.as_bytes() == second.as_bytes()


def test_a_feature_that_never_changes_teaches_nothing(tracks):
    flat = tracks.features.copy()
    flat[:, FEATURE_NAMES.index("tempo")] = 120

    assert np.isfinite(fitted_weights(flat, tracks.labels).weights).all()


def test_cross_validation_asks_of_every_track_once(tracks):
    report = cross_validated(tracks, tracks.artists)

    assert report.n == len(tracks.labels)
    assert report.accuracy > 0.9


def test_labels_by_chance_are_not_told_from_copies_of_the_same_song(tracks):
    """Each song lies there three times: who learns from a copy knows the answer."""
    chance = np.random.default_rng(1)
    songs = np.repeat(np.arange(40), 3)
    features = chance.normal(size=(40, len(FEATURE_NAMES)))[songs].astype(np.float32)
    labels = chance.permutation(np.repeat(np.arange(4), 10))[songs]
    copies = LabelledTracks(features, labels, songs, songs, {})

    assert cross_validated(copies, np.arange(120)).accuracy > 0.6
    assert cross_validated(copies, songs).accuracy < 0.5


def test_what_is_shipped_is_what_the_manifest_names(tracks, tmp_path):
    shutil.copy(assets_folder() / MANIFEST, tmp_path / MANIFEST)
    weights = fitted_weights(tracks.features, tracks.labels)
    before = read_manifest()

    ship(weights, tmp_path)

    after = read_manifest(tmp_path / MANIFEST)
    assert (tmp_path / after[TRACK_MOODS].file).read_bytes() == weights.as_bytes()
    assert after[TRACK_MOODS].sha256 != before[TRACK_MOODS].sha256
    del after[TRACK_MOODS], before[TRACK_MOODS]
    assert after == before


def test_the_command_tells_how_good_it_is_and_ships(monkeypatch, tracks, tmp_path, caplog):
    shutil.copy(assets_folder() / MANIFEST, tmp_path / MANIFEST)
    lines = [",".join(["mood", *FEATURE_NAMES])]
    for label, row in zip(tracks.labels, tracks.features.tolist(), strict=True):
        lines.append(",".join([LABELS[label], *map(str, row)]))
    (tmp_path / "labelled.csv").write_text("\n".join(lines))
    arguments = ("--data", str(tmp_path / "labelled.csv"), "--folder", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["fit", *arguments])

    with caplog.at_level(logging.INFO):
        main()

    assert "no first artist on both sides" in caplog.text
    assert (tmp_path / "track_moods.npz").is_file()
    assert load_track_moods()  # the package's own is as it was
