"""`mien catalogue report`: what a catalogue looks like, in one page with pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.building.cluster_sections import (
    clusters_section,
    components_section,
    counts_section,
    methods_section,
    overview_section,
)
from engine.building.clustering import find_clusters
from engine.building.comparison import compare_methods
from engine.building.components import components_of, sampled
from engine.building.counting import FEWEST_COMPARED, compare_counts
from engine.building.label_models import MODEL_ROWS, compare_models
from engine.building.model_sections import model_sections
from engine.building.mood_sections import mood_section
from engine.building.report_page import page
from engine.cluster_counts import best_count
from engine.errors import CatalogueError
from engine.track_moods import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from engine.building.clustering import Clustering
    from engine.building.label_models import ModelComparison
    from engine.building.report_page import Section
    from engine.catalogue import Catalogue
    from engine.evaluation.labelled_tracks import LabelledTracks

    Told = Callable[[str, float], None]

PAGE = "report.html"
SHOWN_COUNTS = tuple(range(2, 13))
ALWAYS_SHOWN = (4, 6)


def write_report(
    catalogue: Catalogue, folder: Path, *, labelled: LabelledTracks | None = None, told: Told
) -> Path:
    """Writes the page into `folder` and returns its path; CatalogueError if there is too little.

    `told` hears what is being done, and which share of it is, 0..1.
    """
    different = len(np.unique(catalogue.features, axis=0))
    if different < FEWEST_COMPARED:
        raise CatalogueError(
            catalogue.name,
            f"has {different} tracks of different features, a report needs {FEWEST_COMPARED}",
        )
    sections = list(_sections(catalogue, labelled, told))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PAGE
    path.write_text(page(f"Catalogue report: {catalogue.name}", sections), encoding="utf-8")
    told("done", 1.0)
    return path


def _sections(
    catalogue: Catalogue, labelled: LabelledTracks | None, told: Told
) -> Iterator[Section]:
    features = np.asarray(catalogue.features)
    components = components_of(features)
    standardised, rows = components.standardised(features), components.of(features)
    yield overview_section(catalogue)
    told("components", 0.05)
    yield components_section(standardised, components.shares, kept=rows.shape[1])
    told("how many clusters", 0.1)
    scores = compare_counts(rows, counts=SHOWN_COUNTS)
    chosen = best_count(scores)
    yield counts_section(scores, chosen=chosen)
    told("clusters", 0.4)
    counts = sorted({*ALWAYS_SHOWN, chosen.count})
    found = {one: find_clusters(features, components=components, count=one) for one in counts}
    yield clusters_section(catalogue, found, standardised=standardised, chosen=chosen.count)
    told("other methods", 0.55)
    yield methods_section(compare_methods(rows, count=chosen.count), rows=len(rows))
    told("moods", 0.65)
    yield mood_section(catalogue, catalogue.mood_probabilities.astype(np.float32))
    told("models", 0.7)
    circular = _told_again(catalogue, found[chosen.count])
    yield from model_sections(circular, _told_by_people(labelled))


def _told_again(catalogue: Catalogue, grouping: Clustering) -> ModelComparison | None:
    """The clusters, from the features that made them."""
    rows = sampled(len(catalogue), MODEL_ROWS)
    names = tuple(f"{at + 1}" for at in range(len(grouping.clusters)))
    return compare_models(
        np.asarray(catalogue.features)[rows],
        grouping.labels[rows].astype(np.int64),
        names=names,
        groups=catalogue.song_codes[rows].astype(np.int64),
    )


def _told_by_people(labelled: LabelledTracks | None) -> ModelComparison | None:
    if labelled is None:
        return None
    return compare_models(labelled.features, labelled.labels, names=LABELS, groups=labelled.artists)
