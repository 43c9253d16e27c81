"""Interactions that nobody had, over the starter catalogue."""

import csv

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.evaluation.real_interactions import ONE_LISTENER_FILE, PLAYLIST_FILES
from engine.tracks import FEATURE_NAMES


@pytest.fixture(scope="session")
def catalogue():
    return starter_catalogue()


@pytest.fixture(scope="session")
def interactions(catalogue, tmp_path_factory):
    """A folder: eight playlists of twenty songs of one genre, and one listener of fast songs."""
    folder = tmp_path_factory.mktemp("interactions")
    genres = np.arange(len(catalogue.genre_names))
    for file, column in PLAYLIST_FILES.items():
        with (folder / file).open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["track_id", column])
            for number in range(4):
                rows = np.flatnonzero(catalogue.genre_codes == genres[number])[:20]
                writer.writerows((catalogue.track(row).track_id, number) for row in rows.tolist())
    with (folder / ONE_LISTENER_FILE).open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*FEATURE_NAMES, "target", "song_title", "artist"])
        for row in range(0, 5600, 14):
            features = catalogue.features[row].tolist()
            liked = int(catalogue.standardised[row, FEATURE_NAMES.index("tempo")] > 0)
            writer.writerow([*features, liked, f"song {row}", f"artist {row}"])
    return folder
