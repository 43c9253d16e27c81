"""A few frames of many, without keeping the many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np

Moment = TypeVar("Moment")
Kept = TypeVar("Kept")


def evenly_sampled(
    moments: Iterable[Moment], *, count: int, keep: Callable[[Moment], Kept]
) -> list[Kept]:
    """At most `count` of the moments, evenly spread, first and last stretch included.

    The length need not be known: whenever twice `count` are held every second one is dropped and
    the stride doubles. `keep` is called only for moments that are held, before the next is drawn.
    """
    kept: list[Kept] = []
    stride = 1
    for index, moment in enumerate(moments):
        if index % stride:
            continue
        if len(kept) == 2 * count:
            kept = kept[::2]
            stride *= 2
        kept.append(keep(moment))
    if len(kept) <= count:
        return kept
    return [kept[round(place)] for place in np.linspace(0, len(kept) - 1, count)]
