"""Brings a column's numbers into our units, judging by the whole column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.building.tables.cells import UNKNOWN
from engine.errors import CatalogueError
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARES = tuple(name for name in FEATURE_NAMES if name not in ("loudness", "tempo"))
QUIETEST_DB = -60.0
LONGEST_DURATION_MS = 2**31 - 1
_MS_ABOVE, _SECONDS_ABOVE = 10_000, 20  # the median song: 200,000 ms, 200 s, 3.3 minutes


def in_our_units(features: NDArray[np.float32], *, name: str) -> list[str]:
    """Rescales the columns of [N, 9] in place and says which; NaN stays.

    CatalogueError where tempo lies in 0..1: no rule leads back to beats per minute.
    """
    notes = []
    percent = _percent_columns(features)
    for at in percent:
        features[:, at] /= 100
    if percent:
        notes.append(f"read as percent: {', '.join(FEATURE_NAMES[at] for at in percent)}")
    loudness = features[:, FEATURE_NAMES.index("loudness")]
    told = loudness[~np.isnan(loudness)]
    if len(told) and told.min() >= 0:
        notes.append(_made_decibels(loudness, scaled=bool(told.max() <= 1)))
    tempo = features[:, FEATURE_NAMES.index("tempo")]
    if np.nanmax(tempo, initial=0) <= 1 and np.nanmax(tempo, initial=0) > 0:
        raise CatalogueError(name, "tempo lies between 0 and 1: beats per minute are needed")
    return notes


def durations_in_ms(values: NDArray[np.float64]) -> NDArray[np.int32]:
    """Minutes, seconds or milliseconds, judged by the median, as milliseconds; UNKNOWN for none."""
    known = values[values > 0]
    middle = float(np.median(known)) if len(known) else 0.0
    factor = 1 if middle > _MS_ABOVE else 1000 if middle > _SECONDS_ABOVE else 60_000
    scaled = np.nan_to_num(values * factor, nan=UNKNOWN)
    possible = (scaled > 0) & (scaled <= LONGEST_DURATION_MS)
    return np.where(possible, scaled, UNKNOWN).astype(np.int32)


def _made_decibels(loudness: NDArray[np.float32], *, scaled: bool) -> str:
    if scaled:
        loudness *= -QUIETEST_DB
        loudness += QUIETEST_DB
        return "loudness read as 0 to 1 for -60 to 0 dB"
    loudness *= -1
    return "loudness read as dB below 0 without their sign"


def _percent_columns(features: NDArray[np.float32]) -> list[int]:
    """Columns with most numbers above 1; where they are the rule, others whose numbers say so.

    One number above 1 says so, and so do whole numbers alone.
    """
    places = [FEATURE_NAMES.index(name) for name in SHARES]
    sure = [at for at in places if _mostly_above_one(features[:, at])]
    if len(sure) * 2 < len(places):
        return sure
    return [at for at in places if at in sure or _may_be_percent(features[:, at])]


def _mostly_above_one(values: NDArray[np.float32]) -> bool:
    return bool(np.count_nonzero(values > 1) * 2 > np.count_nonzero(values > 0))


def _may_be_percent(values: NDArray[np.float32]) -> bool:
    told = values[~np.isnan(values)]
    return bool((told > 1).any() or (told == np.floor(told)).all())
