import io

import numpy as np
import pytest
from PIL import Image

from engine.catalogue import load_catalogue, starter_catalogue
from engine.graph_parts import neighbourhood
from engine.moods import MOOD_NAMES
from engine.pictures.marks import MARKS
from engine.pictures.neighbourhood import (
    HEIGHT_PX,
    WIDTH_PX,
    NeighbourhoodLabels,
    neighbourhood_picture,
)
from engine.similarity_graph import SimilarityGraph

LABELS = NeighbourhoodLabels(
    title="Close to $this$", mood_names={name: name.value for name in MOOD_NAMES}
)


@pytest.fixture(scope="module")
def graph():
    return SimilarityGraph(starter_catalogue())


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def amount_of(colour, picture):
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return int((picture == wanted).all(axis=2).sum())


def lines_of(column):
    """How many lines of text are there; the dot of an i is not one."""
    rows = (column < 128).any(axis=(1, 2))
    inked = rows[2:] | rows[1:-1] | rows[:-2]
    return int((inked[1:] & ~inked[:-1]).sum())


def test_the_moods_of_the_tracks_have_their_colours(graph):
    part = neighbourhood(graph, 2_000)

    picture = pixels(neighbourhood_picture(part, labels=LABELS))

    occurring = {part.catalogue.track(row).mood for row in part.rows.tolist()}
    assert picture.shape == (HEIGHT_PX, WIDTH_PX, 3)
    for name, (_, colour) in MARKS.items():
        assert (amount_of(colour, picture) > 50) == (name in occurring)


def test_more_neighbours_make_a_fuller_picture(graph):
    def ink(most):
        part = neighbourhood(SimilarityGraph(graph.catalogue, most=most), 2_000)
        return (pixels(neighbourhood_picture(part, labels=LABELS)) < 128).sum()

    assert ink(15) > 1.5 * ink(1)


def test_every_title_has_a_line_of_its_own_beside_the_circle(graph):
    part = neighbourhood(SimilarityGraph(graph.catalogue, most=40, threshold=0.3), 2_000)

    below_the_title = pixels(neighbourhood_picture(part, labels=LABELS))[60:]

    columns = below_the_title[:, :200], below_the_title[:, -200:]
    assert sum(lines_of(column) for column in columns) == len(part.rows) - 1


def test_a_track_alone_and_letters_that_the_font_lacks_make_a_picture(track_table, build):
    catalogue = load_catalogue(build(track_table.assign(track_name="虹 $x_1"), "odd"))
    part = neighbourhood(SimilarityGraph(catalogue, threshold=1.0), 0)

    assert pixels(neighbourhood_picture(part, labels=LABELS)).shape == (HEIGHT_PX, WIDTH_PX, 3)
