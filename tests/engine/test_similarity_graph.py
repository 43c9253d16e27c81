from itertools import combinations

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.directions import Direction
from engine.moods import MOOD_NAMES, MOOD_POINTS, MoodName
from engine.similarity_graph import Measure, SimilarityGraph


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


def similarity(catalogue, measure, row, other):
    """Of two tracks, by its definition."""
    one, two = catalogue.standardised[[row, other]].astype(float)
    if measure is Measure.COSINE:
        return one @ two / np.sqrt((one @ one) * (two @ two))
    return np.exp(-np.square(one - two).sum() / 8)


@pytest.mark.parametrize("measure", Measure)
def test_neighbours_are_the_tracks_that_pass_the_threshold(catalogue, measure):
    graph = SimilarityGraph(catalogue, measure=measure, threshold=0.9, most=len(catalogue))
    row = 2_000

    joined = graph.neighbours(row)

    others = [
        n for n in range(len(catalogue)) if catalogue.song_codes[n] != catalogue.song_codes[row]
    ]
    passing = {n for n in others if similarity(catalogue, measure, row, n) >= 0.9}
    assert set(joined.rows.tolist()) == passing
    assert len(passing) > 2
    assert joined.similarities.tolist() == sorted(joined.similarities, reverse=True)
    assert joined.similarities[0] == pytest.approx(
        similarity(catalogue, measure, row, joined.rows[0]), abs=1e-5
    )


def test_a_lower_threshold_joins_more(catalogue):
    few = SimilarityGraph(catalogue, threshold=0.95, most=500).neighbours(1_000)
    many = SimilarityGraph(catalogue, threshold=0.7, most=500).neighbours(1_000)

    assert set(few.rows) < set(many.rows)


def test_of_many_that_pass_a_track_takes_the_closest(catalogue):
    some = SimilarityGraph(catalogue, threshold=0.5, most=4).neighbours(1_000)
    many = SimilarityGraph(catalogue, threshold=0.5, most=40).neighbours(1_000)

    assert some.rows.tolist() == many.rows[:4].tolist()


@pytest.mark.parametrize("measure", Measure)
def test_edges_are_all_pairs_that_are_joined(small_catalogue, measure):
    graph = SimilarityGraph(small_catalogue, measure=measure, threshold=0.2)

    edges = graph.edges()

    found = list(zip(edges.rows.tolist(), edges.others.tolist(), strict=True))
    assert found == [
        (row, other)
        for row, other in combinations(range(6), 2)
        if small_catalogue.song_codes[row] != small_catalogue.song_codes[other]
        and similarity(small_catalogue, measure, row, other) >= 0.2
    ]
    assert found
    for row, other, similar in zip(edges.rows, edges.others, edges.similarities, strict=True):
        assert similar == pytest.approx(similarity(small_catalogue, measure, row, other), abs=1e-5)


def test_an_edge_holds_both_ways(catalogue):
    graph = SimilarityGraph(catalogue, most=3)
    chosen = {
        tuple(sorted((row, other)))
        for row in range(len(catalogue))
        for other in graph.neighbours(row).rows.tolist()
    }

    edges = graph.edges()

    assert set(zip(edges.rows.tolist(), edges.others.tolist(), strict=True)) == chosen


def test_going_through_all_tells_how_far_it_is(small_catalogue):
    told = []

    SimilarityGraph(small_catalogue).edges(lambda done, total: told.append((done, total)))

    assert told == [(1, 1)]


def test_editions_of_a_song_are_not_joined(small_catalogue):
    live, studio = (small_catalogue.row_of(name) for name in ("id-a", "id-c"))
    graph = SimilarityGraph(small_catalogue, threshold=0.0001)

    assert studio not in graph.neighbours(live).rows
    assert len(graph.neighbours(live)) == 4


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("name", MOOD_NAMES)
def test_a_mood_is_joined_to_the_tracks_close_to_it_on_the_plane(catalogue, measure, name):
    graph = SimilarityGraph(catalogue, measure=measure)

    joined = graph.joined_to_mood(name)

    point = np.array(MOOD_POINTS[name])
    offsets = catalogue.plane[joined.rows] - point
    assert len(joined) >= 5
    assert joined.similarities.min() >= graph.threshold
    if measure is Measure.EUCLIDEAN:
        assert np.hypot(*offsets.T).max() < 0.21
    else:
        assert (catalogue.plane[joined.rows] @ point > 0).all()


def test_moods_know_their_tracks_and_tracks_their_moods(catalogue):
    graph = SimilarityGraph(catalogue)
    happy = graph.joined_to_mood(MoodName.HAPPY)

    told = graph.moods_of(happy.rows[:3])

    assert [(row, similar) for row, name, similar in told if name is MoodName.HAPPY] == [
        (row, pytest.approx(similar, abs=1e-6))
        for row, similar in zip(happy.rows[:3].tolist(), happy.similarities, strict=False)
    ]


def test_explicit_tracks_are_left_out_where_asked(catalogue):
    graph = SimilarityGraph(catalogue)
    row = int(np.flatnonzero(catalogue.explicit)[0])

    every = graph.closest(row, count=200).rows
    clean = graph.closest(row, count=200, may=~catalogue.explicit).rows

    assert catalogue.explicit[every].any()
    assert not catalogue.explicit[clean].any()
    assert len(clean) == 200


@pytest.mark.parametrize(
    ("direction", "axis", "sign"), [(Direction.BRIGHTER, 0, 1), (Direction.CALMER, 1, -1)]
)
def test_neighbours_that_way_are_close_and_lie_that_way(catalogue, direction, axis, sign):
    row = 1_000
    near = SimilarityGraph(catalogue).closest(row, count=10, direction=direction)

    steps = sign * (catalogue.plane[near.rows, axis] - catalogue.plane[row, axis])
    assert len(near) == 10
    assert steps.min() >= 0.149
    assert near.similarities[0] > 0.5


def test_what_a_track_is_to_others_is_what_they_are_to_it(catalogue):
    graph = SimilarityGraph(catalogue)
    near = graph.closest(1_000, count=5)

    assert graph.similarities(1_000, to=near.rows) == pytest.approx(near.similarities)
