"""Tables of tracks whose mood people have named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from engine.track_moods import LABELS
from engine.tracks import FEATURE_NAMES, folded, song_title

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

MOOD_COLUMN = "mood"
_NAMED = ("title", "artists")
_LABEL_OF = {label.casefold(): at for at, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True, eq=False)
class LabelledTracks:
    """Rows that have a known label and all features.

    `features` are float32 [N, 9], raw; `labels` int64 [N] positions in LABELS; `songs` and
    `artists` int64 [N] have one number for each song and first artist, one for each row where no
    names are told. `left_out` counts the other rows by why.
    """

    features: NDArray[np.float32]
    labels: NDArray[np.int64]
    songs: NDArray[np.int64]
    artists: NDArray[np.int64]
    left_out: Mapping[str, int]


def read_labelled_tracks(path: Path) -> LabelledTracks:
    """A CSV file with a mood and the nine features; ValueError says what is wrong with it."""
    try:
        table = pd.read_csv(path, dtype=str, encoding="utf-8-sig", keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise ValueError(f"it is not a CSV file: {error}") from error
    missing = [name for name in (MOOD_COLUMN, *FEATURE_NAMES) if name not in table.columns]
    if missing:
        raise ValueError(f"it lacks the columns {', '.join(missing)}")
    return _labelled(table)


def _labelled(table: pd.DataFrame) -> LabelledTracks:
    numbers = table[list(FEATURE_NAMES)].apply(pd.to_numeric, errors="coerce")
    features = numbers.to_numpy(dtype=np.float32)
    labels = np.array([_LABEL_OF.get(one.strip().casefold(), -1) for one in table[MOOD_COLUMN]])
    complete = np.isfinite(features).all(axis=1)
    used = complete & (labels >= 0)
    unknown = Counter(table[MOOD_COLUMN][complete & (labels < 0)])
    left_out = {f"the mood “{name}”": count for name, count in unknown.most_common()}
    if not complete.all():
        left_out["a feature that is no number"] = int((~complete).sum())
    if not used.any():
        raise ValueError(f"no row has all features and one of the moods {', '.join(LABELS)}")
    songs, artists = _groups(table)
    return LabelledTracks(features[used], labels[used], songs[used], artists[used], left_out)


def _groups(table: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if not set(_NAMED) <= set(table.columns):
        return np.arange(len(table)), np.arange(len(table))
    artists = [folded(_first(one)) for one in table["artists"]]
    songs = [folded(song_title(one)) for one in table["title"]]
    return _numbered(list(zip(songs, artists, strict=True))), _numbered(artists)


def _first(artists: str) -> str:
    return artists.replace(";", ",").split(",")[0]


def _numbered(names: list[Any]) -> NDArray[np.int64]:
    number = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], dtype=np.int64)
