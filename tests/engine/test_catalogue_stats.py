import pytest

from engine.catalogue_stats import stats_of
from engine.moods import MOOD_NAMES


def test_everything_is_counted_once(small_catalogue):
    stats = stats_of(small_catalogue)

    assert (stats.tracks, stats.songs, stats.artists) == (6, 5, 5)
    assert next(iter(stats.genres.items())) == ("rock", 2)
    assert sum(stats.genres.values()) == 5
    assert tuple(stats.moods) == MOOD_NAMES
    assert sum(stats.moods.values()) == 6
    assert sum(stats.clusters.values()) == 6
    assert stats.explicit_share == pytest.approx(1 / 6)
