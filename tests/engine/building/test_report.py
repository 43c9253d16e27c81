import re

import numpy as np
import pandas as pd
import pytest

from engine.building.counting import FEWEST_COMPARED
from engine.building.report import write_report
from engine.building.starter import build_catalogue
from engine.catalogue import Provenance, load_catalogue
from engine.cluster_counts import best_count, reason_for
from engine.errors import CatalogueError
from engine.evaluation.labelled_tracks import LabelledTracks
from engine.tracks import FEATURE_NAMES

TRACKS = 120


def invented(count, *, genre="folk", kinds=4):
    chance = np.random.default_rng(6)
    middles = chance.uniform(0.1, 0.9, size=(kinds, len(FEATURE_NAMES)))
    features = middles[np.arange(count) % kinds] + chance.normal(0, 0.05, (count, 9))
    table = pd.DataFrame(features.clip(0, 1), columns=FEATURE_NAMES)
    return table.assign(
        track_id=[f"id{at}" for at in range(count)],
        title=[f"<b>Song</b> {at}" for at in range(count)],
        artists=[f"Band {at % 90}" for at in range(count)],
        genre=genre,
        loudness=-30 * table["loudness"],
        tempo=60 + 100 * table["tempo"],
    )


def built(table, folder):
    provenance = Provenance(source="invented for tests", licence="MIT")
    build_catalogue(table, folder, name="Sample", provenance=provenance)
    return load_catalogue(folder)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    return built(invented(TRACKS), tmp_path_factory.mktemp("catalogue") / "sample")


@pytest.fixture(scope="module")
def report(catalogue, tmp_path_factory):
    """What was told on the way, and the page."""
    heard = []
    rows = np.arange(TRACKS)
    labelled = LabelledTracks(np.asarray(catalogue.features), rows % 4, rows, rows, {})
    path = write_report(
        catalogue,
        tmp_path_factory.mktemp("report") / "new" / "folder",
        labelled=labelled,
        told=lambda what, share: heard.append((what, share)),
    )
    return heard, path.read_text(encoding="utf-8")


def test_the_page_has_every_section_and_picture_with_words(report):
    _, text = report

    for heading in ("Features", "How many clusters", "Clusters", "DBSCAN", "Moods", "Models"):
        assert re.search(rf"<h2>{heading}", text)
    alts = re.findall(r'<img src="data:image/png;base64,[^"]+" alt="([^"]*)"', text)
    for shown in ("Scree", "Correlations", "Elbow", "Silhouette", "Valence and arousal"):
        assert any(alt.startswith(shown) for alt in alts)
    for shown in ("Tracks per mood", "Mean probability", "Accuracy of KNN", "Confusion of"):
        assert any(alt.startswith(shown) for alt in alts)
    assert all(len(alt) > 20 for alt in alts)


def test_four_and_six_clusters_are_shown_and_the_chosen_one(report):
    _, text = report

    assert re.search(r"<h3>k = 4", text)
    assert re.search(r"<h3>k = 6", text)
    assert text.count(", the chosen one</h3>") == 1
    assert "typical tracks" in text


def test_the_page_chooses_as_the_catalogue_did(report, catalogue):
    _, text = report

    assert f"<h3>k = {len(catalogue.cluster_profiles)}, the chosen one</h3>" in text
    assert reason_for(best_count(catalogue.cluster_scores)) in text


def test_circular_numbers_are_told_apart_from_those_that_are_not(report):
    _, text = report

    circular, not_circular = text.split("<h2>Models that tell moods named by people")
    assert '<p class="warning">These numbers are circular.' in circular
    assert "These numbers are not circular" in not_circular
    assert "Not measured" not in text
    for model in ("KNN (", "Linear SVC", "Random forest", "Naive Bayes", "Logistic regression"):
        assert f"<td>{model}" in circular
        assert f"<td>{model}" in not_circular


def test_titles_are_text(report):
    _, text = report

    assert "&lt;b&gt;Song&lt;/b&gt;" in text
    assert "<b>" not in text


def test_progress_grows_to_the_end(report):
    heard, _ = report
    shares = [share for _, share in heard]

    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_too_few_tracks_are_refused_and_nothing_is_written(tmp_path):
    few = invented(FEWEST_COMPARED - 1)
    again = few.assign(track_id=few["track_id"] + "x", title=few["title"] + "x")
    catalogue = built(pd.concat([few, again]), tmp_path / "sample")

    with pytest.raises(CatalogueError, match="different features"):
        write_report(catalogue, tmp_path / "report", told=lambda *_: None)

    assert not (tmp_path / "report").exists()
