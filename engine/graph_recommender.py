"""Songs for a mood from the similarity graph: what is joined to it, and to the seed songs."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import NothingToOfferError
from engine.kin import sharing_nobody
from engine.moods import Goal, mood_named
from engine.reasons import Reason, ReasonTerm, place_reference
from engine.recommender import Recommendation, RecommendedSet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.moods import MoodName
    from engine.similarity_graph import SimilarityGraph


def recommend_by_graph(
    graph: SimilarityGraph,
    name: MoodName,
    *,
    seeds: Sequence[int] = (),
    count: int = 5,
    explicit_allowed: bool = False,
) -> RecommendedSet:
    """The tracks joined to the mood, the most similar to it and to the seeds first.

    `seeds` are rows. A track's score is its similarity to the mood, and the mean of its
    similarities to the seeds, each where it passes the threshold. No artist twice, no seed, and
    nothing is left to chance. NothingToOfferError if nothing is joined to the mood.
    """
    catalogue = graph.catalogue
    joined = graph.joined_to_mood(name)
    may = ~np.isin(catalogue.song_codes[joined.rows], catalogue.song_codes[list(seeds)])
    if not explicit_allowed:
        may &= ~catalogue.explicit[joined.rows]
    rows, fits = joined.rows[may], joined.similarities[may]
    if not len(rows):
        raise NothingToOfferError
    kinship = _kinship(graph, seeds, rows)
    scores = fits + kinship.sum(axis=0)
    ranked = np.lexsort((rows, -scores))
    at = {int(rows[place]): int(place) for place in ranked}
    chosen = [
        Recommendation(
            track=catalogue.track(row),
            score=float(scores[at[row]]),
            mood_fit=float(fits[at[row]]),
            propensity=1.0,
            reasons=_reasons(graph, row, at[row], seeds=seeds, fits=fits, kinship=kinship),
        )
        for row in islice(sharing_nobody(at, catalogue), count)
    ]
    return RecommendedSet(mood_named(name), Goal.MATCH, tuple(chosen))


def _kinship(
    graph: SimilarityGraph, seeds: Sequence[int], rows: NDArray[np.int64]
) -> NDArray[np.float64]:
    """[seeds, n] what each seed adds to each row's score."""
    similarities = np.array([graph.similarities(seed, to=rows) for seed in seeds])
    joined = np.where(similarities >= graph.threshold, similarities, 0.0)
    return joined.reshape(len(seeds), len(rows)) / max(1, len(seeds))


def _reasons(
    graph: SimilarityGraph,
    row: int,
    place: int,
    *,
    seeds: Sequence[int],
    fits: NDArray[np.float64],
    kinship: NDArray[np.float64],
) -> tuple[Reason, ...]:
    """What moved the score above the mean of all that was joined, the strongest first."""
    valence, arousal = graph.catalogue.plane[row].tolist()
    amount = float(fits[place] - fits.mean())
    reasons = [Reason(ReasonTerm.MOOD, amount, place_reference(valence, arousal))]
    for seed, of_seed in zip(seeds, kinship, strict=True):
        if of_seed[place] > of_seed.mean():
            title = graph.catalogue.track(seed).title
            reasons.append(Reason(ReasonTerm.SEED, float(of_seed[place] - of_seed.mean()), title))
    return tuple(sorted(reasons, key=lambda one: -one.amount))
