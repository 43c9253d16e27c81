"""Listeners with planted tastes: who likes which track, and how surely, is known exactly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from engine.moods import MOOD_NAMES, Mood, mood_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue

# Around the point of a mood, on the plane: where its songs are.
MOOD_RADIUS = 0.35

# Of the songs around a mood, a listener likes about this part ...
LIKED_SHARE = 0.36
# ... and these, the best of them, are the favourites that a list of ten should find.
FAVOURITE_SHARE = 0.02

# Nobody likes all that fits their taste, and now and then everybody likes something else.
LEAST_CHANCE, MOST_CHANCE = 0.03, 0.95
# How soft the step from one to the other is, in standard deviations of the planted worth.
SOFTNESS = 0.05

LEANING_FEATURES = 3
FAVOURITE_SONGS = 1
FAVOURITE_VARIANCE = 6.0
GENRES = 3
GENRE_WORTH = 2.0

FURTHEST = 3.0


class PlantedTaste(StrEnum):
    """What a taste is made of; none of them is the model that learns it."""

    LEANINGS = "leanings"  # more or less of three features
    SONGS = "songs"  # whatever is close to one song
    GENRES = "genres"  # three genres, and more or less of one feature


PLANTED_TASTES = tuple(PlantedTaste)


@dataclass(frozen=True, slots=True)
class SimulatedListener:
    """A mood, and the chance [N] to like each track of the catalogue, 0..1."""

    mood: Mood
    taste: PlantedTaste
    chances: NDArray[np.float64]
    around: NDArray[np.int64]
    """Rows around the mood that may be offered."""
    favourites: NDArray[np.int64]
    """Rows of these that are worth most."""
    random_state: int

    def likes(self, rows: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.bool_]:
        """What the listener says of some tracks, chance included."""
        said: NDArray[np.bool_] = rng.random(len(rows)) < self.chances[rows]
        return said

    def picks(self, rng: np.random.Generator) -> int:
        """Row of a song around the mood, the surer liked the likelier."""
        chances = self.chances[self.around]
        return int(rng.choice(self.around, p=chances / chances.sum()))

    def best(self, catalogue: Catalogue, *, count: int, known: Iterable[int]) -> NDArray[np.int64]:
        """What an oracle offers: the surest likes around the mood, none known, none by one artist.

        `known` are rows of songs that are not to return.
        """
        returning = np.isin(
            catalogue.song_codes[self.around],
            catalogue.song_codes[np.fromiter(known, dtype=np.int64)],
        )
        rows = self.around[~returning]
        ranked = rows[np.argsort(-self.chances[rows], kind="stable")]
        _, first = np.unique(catalogue.artist_codes[ranked], return_index=True)
        return ranked[np.sort(first)[:count]]


def simulated_listener(catalogue: Catalogue, *, random_state: int) -> SimulatedListener:
    """One listener; moods and kinds of taste take turns over `random_state`."""
    rng = np.random.default_rng([random_state, 1])
    mood = mood_named(MOOD_NAMES[random_state % len(MOOD_NAMES)])
    taste = PLANTED_TASTES[random_state // len(MOOD_NAMES) % len(PLANTED_TASTES)]
    offsets = catalogue.plane - np.array([mood.valence, mood.arousal], dtype=np.float32)
    near = np.square(offsets).sum(axis=1) <= MOOD_RADIUS**2
    around = np.flatnonzero(near & ~catalogue.explicit)
    worths = _PLANTERS[taste](catalogue, around, rng)
    liked_from, favourite_from = np.quantile(
        worths[around], (1 - LIKED_SHARE, 1 - FAVOURITE_SHARE)
    ).tolist()
    steepness = 1 / (SOFTNESS * max(float(worths[around].std()), 1e-9))
    sure = 1 / (1 + np.exp(-np.clip(steepness * (worths - liked_from), -30, 30)))
    return SimulatedListener(
        mood=mood,
        taste=taste,
        chances=LEAST_CHANCE + (MOST_CHANCE - LEAST_CHANCE) * sure,
        around=around,
        favourites=around[worths[around] >= favourite_from],
        random_state=random_state,
    )


def _leanings(
    catalogue: Catalogue, around: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float64]:
    return _leaning(catalogue, LEANING_FEATURES, rng)


def _songs(
    catalogue: Catalogue, around: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float64]:
    songs = rng.choice(around, FAVOURITE_SONGS, replace=False)
    features = _features(catalogue)
    squares = [np.square(features - features[song]).sum(axis=1) for song in songs.tolist()]
    closeness: NDArray[np.float64] = np.exp(-np.min(squares, axis=0) / (2 * FAVOURITE_VARIANCE))
    return closeness


def _genres(
    catalogue: Catalogue, around: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Genres are drawn as often as they stand around the mood."""
    codes = catalogue.genre_codes
    there = codes[around][codes[around] >= 0]
    known, sizes = np.unique(there, return_counts=True)
    liked = rng.choice(known, min(GENRES, len(known)), replace=False, p=sizes / sizes.sum())
    return _leaning(catalogue, 1, rng) + GENRE_WORTH * np.isin(codes, liked)


def _leaning(catalogue: Catalogue, features: int, rng: np.random.Generator) -> NDArray[np.float64]:
    table = _features(catalogue)
    chosen = rng.choice(table.shape[1], features, replace=False)
    weights = rng.uniform(0.5, 1.0, features) * rng.choice((-1.0, 1.0), features)
    worths: NDArray[np.float64] = table[:, chosen] @ weights
    return worths


def _features(catalogue: Catalogue) -> NDArray[np.float64]:
    return np.clip(catalogue.standardised, -FURTHEST, FURTHEST).astype(np.float64)


_PLANTERS = {
    PlantedTaste.LEANINGS: _leanings,
    PlantedTaste.SONGS: _songs,
    PlantedTaste.GENRES: _genres,
}
