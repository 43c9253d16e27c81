import io

import networkx
import numpy as np
import pytest

from engine.catalogue import load_catalogue, starter_catalogue
from engine.graph_parts import neighbourhood, whole_graph
from engine.graphml import write_graphml
from engine.similarity_graph import SimilarityGraph


def written(part):
    out = io.BytesIO()
    write_graphml(part, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def part():
    return neighbourhood(SimilarityGraph(starter_catalogue()), 2_000)


def test_another_program_reads_what_was_written(part):
    graph = networkx.parse_graphml(written(part).decode())

    middle = part.catalogue.track(2_000)
    told = graph.nodes[middle.track_id]
    assert not graph.is_directed()
    assert graph.number_of_edges() == len(part.edges) + len(part.moods)
    assert told["title"] == middle.title
    assert told["kind"] == "track"
    assert told["mood"] == middle.mood.value
    assert told["valence"] == pytest.approx(part.catalogue.plane[2_000, 0], abs=1e-4)
    for row, other, similarity in zip(
        part.edges.rows, part.edges.others, part.edges.similarities, strict=True
    ):
        ends = (part.catalogue.track(int(end)).track_id for end in (row, other))
        assert graph.edges[tuple(ends)]["similarity"] == pytest.approx(similarity, abs=1e-4)


def test_moods_are_nodes_too():
    graph = SimilarityGraph(starter_catalogue())
    row = int(np.argmax([len(graph.moods_of(np.array([n]))) for n in range(300)]))
    part = neighbourhood(graph, row)

    read = networkx.parse_graphml(written(part).decode())

    names = {f"mood:{name}" for _, name, _ in part.moods}
    assert names
    assert names == {node for node, told in read.nodes.items() if told["kind"] == "mood"}
    assert all(read.degree[name] for name in names)


def test_the_whole_graph_has_every_track(small_catalogue):
    part = whole_graph(SimilarityGraph(small_catalogue, threshold=0.1))

    read = networkx.parse_graphml(written(part).decode())

    tracks = {node for node, told in read.nodes.items() if told["kind"] == "track"}
    assert tracks == {small_catalogue.track(row).track_id for row in range(6)}
    assert len(part.edges) > 0


def test_titles_may_hold_anything(track_table, build):
    titles = ['<b>"A" & B</b>', "ctrl\x0bhere", "虹", "Hello", "World", "x"]
    catalogue = load_catalogue(build(track_table.assign(track_name=titles), "odd"))

    read = networkx.parse_graphml(
        written(whole_graph(SimilarityGraph(catalogue, threshold=0.1))).decode()
    )

    found = {told["title"] for told in read.nodes.values() if told["kind"] == "track"}
    assert {'<b>"A" & B</b>', "虹"} <= found
    assert not any("\x0b" in title for title in found)


def test_what_is_unknown_is_left_out(part):
    nodes = networkx.parse_graphml(written(part).decode()).nodes

    told = nodes[part.catalogue.track(2_000).track_id]
    assert "year" not in told
    assert "genre" in told
