"""From regions to sets: a pool of good candidates, and the rule that picks from it."""

from __future__ import annotations

from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from engine.similarity_graph import SHOWN_DISTANCE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

# Candidates of the best expected score, shared among the steps. Kinship is looked up for the
# shortlist; draws choose from the pool.
SHORTLIST_SIZE = 300
POOL_SIZE = 150

# Two, so that an artist's other track may win in a draw; more would crowd out others.
POOLED_PER_ARTIST = 2

# What a twin of a track already in the set loses, less alike ones less, and what is unlike it gains
# (after maximal marginal relevance, Carbonell & Goldstein 1998). Every pair counts, as in max-sum
# diversification (Borodin et al. 2012), and so does length: it is multiplied by how many tracks
# stand before. Five songs may be alike, twenty that are would be one song twenty times.
SAMENESS_COST = 0.045
# What nearness adds to a cosine: tracks may differ in direction and stand close together.
NEARNESS_SHARE = 0.5

NO_TRACK = -1


def shortlist_of(
    scores: NDArray[np.float32], allowed: NDArray[np.bool_], artists: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Indices, ascending: for each step its best candidates. Arrays [steps, n], artists [n]."""
    share = SHORTLIST_SIZE // len(scores)
    best = [
        _best(np.flatnonzero(may), score, share, artists)
        for score, may in zip(scores, allowed, strict=True)
    ]
    marks = np.zeros(len(artists), dtype=np.bool_)
    marks[np.concatenate(best)] = True
    return np.flatnonzero(marks)


def pool_of(
    scores: NDArray[np.float32], allowed: NDArray[np.bool_], artists: NDArray[np.int32]
) -> NDArray[np.int64]:
    """As `shortlist_of`, smaller, and with few tracks of one artist for each step."""
    share = POOL_SIZE // len(scores)
    best: set[int] = set()
    for score, may in zip(scores, allowed, strict=True):
        members = np.flatnonzero(may)
        ranked = members[np.argsort(-score[members], kind="stable")]
        best.update(islice(_varied(ranked.tolist(), artists[ranked].tolist()), share))
    return np.array(sorted(best), dtype=np.int64)


def sharing_of(credits: Sequence[Collection[str]]) -> NDArray[np.bool_]:
    """[n, n] whether two tracks name anyone in common, as first artist or as guest.

    True on the diagonal, of tracks too that name nobody.
    """
    times = Counter(chain.from_iterable(credits))
    # Most are named once, and so by no other track.
    column_of = {name: at for at, name in enumerate(name for name in times if times[name] > 1)}
    named = [
        (row, column_of[name])
        for row, names in enumerate(credits)
        for name in names
        if name in column_of
    ]
    incidence = np.zeros((len(credits), len(column_of)), dtype=np.float32)
    incidence[tuple(np.array(named, dtype=np.int64).reshape(-1, 2).T)] = 1
    shared: NDArray[np.bool_] = incidence @ incidence.T > 0
    np.fill_diagonal(shared, val=True)
    return shared


def likeness_of(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """[n, n] cosine of standardised features, -1..1, and half the similarity that kin show."""
    squares = np.einsum("ij,ij->i", features, features)
    products = features @ features.T
    lengths = np.maximum(np.sqrt(squares), np.float32(1e-6))
    apart = np.maximum(squares[:, None] + squares - 2 * products, 0)
    likeness: NDArray[np.float32] = np.exp(apart * np.float32(-0.5 / SHOWN_DISTANCE))
    likeness *= np.float32(NEARNESS_SHARE)
    likeness += products / (lengths[:, None] * lengths)
    return likeness


def choose_sets(
    tastes: NDArray[np.float32],
    fits: NDArray[np.float32],
    allowed: NDArray[np.bool_],
    *,
    sharing: NDArray[np.bool_],
    similarity: NDArray[np.float32],
) -> NDArray[np.int64]:
    """One set for each draw: indices into the pool, int [draws, steps], NO_TRACK where none is.

    Step by step the best candidate that is allowed there and shares no artist with the set, less
    what it resembles each of the tracks before it. `tastes` is [draws, n], `fits` what is
    added at a step [steps, n], `allowed` [steps, n], `sharing` [n, n] and true on its diagonal.

    Each place of a set has its own draw of taste: with one for all, a listener of whom nothing is
    known would get five tracks of the genre that the draw likes. The same draws serve all places,
    each place in another set's turn, so those of one set are independent.
    """
    count, steps = len(tastes), len(fits)
    draws = np.arange(count)
    # Sharing an artist with the set is to resemble it beyond all measure.
    likeness = np.where(sharing, np.float32(np.inf), similarity)
    resembling = np.zeros_like(tastes)
    sets = np.full((count, steps), NO_TRACK, dtype=np.int64)
    for step in range(steps):
        scores = np.float32(-SAMENESS_COST * step) * resembling
        scores += tastes.take((draws + step) % count, axis=0)
        scores += np.where(allowed[step], fits[step], -np.inf)
        picked = scores.argmax(axis=1)
        found = np.isfinite(scores[draws, picked])
        sets[found, step] = picked[found]
        resembling += likeness.take(picked, axis=0)
    return sets


def _best(
    members: NDArray[np.int64],
    scores: NDArray[np.float32],
    count: int,
    artists: NDArray[np.int32],
) -> NDArray[np.int64]:
    if len(members) <= count:
        return members
    best = members[np.argpartition(-scores[members], count - 1)[:count]]
    # One artist with hundreds of tracks must not be the whole shortlist.
    varied = len(set(artists[best].tolist())) * POOLED_PER_ARTIST > count // POOLED_PER_ARTIST
    return best if varied else members


def _varied(ranked: list[int], artists: list[int]) -> Iterator[int]:
    """Without an artist's further tracks."""
    taken: dict[int, int] = {}
    for index, artist in zip(ranked, artists, strict=True):
        taken[artist] = taken.get(artist, 0) + 1
        if taken[artist] <= POOLED_PER_ARTIST:
            yield index
