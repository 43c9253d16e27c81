import dataclasses

import numpy as np
import pandas as pd
import pytest

from engine.building.mood_sections import mood_section
from engine.building.starter import build_catalogue
from engine.catalogue import Provenance, load_catalogue
from engine.moods import MOOD_NAMES
from engine.tracks import FEATURE_NAMES


@pytest.fixture
def catalogue(tmp_path):
    """Six tracks, three of folk."""
    rows = np.linspace(0.1, 0.9, 6)
    table = pd.DataFrame(dict.fromkeys(FEATURE_NAMES, rows)).assign(
        track_id=[f"id{at}" for at in range(6)],
        title=[f"Song {at}" for at in range(6)],
        artists=[f"Band {at}" for at in range(6)],
        genre=["folk", "folk", "folk", "jazz", None, None],
        tempo=100,
        loudness=-8,
    )
    provenance = Provenance(source="invented for tests", licence="MIT")
    build_catalogue(table, tmp_path / "sample", name="Sample", provenance=provenance, clusters=2)
    return load_catalogue(tmp_path / "sample")


@pytest.fixture
def shares():
    """Every track is calm."""
    shares = np.zeros((6, len(MOOD_NAMES)), dtype=np.float32)
    shares[:, MOOD_NAMES.index("calm")] = 1
    return shares


def test_tracks_are_counted_by_place_and_by_probability(catalogue, shares):
    text = "".join(mood_section(catalogue, shares).parts)

    calm = text[text.index("<td>calm</td>") :].split("</tr>")[0]
    assert calm.endswith('<td class="number">6</td><td class="number">6</td>')
    assert "untested" in text


def test_the_largest_genre_is_first_and_the_unknown_are_told(catalogue, shares):
    text = "".join(mood_section(catalogue, shares).parts)

    assert "folk (3): mostly calm; jazz (1): mostly calm" in text
    assert "67% of all tracks have a genre" in text


def test_a_catalogue_without_genres_says_so(catalogue, shares):
    nameless = dataclasses.replace(catalogue, genre_codes=np.full(6, -1, dtype=np.int16))

    assert "No genre is known of any track." in "".join(mood_section(nameless, shares).parts)
