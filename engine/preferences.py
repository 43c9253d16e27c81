"""What a listener likes, as a posterior over features and genres, and as kinship to songs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.signs import Signs

# Prior standard deviations: before any sign a typical track's features are worth 0 +- .3.
FEATURE_DEVIATION = 0.1
GENRE_DEVIATION = 0.3

# A sign tells the liking of a song with this variance; small, so that one like is felt at once.
SIGN_VARIANCE = 0.5

# Genres whose worth is learned; some sources know thousands, and what is drawn grows with them.
MOST_GENRES = 32

# Recorded features have long tails; four deviations out nobody's taste is four times as strong.
FURTHEST = 3.0

# Squared standardised distance at which kinship has fallen to exp(-1/2). Two random tracks are 18
# apart, nearest neighbours of the starter catalogue 1.
KIN_DISTANCE = 2.0

# Below this two tracks are not close, and no reason says they are.
LEAST_KINSHIP = 0.2

# Signs that kinship looks at, the weightiest; the posterior looks at all.
MOST_ANCHORS = 40


@dataclass(frozen=True, slots=True)
class Posterior:
    """Normal distribution of what each feature, then each of some genres, is worth."""

    genres: NDArray[np.int64]
    """Codes of those genres, ascending."""
    mean: NDArray[np.floating]
    cholesky: NDArray[np.floating]
    """[d, d] of the precision."""

    def draws(
        self, count: int, rng: np.random.Generator, *, exploration: float
    ) -> NDArray[np.float64]:
        """[d, count] Thompson draws: worths that this listener may well have."""
        standard = rng.standard_normal((len(self.mean), count))
        spread = np.linalg.solve(self.cholesky.T, standard)
        drawn: NDArray[np.float64] = self.mean[:, None] + exploration * spread
        return drawn


def posterior_of(signs: Signs, catalogue: Catalogue) -> Posterior:
    """Bayesian linear regression of the signs' values, in closed form.

    A conjugate normal prior at 0 and known variance; a sign's weight multiplies its precision.
    """
    genres = modelled_genres(signs, catalogue)
    design = design_of(signs.rows, catalogue, genres)
    deviations = np.full(design.shape[1], GENRE_DEVIATION)
    deviations[: catalogue.standardised.shape[1]] = FEATURE_DEVIATION
    weighted = design.T * (signs.weights / SIGN_VARIANCE)
    precision = np.diag(deviations**-2) + weighted @ design
    return Posterior(
        genres=genres,
        mean=np.linalg.solve(precision, weighted @ signs.values),
        cholesky=np.linalg.cholesky(precision),
    )


def modelled_genres(signs: Signs, catalogue: Catalogue) -> NDArray[np.int64]:
    """Codes, ascending: the genres that signs say most of, then the largest of the catalogue."""
    codes, kinds = catalogue.genre_codes, len(catalogue.genre_names)
    sizes = np.bincount(codes[codes >= 0], minlength=kinds)
    spoken_of = codes[signs.rows]
    known = spoken_of >= 0
    weights = np.bincount(spoken_of[known], weights=signs.weights[known], minlength=kinds)
    return np.sort(np.lexsort((-sizes, -weights))[:MOST_GENRES])


def design_of(
    rows: NDArray[np.int64], catalogue: Catalogue, genres: NDArray[np.int64]
) -> NDArray[np.float64]:
    """[n, 9 + genres]: standardised features, then 1 for the genre; none for any other."""
    features = np.clip(catalogue.standardised[rows], -FURTHEST, FURTHEST)
    of_genre = catalogue.genre_codes[rows][:, None] == genres
    return np.hstack([features, of_genre]).astype(np.float64)


def expected_worths(
    rows: NDArray[np.int64], catalogue: Catalogue, posterior: Posterior
) -> NDArray[np.float64]:
    """[n] `design_of(...) @ posterior.mean`, without laying out the design of a whole region."""
    features = np.clip(catalogue.standardised[rows], -FURTHEST, FURTHEST)
    width = features.shape[1]
    # One more than there are genres: code -1, unknown, finds the 0 at the end.
    by_genre = np.zeros(len(catalogue.genre_names) + 1)
    by_genre[posterior.genres] = posterior.mean[width:]
    worths: NDArray[np.float64] = features @ posterior.mean[:width]
    return worths + by_genre[catalogue.genre_codes[rows]]


@dataclass(frozen=True, slots=True)
class Kinship:
    """For each row the closest of some songs: how close, 0..1, and which sign (-1 none)."""

    closeness: NDArray[np.float64]
    signs: NDArray[np.int64]

    def times(self, factor: float) -> Kinship:
        """The same songs, felt more or less closely."""
        return Kinship(self.closeness * factor, self.signs)


def kinship_of(
    rows: NDArray[np.int64],
    signs: Signs,
    chosen: NDArray[np.bool_],
    *,
    catalogue: Catalogue,
) -> Kinship:
    """How close each row is to the signs marked in `chosen`, times what those say.

    A song is no kin of itself.
    """
    strength = np.where(chosen, np.abs(signs.values) * signs.weights, 0.0)
    anchors = np.argsort(-strength, kind="stable")[:MOST_ANCHORS]
    anchors = anchors[strength[anchors] > 0]
    if not len(anchors):
        return Kinship(np.zeros(len(rows)), np.full(len(rows), -1))
    similarity = similarity_between(
        catalogue.standardised[rows], catalogue.standardised[signs.rows[anchors]]
    )
    same_song = (
        catalogue.song_codes[rows][:, None] == catalogue.song_codes[signs.rows[anchors]][None, :]
    )
    similarity[same_song | (similarity < LEAST_KINSHIP)] = 0.0
    felt = similarity * strength[anchors]
    closest = felt.argmax(axis=1)
    closeness = felt[np.arange(len(rows)), closest].astype(np.float64)
    return Kinship(closeness, np.where(closeness > 0, anchors[closest], -1))


def similarity_between(
    some: NDArray[np.float32], others: NDArray[np.float32]
) -> NDArray[np.float32]:
    """[n, m] Gaussian similarity of standardised features, 0..1."""
    squares = np.square(some).sum(axis=1)[:, None] + np.square(others).sum(axis=1)[None, :]
    distances = np.maximum(squares - 2 * (some @ others.T), 0)
    similarity: NDArray[np.float32] = np.exp(distances * np.float32(-0.5 / KIN_DISTANCE))
    return similarity
