import io

import networkx
import pytest
from PIL import Image

BOHEMIAN_RHAPSODY = "3z8h0TU7ReDPLIbEnYhWZb"


def graph_of(file):
    return networkx.parse_graphml(file.read_text(encoding="utf-8"))


def test_a_neighbourhood_is_written_as_graphml(mien, surroundings):
    ended = mien(
        "catalogue", "graph", "--track", BOHEMIAN_RHAPSODY, "--most", "4", "--threshold", "0.5",
        "--out", "near.graphml",
    )  # fmt: skip

    graph = graph_of(surroundings / "near.graphml")
    assert (ended.code, ended.err) == (0, "")
    assert "5 tracks" in ended.out
    assert len(list(graph.neighbors(BOHEMIAN_RHAPSODY))) >= 4


def test_measure_and_threshold_change_what_is_joined(mien, surroundings):
    found = []
    for number, wishes in enumerate(
        [["--threshold", "0.6"], ["--threshold", "0.8"], ["--measure", "cosine"]]
    ):
        out = f"{number}.graphml"
        mien("catalogue", "graph", "--track", BOHEMIAN_RHAPSODY, *wishes, "--out", out)
        found.append(frozenset(graph_of(surroundings / out)))

    assert len(set(found)) == 3
    assert len(found[0]) > len(found[1])


def test_a_neighbourhood_is_drawn(mien, surroundings):
    ended = mien("catalogue", "graph", "--track", BOHEMIAN_RHAPSODY, "--out", "near.png")

    picture = Image.open(io.BytesIO((surroundings / "near.png").read_bytes()))
    assert ended.code == 0
    assert picture.format == "PNG"


def test_each_song_is_drawn_once(mien):
    written = [
        mien("catalogue", "graph", "--track", "6dGnYIeXmHdcikdzNNDMm2", "--out", name).out
        for name in ("near.graphml", "near.png")
    ]

    assert [said.split(",")[0] for said in written] == ["21 tracks", "17 tracks"]


@pytest.mark.parametrize("out", ["near.png", "near.graphml"])
def test_nothing_is_written_of_a_track_without_neighbours(mien, surroundings, out):
    ended = mien(
        "catalogue", "graph", "--track", BOHEMIAN_RHAPSODY, "--threshold", "1", "--out", out
    )

    assert (ended.code, ended.out) == (1, "")
    assert "Lower --threshold" in ended.err
    assert not (surroundings / out).exists()


def test_the_whole_graph_is_written(mien, surroundings):
    ended = mien("catalogue", "graph", "--most", "1", "--out", "all.graphml")

    graph = graph_of(surroundings / "all.graphml")
    assert ended.code == 0
    assert sum(told["kind"] == "track" for _, told in graph.nodes(data=True)) == 5_849
    assert {name for name in graph if name.startswith("mood:")} == {
        f"mood:{name}" for name in ("happy", "surprised", "angry", "fearful", "sad", "calm")
    }


def test_a_place_that_cannot_be_written_asks_for_another(mien, surroundings):
    (surroundings / "taken.graphml").mkdir()

    ended = mien("catalogue", "graph", "--track", BOHEMIAN_RHAPSODY, "--out", "taken.graphml")

    assert (ended.code, ended.out) == (1, "")
    assert "taken.graphml cannot be written" in ended.err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--out", "all.png"], "--track"),
        (["--out", "all.pdf"], ".graphml"),
        (["--out", "nowhere/all.graphml"], "nowhere"),
        (["--out", "x.graphml", "--track", "nobody-knows-it"], "nobody-knows-it"),
        (["--out", "x.graphml", "--threshold", "0"], "--threshold"),
        (["--out", "x.graphml", "--measure", "miles"], "miles"),
    ],
)
def test_a_bad_argument_is_exit_code_2_and_writes_nothing(mien, surroundings, wrong, told):
    ended = mien("catalogue", "graph", *wrong)

    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert not list(surroundings.glob("*.graphml"))
