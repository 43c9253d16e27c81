import numpy as np
import pytest

from engine.catalogue import load_catalogue, starter_catalogue
from engine.directions import Direction
from engine.kin import kin_of, sharing_nobody
from engine.similarity_graph import SimilarityGraph


@pytest.fixture(scope="module")
def graph():
    return SimilarityGraph(starter_catalogue())


def any_of(graph):
    return np.ones(len(graph.catalogue), dtype=bool)


def test_an_artist_with_hundreds_of_tracks_does_not_crowd_out_the_others(track_table, build):
    many = track_table.iloc[[0] * 600].assign(
        track_id=[f"hit-{n}" for n in range(600)],
        track_name=[f"Hit {n}" for n in range(600)],
        valence=np.linspace(0.05, 0.06, 600),
    )
    table = track_table.iloc[[0, 3, 4, 5]].merge(many, how="outer")
    catalogue = load_catalogue(build(table, "crowded"))

    graph = SimilarityGraph(catalogue)
    kin = kin_of(catalogue.row_of("id-c"), graph, count=4, may=any_of(graph))

    assert len(kin) == 4
    assert len({one.track.artists[0] for one in kin}) == 4


@pytest.mark.parametrize("direction", [Direction.BRIGHTER, Direction.CALMER])
def test_kin_that_way_are_less_alike_than_the_closest(graph, direction):
    wishes = {"count": 5, "may": ~graph.catalogue.explicit}

    closest = kin_of(1_000, graph, **wishes)
    that_way = kin_of(1_000, graph, **wishes, direction=direction)

    assert len(that_way) == 5
    assert that_way[0].similarity <= closest[0].similarity


def test_where_no_year_is_known_nothing_is_older(graph):
    assert kin_of(5, graph, count=5, may=any_of(graph), direction=Direction.OLDER) == []


def test_whoever_was_named_is_not_named_again(small_catalogue):
    live, studio, other = (small_catalogue.row_of(name) for name in ("id-a", "id-c", "id-b"))

    assert list(sharing_nobody([studio, live, other], small_catalogue)) == [studio, other]


@pytest.mark.parametrize("direction", [None, Direction.CALMER])
def test_kin_among_some_rows_are_those_of_the_closest_that_are_there(graph, direction):
    among = np.arange(0, len(graph.catalogue), 7)
    row, may = 1_000, ~graph.catalogue.explicit
    everything = graph.closest(row, count=len(graph.catalogue), direction=direction, may=may)
    expected = [one for one in everything.rows.tolist() if one % 7 == 0]

    kin = kin_of(row, graph, count=5, may=may, direction=direction, among=among)

    best = list(sharing_nobody(expected, graph.catalogue))[:5]
    assert [graph.catalogue.row_of(one.track.track_id) for one in kin] == best


def test_among_no_rows_are_no_kin(graph):
    assert kin_of(5, graph, count=5, may=any_of(graph), among=np.arange(0)) == []
