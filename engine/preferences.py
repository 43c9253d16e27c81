"""What a listener likes, as a posterior over features, genres and places among tracks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.chance import standard_normals
from engine.taste_space import closeness
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.signs import Signs
    from engine.taste_space import TasteSpace

FEATURES = len(FEATURE_NAMES)

# Prior standard deviations of what a feature's rank, a genre and a place among tracks is worth.
FEATURE_DEVIATION = 0.4
GENRE_DEVIATION = 0.5
PLACE_DEVIATION = 0.8

# A sign tells the liking of a song with this variance; small, so that one like is felt at once.
SIGN_VARIANCE = 0.4

# Genres whose worth is learned; some sources know thousands, and what is drawn grows with them.
MOST_GENRES = 16

# Songs with signs, the weightiest, around which a liking may rise or fall by itself. The features'
# and genres' worths are learned from all signs.
MOST_LANDMARKS = 40

# Landmarks may stand close together; this keeps the prior well conditioned.
_JITTER = 1e-3


@dataclass(frozen=True, slots=True)
class Basis:
    """What worths are learned of, besides the features: some genres, and places of songs."""

    genres: NDArray[np.int64]
    """Codes, ascending."""
    landmarks: NDArray[np.float32]
    """[m, 9] places of songs with signs."""

    @property
    def genre_columns(self) -> slice:
        """Columns of the genres in a design."""
        return slice(FEATURES, FEATURES + len(self.genres))

    @property
    def place_columns(self) -> slice:
        """Columns of the landmarks in a design."""
        return slice(FEATURES + len(self.genres), None)


@dataclass(frozen=True, slots=True)
class Posterior:
    """Normal distribution of what each column of a design is worth."""

    basis: Basis
    mean: NDArray[np.float64]
    """[d]."""
    root: NDArray[np.floating]
    """[d, d]; `root.T @ root` is the covariance."""
    liked: NDArray[np.float64]
    """[landmarks] the part of the mean that likes and picks taught."""
    seeded: NDArray[np.float64]
    """[landmarks] the part that seeds taught."""

    def draws(
        self,
        count: int,
        design: NDArray[np.float32],
        *,
        exploration: float,
        rng: np.random.Generator,
    ) -> NDArray[np.float32]:
        """[count, n] Thompson draws: what tracks of this design [n, d] may well be worth."""
        spread: NDArray[np.float32] = self.root.astype(np.float32) @ design.T
        spread *= np.float32(exploration)
        drawn: NDArray[np.float32] = standard_normals(rng, count, len(self.mean)) @ spread
        drawn += design @ self.mean.astype(np.float32)
        return drawn


def posterior_of(signs: Signs, space: TasteSpace, *, pull_of_kin: float = 1.0) -> Posterior:
    """Bayesian linear regression of the signs' values, in closed form.

    A conjugate normal prior at 0 and known variance; a sign's weight multiplies its precision. The
    places' prior is a Gaussian process seen from the landmarks (Rasmussen & Williams 2006, 8.3.1:
    subset of regressors); exact while there are no more signs than landmarks. What likes and seeds
    say of places counts `pull_of_kin` times.
    """
    basis = basis_of(signs, space)
    design = design_of(signs.rows, space, basis)
    weighted = design.T * (signs.weights / SIGN_VARIANCE).astype(np.float32)
    root = np.linalg.inv(np.linalg.cholesky(_prior_precision(basis) + weighted @ design))
    liked = (signs.values > 0) & ~signs.are_seeds
    said = signs.values[:, None] * np.column_stack([liked, signs.are_seeds, np.ones(len(liked))])
    told = weighted @ said.astype(np.float32)
    by_likes, by_seeds, mean = (root.T @ (root @ told)).T
    places = basis.place_columns
    mean[places] += (pull_of_kin - 1) * (by_likes + by_seeds)[places]
    return Posterior(
        basis=basis,
        mean=mean,
        root=root,
        liked=pull_of_kin * by_likes[places],
        seeded=pull_of_kin * by_seeds[places],
    )


def basis_of(signs: Signs, space: TasteSpace) -> Basis:
    """What these signs can teach."""
    weightiest = np.argsort(-signs.weights, kind="stable")[:MOST_LANDMARKS]
    rows = np.array(sorted(set(signs.rows[weightiest].tolist())), dtype=np.int64)
    return Basis(genres=modelled_genres(signs, space), landmarks=space.places(rows))


def modelled_genres(signs: Signs, space: TasteSpace) -> NDArray[np.int64]:
    """Codes, ascending: the genres that signs say most of, then the largest of the catalogue."""
    spoken_of = space.genre_codes[signs.rows]
    known = spoken_of >= 0
    weights = np.bincount(
        spoken_of[known], weights=signs.weights[known], minlength=len(space.genre_sizes)
    )
    by_size = space.genres_by_size
    return np.sort(by_size[np.argsort(-weights[by_size], kind="stable")[:MOST_GENRES]])


def design_of(rows: NDArray[np.int64], space: TasteSpace, basis: Basis) -> NDArray[np.float32]:
    """[n, d]: ranks of the features, 1 for the genre (none for any other), near each landmark."""
    places = space.places(rows)
    of_genre = space.genre_codes.take(rows)[:, None] == basis.genres
    return np.hstack([places, of_genre, closeness(places, basis.landmarks)], dtype=np.float32)


def expected_worths(
    rows: NDArray[np.int64], space: TasteSpace, posterior: Posterior
) -> NDArray[np.float32]:
    """[n] `design_of(...) @ posterior.mean`, without laying out the design of a whole region."""
    basis, mean = posterior.basis, posterior.mean.astype(np.float32)
    places = space.places(rows)
    # One more than there are genres: code -1, unknown, finds the 0 at the end.
    by_genre = np.zeros(len(space.genre_sizes) + 1, dtype=np.float32)
    by_genre[basis.genres] = mean[basis.genre_columns]
    near = closeness(places, basis.landmarks) @ mean[basis.place_columns]
    worths: NDArray[np.float32] = places @ mean[:FEATURES]
    worths += by_genre[space.genre_codes.take(rows)]
    worths += near
    return worths


def taste_worths(signs: Signs, rows: NDArray[np.int64], space: TasteSpace) -> NDArray[np.float32]:
    """[n] what some tracks are worth to whoever gave these signs, whatever the mood."""
    return expected_worths(rows, space, posterior_of(signs, space))


def _prior_precision(basis: Basis) -> NDArray[np.float64]:
    likeness = closeness(basis.landmarks, basis.landmarks).astype(np.float64)
    deviations = np.full(FEATURES + len(basis.genres), GENRE_DEVIATION)
    deviations[:FEATURES] = FEATURE_DEVIATION
    size = len(deviations) + len(likeness)
    precision = np.zeros((size, size))
    precision[: len(deviations), : len(deviations)] = np.diag(deviations**-2)
    places = likeness + _JITTER * np.eye(len(likeness))
    precision[len(deviations) :, len(deviations) :] = places / PLACE_DEVIATION**2
    return precision
