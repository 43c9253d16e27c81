"""Files as people have them, and rows that fall into groups."""

import numpy as np
import pytest

FEATURES = {
    "danceability": "0.5",
    "energy": "0.9",
    "loudness": "-3.5",
    "speechiness": "0.1",
    "acousticness": "0.01",
    "instrumentalness": "0",
    "liveness": "0.2",
    "valence": "0.4",
    "tempo": "120.5",
}
SONG = {"id": "id1", "title": "Song", "artist": "Band", **FEATURES}


def song(**told):
    """A row that nothing speaks against; what is told stands in its place or at its end."""
    return {**SONG, **told}


def csv_of(rows, delimiter=","):
    """Cells as they are, a header of the first row's names."""
    lines = [delimiter.join(rows[0]), *(delimiter.join(row.values()) for row in rows)]
    return "\n".join(lines) + "\n"


@pytest.fixture
def write(tmp_path):
    """Writes text or bytes, or rows as CSV, to a file and returns its path."""

    def written(content, name="songs.csv", encoding="utf-8"):
        path = tmp_path / name
        text = csv_of(content) if isinstance(content, list) else content
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return written


@pytest.fixture(scope="module")
def islands():
    """Five islands of sixty rows in four dimensions, one after the other."""
    chance = np.random.default_rng(3)
    middles = chance.normal(0, 5, size=(5, 4))
    return np.repeat(middles, 60, axis=0) + chance.normal(0, 0.2, size=(300, 4))
