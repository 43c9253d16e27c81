"""Lists of ten of every method, and what they are worth."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.baselines import BASELINES, RANDOM, Picked
from engine.evaluation.lists import coverage, ndcg, spread, unlikeness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.evaluation.learning import Acquaintance

MIEN = "mien"
LIST_SIZE = 10
LISTS = 5  # each listener asks so often; only some methods then have something new


@dataclass(slots=True)
class MethodLists:
    """Lists of one method, and how good each was."""

    lists: list[list[int]] = field(default_factory=list)
    worths: list[tuple[float, ...]] = field(default_factory=list)

    def as_dict(self, tracks: int) -> dict[str, float]:
        """Means over the lists; diversity is the mean distance of two tracks of a list."""
        ndcg_at_10, hit_rate, diversity, unlike = np.mean(self.worths, axis=0).tolist()
        return {
            "ndcg_at_10": ndcg_at_10,
            "hit_rate_at_10": hit_rate,
            "coverage": coverage(self.lists, tracks=tracks),
            "diversity": diversity,
            "diversity_by_cosine": unlike,
        }


class Tallies:
    """Asks all methods the same and remembers what they said."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._baselines = {name: make(catalogue) for name, make in BASELINES.items()}
        self._of: dict[str, MethodLists] = defaultdict(MethodLists)

    def ask(
        self,
        known: Acquaintance,
        *,
        picked: int,
        to_find: NDArray[np.int64],
        excluded: NDArray[np.int64],
        rng: np.random.Generator,
    ) -> None:
        """Lists for one listener; `to_find` and `excluded` are rows of songs, any edition counts.

        Methods without chance answer the same however often they are asked.
        """
        catalogue = self._catalogue
        wanted, known_songs = self._songs(to_find), self._songs(excluded)
        for _ in range(LISTS):
            self._add(MIEN, known.offered(LIST_SIZE), wanted)
        pick = Picked(picked, ~catalogue.explicit & ~known_songs[catalogue.song_codes])
        for name, baseline in self._baselines.items():
            for _ in range(LISTS if name == RANDOM else 1):
                self._add(name, baseline(pick, LIST_SIZE, rng), wanted)

    def as_dicts(self) -> dict[str, dict[str, float]]:
        """Method by method."""
        return {name: lists.as_dict(len(self._catalogue)) for name, lists in self._of.items()}

    def _add(self, name: str, rows: NDArray[np.int64], wanted: NDArray[np.bool_]) -> None:
        found = wanted[self._catalogue.song_codes[rows]]
        features = self._catalogue.standardised[rows]
        of_method = self._of[name]
        of_method.lists.append(rows.tolist())
        of_method.worths.append(
            (
                ndcg(found, possible=int(wanted.sum())),
                float(found.any()),
                spread(features),
                unlikeness(features),
            )
        )

    def _songs(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        codes = self._catalogue.song_codes
        marks = np.zeros(int(codes.max()) + 1, dtype=np.bool_)
        marks[codes[rows]] = True
        return marks
