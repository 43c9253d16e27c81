import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.errors import NothingToOfferError
from engine.graph_recommender import recommend_by_graph
from engine.moods import MOOD_NAMES, MOOD_POINTS, MoodName
from engine.reasons import ReasonTerm
from engine.similarity_graph import Measure, SimilarityGraph

HAPPY = MoodName.HAPPY


@pytest.fixture(scope="module")
def graph():
    return SimilarityGraph(starter_catalogue())


def rows(graph, chosen):
    return [graph.catalogue.row_of(one.track.track_id) for one in chosen.recommendations]


@pytest.mark.parametrize("name", MOOD_NAMES)
@pytest.mark.parametrize("measure", Measure)
def test_five_tracks_that_are_joined_to_the_mood(measure, name):
    graph = SimilarityGraph(starter_catalogue(), measure=measure)

    chosen = recommend_by_graph(graph, name)

    assert set(rows(graph, chosen)) <= set(graph.joined_to_mood(name).rows.tolist())
    assert len({one.track.artists[0] for one in chosen.recommendations}) == 5
    assert not any(one.track.explicit for one in chosen.recommendations)
    scores = [one.score for one in chosen.recommendations]
    assert scores == sorted(scores, reverse=True)


def test_without_seeds_the_tracks_nearest_to_the_mood_come_first(graph):
    [first, *_] = rows(graph, recommend_by_graph(graph, HAPPY, explicit_allowed=True))

    offsets = graph.catalogue.plane - np.array(MOOD_POINTS[HAPPY])
    assert first == np.hypot(*offsets.T).argmin()


def test_a_seed_draws_the_set_towards_it_and_is_not_in_it(graph):
    happy = graph.joined_to_mood(HAPPY).rows
    seed = max(happy.tolist(), key=lambda row: np.isin(graph.neighbours(row).rows, happy).sum())

    plain = recommend_by_graph(graph, HAPPY)
    drawn = recommend_by_graph(graph, HAPPY, seeds=[seed])

    nearness = [
        graph.similarities(seed, to=np.array(rows(graph, chosen))).mean()
        for chosen in (plain, drawn)
    ]
    assert nearness[1] > nearness[0]
    assert seed not in rows(graph, drawn)
    strongest = drawn.recommendations[0].reasons[0]
    assert (strongest.term, strongest.reference) == (
        ReasonTerm.SEED,
        graph.catalogue.track(seed).title,
    )


def test_explicit_songs_only_where_they_are_allowed(graph):
    wide = SimilarityGraph(graph.catalogue, threshold=0.1)

    chosen = recommend_by_graph(wide, MoodName.ANGRY, count=300, explicit_allowed=True)

    assert any(one.track.explicit for one in chosen.recommendations)


def test_where_nothing_passes_nothing_is_offered(small_catalogue):
    with pytest.raises(NothingToOfferError):
        recommend_by_graph(SimilarityGraph(small_catalogue, threshold=1.0), HAPPY)
