import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.graph_parts import each_song_once, neighbourhood, whole_graph
from engine.similarity_graph import SimilarityGraph


@pytest.fixture(scope="module")
def graph():
    return SimilarityGraph(starter_catalogue())


def test_a_neighbourhood_is_a_track_its_neighbours_and_what_joins_them(graph):
    part = neighbourhood(graph, 2_000)

    near = graph.neighbours(2_000).rows
    pairs = list(zip(part.edges.rows.tolist(), part.edges.others.tolist(), strict=True))
    assert part.rows.tolist() == [2_000, *near.tolist()]
    assert len(set(pairs)) == len(pairs) > len(near)
    assert all(row < other for row, other in pairs)
    assert {end for pair in pairs for end in pair} == set(part.rows.tolist())
    assert {(min(2_000, row), max(2_000, row)) for row in near.tolist()} <= set(pairs)


def test_of_several_editions_of_a_song_the_most_alike_is_kept_with_what_joins_it(graph):
    part = neighbourhood(graph, graph.catalogue.row_of("6dGnYIeXmHdcikdzNNDMm2"))

    once = each_song_once(part)

    songs = graph.catalogue.song_codes[once.rows].tolist()
    assert songs == list(dict.fromkeys(graph.catalogue.song_codes[part.rows].tolist()))
    assert len(once.rows) < len(part.rows)
    assert set(once.edges.rows.tolist()) | set(once.edges.others.tolist()) == set(
        once.rows.tolist()
    )
    assert {row for row, _, _ in once.moods} <= set(once.rows.tolist())


def test_a_track_without_neighbours_stands_alone(small_catalogue):
    part = neighbourhood(SimilarityGraph(small_catalogue, threshold=1.0), 3)

    assert (part.rows.tolist(), len(part.edges), part.moods) == ([3], 0, ())


def test_the_whole_graph_holds_each_neighbourhood(graph):
    whole = whole_graph(graph)
    part = neighbourhood(graph, 2_000)

    def keys(edges):
        return edges.rows * len(graph.catalogue) + edges.others

    assert len(whole.rows) == len(graph.catalogue)
    assert np.isin(keys(part.edges), keys(whole.edges)).all()
    assert set(part.moods) <= set(whole.moods)
