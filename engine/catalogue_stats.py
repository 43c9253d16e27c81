"""What a catalogue holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.cluster_counts import CountScore, best_count, reason_for
from engine.moods import MOOD_NAMES, MoodName
from engine.recommender import SET_SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.clusters import Cluster

# No artist stands twice in a set, and "five others" asks for as many again.
ARTISTS_WANTED = 2 * SET_SIZE

TYPICAL_TRACKS = 3
_TYPICAL_ROWS = 60  # among which that many artists are found


@dataclass(frozen=True, slots=True)
class CatalogueStats:
    """Counts for people who host; `explicit_share` is 0..1, genres are the largest first.

    `typical` has titles and artists of tracks in each cluster's middle; `cluster_counts` compares
    numbers of clusters and `why_so_many_clusters` says how that one was chosen, if it was.
    """

    tracks: int
    songs: int
    artists: int
    genres: Mapping[str, int]
    moods: Mapping[MoodName, int]
    clusters: Mapping[str, int]
    explicit_share: float
    typical: Mapping[str, Sequence[str]]
    cluster_counts: Sequence[CountScore]
    why_so_many_clusters: str | None


def stats_of(catalogue: Catalogue) -> CatalogueStats:
    """Counts all tracks once."""
    scores = catalogue.cluster_scores
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
        typical={
            one.name: _told(catalogue, typical_rows(catalogue, one, catalogue.standardised))
            for one in catalogue.cluster_profiles
        },
        cluster_counts=scores,
        why_so_many_clusters=reason_for(best_count(scores)) if scores else None,
    )


def scarce_moods(catalogue: Catalogue) -> tuple[MoodName, ...]:
    """Moods with too few artists for a set and five others, where explicit songs are left out."""
    moods = np.where(catalogue.explicit, -1, catalogue.mood_codes)
    return tuple(
        name
        for code, name in enumerate(MOOD_NAMES)
        if len(np.unique(catalogue.artist_codes[moods == code])) < ARTISTS_WANTED
    )


def typical_rows(
    catalogue: Catalogue, cluster: Cluster, standardised: NDArray[np.floating[Any]]
) -> list[int]:
    """The rows of [N, 9] nearest to a cluster's middle, one for each artist."""
    distances = np.square(standardised - np.array(cluster.centroid)).sum(axis=1)
    nearest = np.argsort(distances, kind="stable")[:_TYPICAL_ROWS]
    _, first = np.unique(catalogue.artist_codes[nearest], return_index=True)
    rows: list[int] = nearest[np.sort(first)][:TYPICAL_TRACKS].tolist()
    return rows


def title_and_artist(catalogue: Catalogue, row: int) -> str:
    """As "Title (First Artist)"."""
    track = catalogue.track(row)
    return f"{track.title} ({track.artists[0]})"


def _told(catalogue: Catalogue, rows: Sequence[int]) -> tuple[str, ...]:
    return tuple(title_and_artist(catalogue, row) for row in rows)
