"""What real people put together and liked: playlists, and one listener's likes and dislikes."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.lists import auc
from engine.signs import Signs
from engine.tracks import FEATURE_NAMES, folded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue

    Worths = Callable[[Signs, NDArray[np.int64]], NDArray[np.floating]]

PLAYLIST_FILES = {
    "interactions_playlists_exportify.csv": "playlist",
    "interactions_playlists_titlejoin.csv": "pl",
}
ONE_LISTENER_FILE = "interactions_like_dislike_one_user.csv"

# Fewer songs are no taste, and nothing would be left to find.
LEAST_SONGS = 12

FEW = 30
DRAWS = 100
FOLDS = 10


def playlists_in(folder: Path, catalogue: Catalogue) -> list[NDArray[np.int64]]:
    """Rows of each playlist that has enough songs of the catalogue, in a fixed order."""
    ids = catalogue.table.column("track_id").to_pylist()
    row_of = {track_id: row for row, track_id in enumerate(ids)}
    found: list[NDArray[np.int64]] = []
    for file, column in PLAYLIST_FILES.items():
        rows_of: dict[int, list[int]] = defaultdict(list)
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                if (row := row_of.get(line["track_id"])) is not None:
                    rows_of[int(line[column])].append(row)
        found += [_one_row_a_song(rows_of[name], catalogue) for name in sorted(rows_of)]
    return [rows for rows in found if len(rows) >= LEAST_SONGS]


def _one_row_a_song(rows: list[int], catalogue: Catalogue) -> NDArray[np.int64]:
    some = np.array(rows, dtype=np.int64)
    _, first = np.unique(catalogue.song_codes[some], return_index=True)
    return some[np.sort(first)]


@dataclass(frozen=True, slots=True)
class OneListener:
    """Songs of one real listener as a catalogue, row by row liked (bool [n]) or disliked."""

    catalogue: Catalogue
    rows: NDArray[np.int64]
    liked: NDArray[np.bool_]


def one_listener_in(folder: Path, catalogue: Catalogue) -> OneListener:
    """The listener's songs behind those of the catalogue, measured by its scale; no genres."""
    with (folder / ONE_LISTENER_FILE).open(encoding="utf-8", newline="") as lines:
        songs = list(csv.DictReader(lines))
    features = np.array([[float(song[name]) for name in FEATURE_NAMES] for song in songs])
    count = len(catalogue)
    return OneListener(
        catalogue=_extended(catalogue, features.astype(np.float32), songs),
        rows=np.arange(count, count + len(songs)),
        liked=np.array([song["target"] == "1" for song in songs]),
    )


def _extended(
    catalogue: Catalogue, features: NDArray[np.float32], songs: list[dict[str, str]]
) -> Catalogue:
    """Songs that no table knows, at the end of a catalogue's arrays."""
    mean = catalogue.features.mean(axis=0, dtype=np.float64)
    deviation = catalogue.features.std(axis=0, dtype=np.float64)
    artists = _codes([folded(song["artist"]) for song in songs], catalogue.artist_codes)
    keys = [f"{folded(song['song_title'])}|{folded(song['artist'])}" for song in songs]
    none = np.full(len(songs), -1)
    return replace(
        catalogue,
        features=np.vstack([catalogue.features, features]),
        standardised=np.vstack(
            [catalogue.standardised, ((features - mean) / deviation).astype(np.float32)]
        ),
        genre_codes=np.append(catalogue.genre_codes, none.astype(np.int16)),
        artist_codes=np.append(catalogue.artist_codes, artists),
        song_codes=np.append(catalogue.song_codes, _codes(keys, catalogue.song_codes)),
    )


def _codes(names: list[str], known: NDArray[np.int32]) -> NDArray[np.int32]:
    """A number for each name, none that is `known`."""
    _, codes = np.unique(names, return_inverse=True)
    return (codes + int(known.max()) + 1).astype(np.int32)


def auc_from_few(
    listener: OneListener,
    worths: Worths,
    *,
    random_state: int,
    within: NDArray[np.bool_] | None = None,
) -> float:
    """Mean over draws of FEW likes and FEW dislikes, each judged on all other songs `within`."""
    rng = np.random.default_rng(random_state)
    songs = np.arange(len(listener.rows)) if within is None else np.flatnonzero(within)
    liked, disliked = songs[listener.liked[songs]], songs[~listener.liked[songs]]
    found = []
    for _ in range(DRAWS):
        taught = [rng.choice(some, FEW, replace=False) for some in (liked, disliked)]
        found.append(_auc(listener, np.concatenate(taught), songs, worths))
    return float(np.mean(found))


def auc_from_all(listener: OneListener, worths: Worths, *, random_state: int) -> float:
    """Mean over draws: nine tenths of the songs taught, the last tenth judged."""
    rng = np.random.default_rng(random_state)
    songs = np.arange(len(listener.rows))
    held_out = len(songs) // FOLDS
    found = [_auc(listener, rng.permutation(songs)[held_out:], songs, worths) for _ in range(DRAWS)]
    return float(np.mean(found))


def _auc(
    listener: OneListener,
    taught: NDArray[np.int64],
    songs: NDArray[np.int64],
    worths: Worths,
) -> float:
    judged = np.setdiff1d(songs, taught)
    signs = Signs(
        rows=listener.rows[taught],
        values=np.where(listener.liked[taught], 1.0, -1.0),
        weights=np.ones(len(taught)),
        titles=("",) * len(taught),
        are_seeds=np.zeros(len(taught), dtype=np.bool_),
        for_itself=np.ones(len(taught), dtype=np.bool_),
    )
    return auc(worths(signs, listener.rows[judged]), listener.liked[judged])
