"""From regions to sets: a pool of good candidates, and the rule that picks from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

# Candidates of the best expected score, shared among the steps. Kinship is looked up for the
# shortlist; draws choose from the pool.
SHORTLIST_SIZE = 300
POOL_SIZE = 150

# Two, so that an artist's other track may win in a draw; more would crowd out others.
POOLED_PER_ARTIST = 2

# What a twin of the tracks already in the set loses, less alike ones less, and what is unlike them
# gains (after maximal marginal relevance, Carbonell & Goldstein 1998).
SAMENESS_COST = 0.5

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
    return np.unique(np.concatenate(best))


def pool_of(
    scores: NDArray[np.float32], allowed: NDArray[np.bool_], artists: NDArray[np.int32]
) -> NDArray[np.int64]:
    """As `shortlist_of`, smaller, and with few tracks of one artist for each step."""
    share = POOL_SIZE // len(scores)
    best = []
    for score, may in zip(scores, allowed, strict=True):
        members = np.flatnonzero(may)
        ranked = members[np.argsort(-score[members], kind="stable")]
        best.append(ranked[_place_within(artists[ranked]) < POOLED_PER_ARTIST][:share])
    return np.unique(np.concatenate(best))


def sharing_of(credits: Sequence[Collection[str]]) -> NDArray[np.bool_]:
    """[n, n] whether two tracks name anyone in common, as first artist or as guest."""
    codes: dict[str, int] = {}
    columns = [codes.setdefault(name, len(codes)) for names in credits for name in names]
    rows = np.repeat(np.arange(len(credits)), [len(names) for names in credits])
    incidence = np.zeros((len(credits), len(codes)), dtype=np.float32)
    incidence[rows, columns] = 1
    shared: NDArray[np.bool_] = incidence @ incidence.T > 0
    return shared


def likeness_of(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """[n, n] cosine of standardised features, -1..1."""
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    directions = features / np.maximum(lengths, np.float32(1e-6))
    likeness: NDArray[np.float32] = directions @ directions.T
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
    what it resembles the tracks before it, on the mean. `tastes` is [draws, n], `fits` what is
    added at a step [steps, n], `allowed` [steps, n], `sharing` [n, n] and true on its diagonal.

    Each place of a set has its own draw of taste: with one for all, a listener of whom nothing is
    known would get five tracks of the genre that the draw likes. The same draws serve all places,
    each place in another set's turn, so those of one set are independent.
    """
    count, steps = len(tastes), len(fits)
    draws = np.arange(count)
    resembling = np.zeros_like(tastes)
    gone = np.zeros(resembling.shape, dtype=np.bool_)
    sets = np.full((count, steps), NO_TRACK, dtype=np.int64)
    for step in range(steps):
        scores = np.float32(-SAMENESS_COST / max(1, step)) * resembling
        scores += tastes[(draws + step) % count]
        scores += np.where(allowed[step], fits[step], -np.inf)
        scores[gone] = -np.inf
        picked = scores.argmax(axis=1)
        found = np.isfinite(scores[draws, picked])
        sets[found, step] = picked[found]
        gone |= sharing[picked]
        resembling += similarity[picked]
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
    varied = len(np.unique(artists[best])) * POOLED_PER_ARTIST > count // POOLED_PER_ARTIST
    return best if varied else members


def _place_within(groups: NDArray[np.int32]) -> NDArray[np.int64]:
    """For each element how many of its group stand before it."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else order
    places = np.empty(len(groups), dtype=np.int64)
    lengths = np.diff(np.r_[starts, len(groups)])
    places[order] = np.arange(len(groups)) - np.repeat(starts, lengths)
    return places
