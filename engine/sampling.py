"""A few frames of many, without keeping the many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypeVar

Moment = TypeVar("Moment")
Kept = TypeVar("Kept")

# Times are sums of durations: what is due now must not be skipped for the last of its digits.
_NEARLY = 0.99


def evenly_sampled(
    moments: Iterable[tuple[float, Moment]], *, count: int, keep: Callable[[Moment], Kept]
) -> list[Kept]:
    """At most `count` of the moments, evenly spread over their times, first and last stretch in it.

    Neither the number nor the length need be known: whenever twice `count` are held, half of them
    are dropped and others are held only as far apart. `keep` is called only for moments that are
    held, before the next is drawn.
    """
    held: list[tuple[float, Kept]] = []
    apart_s = 0.0
    for time_s, moment in moments:
        if len(held) == 2 * count:
            held = _thinned(held, count)
            apart_s = _NEARLY * min(_gaps(held))
        if held and time_s - held[-1][0] < apart_s:
            continue
        held.append((time_s, keep(moment)))
    return [kept for _, kept in _thinned(held, count)]


def _thinned(held: list[tuple[float, Kept]], count: int) -> list[tuple[float, Kept]]:
    """Without those that stood closest between their neighbours; the first and last stay."""
    left = list(held)
    while len(left) > max(count, 2):
        spans = [left[at + 1][0] - left[at - 1][0] for at in range(1, len(left) - 1)]
        del left[1 + spans.index(min(spans))]
    return left[:count]


def _gaps(held: list[tuple[float, Kept]]) -> list[float]:
    return [later[0] - earlier[0] for earlier, later in pairwise(held)] or [0.0]
