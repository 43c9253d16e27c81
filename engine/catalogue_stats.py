"""What a catalogue holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.moods import MOOD_NAMES, MoodName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class CatalogueStats:
    """Counts for people who host; `explicit_share` is 0..1, genres are the largest first."""

    tracks: int
    songs: int
    artists: int
    genres: Mapping[str, int]
    moods: Mapping[MoodName, int]
    clusters: Mapping[str, int]
    explicit_share: float


def stats_of(catalogue: Catalogue) -> CatalogueStats:
    """Counts all tracks once."""
    known = catalogue.genre_codes[catalogue.genre_codes >= 0]
    genres = np.bincount(known, minlength=len(catalogue.genre_names)).tolist()
    moods = np.bincount(catalogue.mood_codes, minlength=len(MOOD_NAMES)).tolist()
    by_size = sorted(zip(catalogue.genre_names, genres, strict=True), key=lambda pair: -pair[1])
    return CatalogueStats(
        tracks=len(catalogue),
        songs=len(np.unique(catalogue.song_codes)),
        artists=len(np.unique(catalogue.artist_codes)),
        genres=dict(by_size),
        moods=dict(zip(MOOD_NAMES, moods, strict=True)),
        clusters={profile.name: profile.size for profile in catalogue.cluster_profiles},
        explicit_share=float(catalogue.explicit.mean()),
    )
