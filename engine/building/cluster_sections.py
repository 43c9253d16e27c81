"""What the report says of clusters: components, how many, which, and by other methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.building.comparison import METHOD_ROWS
from engine.building.components import sampled
from engine.building.counting import COMPARED_ROWS, SEEDS
from engine.building.report_page import Section, figure, heading, paragraph, table
from engine.catalogue_stats import title_and_artist, typical_rows
from engine.cluster_counts import reason_for
from engine.pictures.charts import Axis, Grid, Places, grid_chart, line_chart, plane_chart
from engine.tracks import FEATURE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.building.clustering import Clustering
    from engine.building.comparison import MethodScore
    from engine.catalogue import Catalogue
    from engine.cluster_counts import CountScore

MAP_ROWS = 3_000


def overview_section(catalogue: Catalogue) -> Section:
    """What this is about."""
    rows = [
        ("tracks", len(catalogue)),
        ("songs", len(np.unique(catalogue.song_codes))),
        ("first artists", len(np.unique(catalogue.artist_codes))),
        ("version", catalogue.version),
        ("source", catalogue.provenance.source),
        ("licence", catalogue.provenance.licence),
    ]
    return Section("The catalogue", (table("What it holds", ("what", "value"), rows),))


def components_section(
    standardised: NDArray[np.float64], shares: NDArray[np.float64], *, kept: int
) -> Section:
    """Scree and correlations."""
    numbers = list(range(1, len(shares) + 1))
    summed = shares.cumsum()
    scree = line_chart(
        numbers,
        {"each": shares.tolist(), "so far": summed.tolist()},
        Axis("principal component", "share of the variance"),
        marked=kept,
        mark=f"{kept} are kept",
    )
    correlations = standardised.T @ standardised / len(standardised)
    grid = Grid(correlations, FEATURE_NAMES, FEATURE_NAMES, "{:.2f}", signed=True)
    pairs = np.abs(np.triu(correlations, 1))
    one, other = divmod(int(pairs.argmax()), len(FEATURE_NAMES))
    strongest = f"{FEATURE_NAMES[one]} and {FEATURE_NAMES[other]}"
    parts = (
        paragraph(
            f"Each of the nine features is standardised. {kept} principal components keep "
            f"{summed[kept - 1]:.0%} of their variance; the comparisons of clusters below use them."
        ),
        figure(
            scree,
            alt=f"Scree: the first component holds {shares[0]:.0%} of the variance, "
            f"the first {kept} hold {summed[kept - 1]:.0%}.",
            caption="Scree: share of the variance by principal component.",
        ),
        figure(
            grid_chart(grid, Axis("", "")),
            alt=f"Correlations of the features; the strongest is {correlations[one, other]:.2f} "
            f"between {strongest}.",
            caption="Correlation of features, over all tracks.",
        ),
    )
    return Section("Features and their components", parts)


def counts_section(scores: Sequence[CountScore], *, chosen: CountScore) -> Section:
    """Elbow, silhouette, stability, and why the count was chosen."""
    counts = [score.count for score in scores]
    mark = f"chosen: {chosen.count}"
    elbow = line_chart(
        counts,
        {"k-means": [score.inertia for score in scores]},
        Axis("number of clusters k", "squared distance to centres"),
        marked=chosen.count,
        mark=mark,
    )
    silhouettes = line_chart(
        counts,
        {
            "silhouette": [score.silhouette for score in scores],
            "stability (mean)": [score.stability for score in scores],
            "stability (lowest)": [score.lowest for score in scores],
        },
        Axis("number of clusters k", "silhouette, adjusted Rand index"),
        marked=chosen.count,
        mark=mark,
    )
    rows = [(s.count, round(s.inertia), s.silhouette, s.stability, s.lowest) for s in scores]
    parts = (
        paragraph(reason_for(chosen)),
        paragraph(
            f"Measured on at most {COMPARED_ROWS:,} tracks by chance, in their components. "
            f"Stability is the adjusted Rand index between {len(SEEDS)} seeds. A "
            "silhouette below .25 means that songs form a cloud, not islands: clusters describe, "
            "they decide nothing."
        ),
        figure(elbow, alt="Elbow: the distance to centres falls as k grows.", caption="Elbow."),
        figure(
            silhouettes,
            alt=f"Silhouette {chosen.silhouette:.2f} and stability {chosen.stability:.2f} "
            f"at the chosen k of {chosen.count}; every k is in the table.",
            caption="Silhouette, and agreement over seeds.",
        ),
        table(
            "k-means by number of clusters",
            ("k", "squared distance", "silhouette", "stability (mean)", "stability (lowest)"),
            rows,
        ),
    )
    return Section("How many clusters", parts)


def clusters_section(
    catalogue: Catalogue,
    groupings: Mapping[int, Clustering],
    *,
    standardised: NDArray[np.float64],
    chosen: int,
) -> Section:
    """Each count's clusters by name and typical tracks; a map of the chosen ones."""
    parts: list[str] = []
    for count, grouping in groupings.items():
        title = f"k = {count}" + (", the chosen one" if count == chosen else "")
        parts += [heading(title), _map(catalogue, grouping)]
        parts.append(_cluster_table(catalogue, grouping, standardised=standardised))
    return Section("Clusters, by their place on the circumplex", tuple(parts))


def methods_section(scores: Sequence[MethodScore], *, rows: int) -> Section:
    """DBSCAN and Birch beside k-means, on a sample of the catalogue's `rows`."""
    cells = [
        (
            *(score.name, score.setting, score.clusters, f"{score.largest:.0%}"),
            *(f"{score.left_out:.0%}", score.silhouette, score.agreement),
        )
        for score in scores
    ]
    columns = ("method", "setting", "clusters", "in the largest", "in none", "silhouette")
    parts = (
        paragraph(
            f"On the same {min(rows, METHOD_ROWS):,} of {rows:,} tracks by chance. DBSCAN finds "
            "islands of equal density and leaves out what lies between: its silhouette counts only "
            "what it kept, and is high where nearly all is one island. Agreement is the adjusted "
            "Rand index with k-means; 0 is chance."
        ),
        table("Methods compared", (*columns, "agreement"), cells),
    )
    return Section("DBSCAN and Birch", parts)


def _map(catalogue: Catalogue, grouping: Clustering) -> str:
    rows = sampled(len(catalogue), MAP_ROWS)
    names = [cluster.name for cluster in grouping.clusters]
    middles = np.array([(one.valence, one.arousal) for one in grouping.clusters])
    picture = plane_chart(
        Places(catalogue.plane[rows], grouping.labels[rows], names, middles),
        Axis("valence, from dark to bright", "arousal (energy), from still to fierce"),
    )
    told = "; ".join(
        f"{at + 1} {one.name} at {one.valence:.2f}, {one.arousal:.2f}"
        for at, one in enumerate(grouping.clusters)
    )
    return figure(
        picture,
        alt=f"Valence and arousal of tracks by cluster. Middles: {told}.",
        caption=f"Valence and energy of {len(rows):,} tracks by chance, and the middle of each "
        "cluster over all of its tracks.",
    )


def _cluster_table(
    catalogue: Catalogue, grouping: Clustering, *, standardised: NDArray[np.float64]
) -> str:
    rows = []
    for at, one in enumerate(grouping.clusters):
        typical = typical_rows(catalogue, one, standardised)
        titles = "; ".join(title_and_artist(catalogue, row) for row in typical)
        rows.append((at + 1, one.name, one.size, one.valence, one.arousal, one.mood, titles))
    return table(
        f"{len(rows)} clusters",
        ("", "name", "tracks", "valence", "arousal", "most are", "typical tracks"),
        rows,
    )
