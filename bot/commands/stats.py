"""What the terminal says of a catalogue's counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.catalogue_stats import CatalogueStats

    Table = tuple[str, Sequence[str], Sequence[Sequence[object]]]


def tables_of(told: CatalogueStats) -> Iterator[Table]:
    """Title, columns and rows of each table, in the order they are read."""
    names = ("tracks", "songs", "artists")
    counts = [(name, getattr(told, name)) for name in names]
    # A table without that column leaves no other trace than that no track is marked.
    share = f"{told.explicit_share:.1%}" if told.explicit_share else "no track is marked"
    yield "Catalogue", ("what", "value"), [*counts, ("explicit_share", share)]
    for name in ("genres", "moods"):
        yield name, ("name", "tracks"), list(getattr(told, name).items())
    rows = [(name, tracks, "; ".join(told.typical[name])) for name, tracks in told.clusters.items()]
    yield "clusters", ("name", "tracks", "typical tracks"), rows
    if told.cluster_counts:
        scores = [
            (one.count, one.silhouette, one.stability, one.lowest) for one in told.cluster_counts
        ]
        columns = ("clusters", "silhouette", "stability", "lowest of two seeds")
        yield "numbers of clusters compared", columns, scores
