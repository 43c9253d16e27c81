"""How many clusters a catalogue has, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_CHOSEN = 4  # fewer could not tell the quarters of the plane apart
MOST_CHOSEN = 10  # the words for places and traits do not tell more apart
STABLE = 0.9  # of the adjusted Rand index: below, another seed would tell other clusters


@dataclass(frozen=True, slots=True)
class CountScore:
    """How well k-means does with so many clusters.

    `inertia` is the sum of squared distances to the centres; `stability` the mean and `lowest` the
    least adjusted Rand index of two seeds, at most 1.
    """

    count: int
    inertia: float
    silhouette: float
    stability: float
    lowest: float


def best_count(scores: Sequence[CountScore]) -> CountScore:
    """The best silhouette among the stable counts from 4 to 10; the most stable if none is."""
    possible = [score for score in scores if FEWEST_CHOSEN <= score.count <= MOST_CHOSEN]
    stable = [score for score in possible if score.stability >= STABLE]
    if not stable:
        return max(possible, key=lambda score: score.stability)
    return max(stable, key=lambda score: score.silhouette)


def reason_for(chosen: CountScore) -> str:
    """Why that count is the best one, in words."""
    if chosen.stability < STABLE:
        return (
            f"No count from {FEWEST_CHOSEN} to {MOST_CHOSEN} gives the same clusters whatever the "
            f"seed (stability {STABLE:g}); {chosen.count} comes nearest with "
            f"{chosen.stability:.2f}."
        )
    return (
        f"{chosen.count} has the best silhouette, {chosen.silhouette:.2f}, of the counts from "
        f"{FEWEST_CHOSEN} to {MOST_CHOSEN} that give the same clusters whatever the seed "
        f"(stability of {STABLE:g} or more; here {chosen.stability:.2f})."
    )
