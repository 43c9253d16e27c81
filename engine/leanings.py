"""What a listener's likes have in common: which words about their taste are true."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.signs import Signs

# "As you tend to like it" is said of several songs: two may be alike by chance.
LEAST_SONGS_OF_A_TENDENCY = 3

# In standard deviations of the catalogue: what leans less, nobody would call a tendency.
LEAST_LEANING = 0.3

# "You often like rock": once is not often.
LEAST_SONGS_OF_A_GENRE = 2


@dataclass(frozen=True, slots=True)
class Leanings:
    """What likes, picks and seeds show by themselves; a dislike shows no liking of the opposite.

    Nor does a reaction to a whole set: it says of none of the songs that it is liked.
    """

    features: NDArray[np.float64]
    """[9] the liked songs' mean in standardised features, 0 where they show no tendency."""
    genres: frozenset[int]
    """Codes of the genres liked often, and more than disliked."""


def leanings_of(signs: Signs, catalogue: Catalogue) -> Leanings:
    """A song counts once for whether there are enough, however many signs it has."""
    return Leanings(
        features=_tendencies(signs, catalogue),
        genres=_genres(signs, catalogue),
    )


def _tendencies(signs: Signs, catalogue: Catalogue) -> NDArray[np.float64]:
    likings = signs.likings
    rows = signs.rows[likings]
    if len(set(catalogue.song_codes[rows].tolist())) < LEAST_SONGS_OF_A_TENDENCY:
        return np.zeros(catalogue.standardised.shape[1])
    strengths = (signs.values * signs.weights)[likings]
    means = strengths @ catalogue.standardised.take(rows, axis=0) / strengths.sum()
    return np.where(np.abs(means) >= LEAST_LEANING, means, 0.0)


def _genres(signs: Signs, catalogue: Catalogue) -> frozenset[int]:
    codes = catalogue.genre_codes[signs.rows]
    songs = catalogue.song_codes[signs.rows]
    likings = signs.likings
    genre_of = dict(zip(songs[likings].tolist(), codes[likings].tolist(), strict=True))
    often = {
        code
        for code, songs in Counter(genre_of.values()).items()
        if songs >= LEAST_SONGS_OF_A_GENRE and code >= 0
    }
    balance = np.bincount(codes + 1, weights=signs.values * signs.weights)
    return frozenset(code for code in often if balance[code + 1] > 0)
