"""What the recommender is asked to reach, beside what it reached."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from engine.evaluation.baselines import BASELINES, DETERMINISTIC, RANDOM
from engine.evaluation.tallies import MIEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LEAST_GAIN = 1.2
LEAST_COVERAGE_OF_DETERMINISTIC = 3.0
LEAST_COVERAGE_OF_RANDOM = 0.8
MOST_RANDOM_OF_ORACLE = 0.4
LEAST_OF_ORACLE = 0.9
LEAST_AUC_FROM_FEW = 0.62
LEAST_AUC_FROM_ALL = 0.75


@dataclass(frozen=True, slots=True)
class Criterion:
    """A number that must be at least, or at most, another."""

    name: str
    value: float
    wanted: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether it is."""
        return self.value <= self.wanted if self.at_most else self.value >= self.wanted


def criteria_of(
    simulated: Mapping[str, Any], playlists: Mapping[str, Any], one_listener: Mapping[str, float]
) -> list[dict[str, object]]:
    """All criteria as facts; those that were not measured are left out."""
    found = [
        Criterion(
            "random like rate / oracle's",
            simulated["random_of_oracle"],
            MOST_RANDOM_OF_ORACLE,
            at_most=True,
        ),
        Criterion(
            "like rate after 30 reactions / oracle's",
            simulated["of_oracle_after_30"],
            LEAST_OF_ORACLE,
        ),
        *_of_lists("simulated", simulated["methods"]),
        *_of_lists("playlists", playlists["methods"]),
        Criterion(
            "AUC from 30 likes and 30 dislikes",
            one_listener["auc_from_30_and_30"],
            LEAST_AUC_FROM_FEW,
        ),
    ]
    if "auc_from_all" in one_listener:
        found.append(Criterion("AUC from all", one_listener["auc_from_all"], LEAST_AUC_FROM_ALL))
    return [{**asdict(one), "met": one.met} for one in found]


def _of_lists(part: str, methods: Mapping[str, Mapping[str, float]]) -> Iterator[Criterion]:
    mien = methods[MIEN]
    for measure in ("ndcg_at_10", "hit_rate_at_10"):
        best = max(methods[name][measure] for name in BASELINES)
        yield Criterion(f"{part}: {measure}", mien[measure], LEAST_GAIN * best)
    widest = max(methods[name]["coverage"] for name in DETERMINISTIC)
    yield Criterion(
        f"{part}: coverage, of deterministic",
        mien["coverage"],
        LEAST_COVERAGE_OF_DETERMINISTIC * widest,
    )
    yield Criterion(
        f"{part}: coverage, of random",
        mien["coverage"],
        LEAST_COVERAGE_OF_RANDOM * methods[RANDOM]["coverage"],
    )
    for measure in ("diversity", "diversity_by_cosine"):
        for name in ("cosine on mood", "threshold graph"):
            yield Criterion(f"{part}: {measure}, of {name}", mien[measure], methods[name][measure])
