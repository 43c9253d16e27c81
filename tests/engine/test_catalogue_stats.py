import pytest

from engine.catalogue import starter_catalogue
from engine.catalogue_stats import scarce_moods, stats_of, typical_rows
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
    assert all(stats.typical[name] for name in stats.clusters)
    assert stats.why_so_many_clusters is None


def test_a_catalogue_says_why_it_has_so_many_clusters():
    starter = starter_catalogue()

    stats = stats_of(starter)

    best = len(starter.cluster_profiles)
    assert stats.why_so_many_clusters.startswith(f"{best} has the best silhouette")
    assert [one.count for one in stats.cluster_counts] == list(range(4, 11))


def test_typical_tracks_are_of_different_artists(small_catalogue):
    [cluster, *_] = small_catalogue.cluster_profiles

    rows = typical_rows(small_catalogue, cluster, small_catalogue.standardised)

    assert len(rows) == 3
    assert len({small_catalogue.track(row).artists[0] for row in rows}) == 3


def test_moods_are_scarce_where_a_second_set_would_lack_artists(small_catalogue):
    assert set(scarce_moods(small_catalogue)) == set(MOOD_NAMES)
    assert scarce_moods(starter_catalogue()) == ()
