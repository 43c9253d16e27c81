"""What the report says of models, and which of their numbers are circular."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.building.label_models import FOLDS
from engine.building.report_page import Section, figure, paragraph, side_by_side, table
from engine.pictures.charts import Axis, Grid, grid_chart, line_chart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.building.label_models import ModelComparison, ModelScore


def model_sections(
    circular: ModelComparison | None, labelled: ModelComparison | None
) -> Iterator[Section]:
    """Clusters told again from the same features, then moods that people named, if given."""
    yield Section(
        "Models that tell clusters: circular",
        (
            paragraph(
                "These numbers are circular. k-means made the clusters from the nine features, and "
                "the models tell them from the same nine: a high accuracy says that clusters have "
                "simple borders, and nothing about moods or about music.",
                warning=True,
            ),
            *_of_clusters(circular),
        ),
    )
    yield Section("Models that tell moods named by people: not circular", _by_people(labelled))


def _of_clusters(circular: ModelComparison | None) -> tuple[str, ...]:
    if circular is None:
        return (paragraph("Not measured: the clusters have too few tracks."),)
    return (
        paragraph(
            f"{circular.rows:,} tracks by chance, {FOLDS} folds, no song on both sides. Clusters "
            "have the numbers of the chosen k above."
        ),
        *_compared(circular, what="cluster"),
    )


def _by_people(labelled: ModelComparison | None) -> tuple[str, ...]:
    if labelled is None:
        return (
            paragraph(
                "Not measured: this needs tracks whose mood people have named, at least "
                f"{FOLDS} of two moods and by {FOLDS} artists. Give a CSV file of them with "
                "--moods FILE."
            ),
        )
    return (
        paragraph(
            "These numbers are not circular: people named the moods, without the features. "
            f"{labelled.rows:,} tracks, {FOLDS} folds, no first artist on both sides."
        ),
        *_compared(labelled, what="mood"),
    )


def _compared(found: ModelComparison, *, what: str) -> tuple[str, ...]:
    rows = [(score.name, score.accuracy, score.macro_f1) for score in found.scores]
    neighbours = [number for number, _ in found.by_neighbours]
    accuracies = [accuracy for _, accuracy in found.by_neighbours]
    best = neighbours[accuracies.index(max(accuracies))]
    curve = figure(
        line_chart(
            list(range(len(neighbours))),
            {"KNN": accuracies},
            Axis("number of neighbours", "accuracy"),
            names=[str(number) for number in neighbours],
        ),
        alt=f"Accuracy of KNN by neighbours: best with {best}, {max(accuracies):.3f}.",
        caption=f"KNN by number of neighbours; the best, {best}, is in the table. It was chosen on "
        "the same folds, so it flatters itself a little.",
    )
    matrices = side_by_side(_confusion(score, found.names, what=what) for score in found.scores)
    return (table("Models compared", ("model", "accuracy", "macro-F1"), rows), curve, matrices)


def _confusion(score: ModelScore, names: tuple[str, ...], *, what: str) -> str:
    shares = score.confusion / score.confusion.sum(axis=1, keepdims=True)
    told = "; ".join(
        f"{name} {row[at]:.0%}" for at, (name, row) in enumerate(zip(names, shares, strict=True))
    )
    return figure(
        grid_chart(Grid(shares, names, names, "{:.0%}"), Axis(f"{what} told", f"true {what}")),
        alt=f"Confusion of {score.name}. Told rightly: {told}.",
        caption=f"{score.name}: share of each true {what}.",
    )
