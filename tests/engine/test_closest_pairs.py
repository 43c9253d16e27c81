import numpy as np
import pytest

from engine.closest_pairs import closest_pairs
from engine.nearest import CELL_ROWS, NearestRows

COUNT = 700


@pytest.fixture(scope="module")
def points():
    rng = np.random.default_rng(0)
    heaps = rng.normal(size=(5, 9)) * 2
    return (heaps[rng.integers(5, size=COUNT)] + rng.normal(size=(COUNT, 9)) * 0.5).astype(
        np.float32
    )


def scanned(points, within, most, groups):
    """Row to its closest rows, each pair looked at."""
    offsets = points[:, None, :].astype(np.float64) - points[None, :, :]
    distances = np.sqrt(np.square(offsets).sum(axis=2))
    distances[groups[:, None] == groups] = np.inf
    order = np.argsort(distances, axis=1, kind="stable")[:, :most]
    return {
        row: [(other, distances[row, other]) for other in best if distances[row, other] <= within]
        for row, best in enumerate(order.tolist())
    }


def joined(points, *, within, most, groups):
    pairs = closest_pairs(NearestRows.of(points), within=within, most=most, groups=groups)
    found = {row: [] for row in range(len(points))}
    for some in pairs:
        triples = zip(some.rows.tolist(), some.others.tolist(), some.distances, strict=True)
        for row, other, distance in triples:
            found[row].append((other, distance))
    return found


@pytest.mark.parametrize("within", [0.1, 1.0, 100.0])
@pytest.mark.parametrize("most", [1, 20, COUNT])
def test_every_row_gets_what_a_scan_of_all_pairs_gives(points, within, most):
    alone = np.arange(COUNT, dtype=np.int32)

    found = joined(points, within=within, most=most, groups=alone)

    assert found == scanned(points, within, most, alone)


def test_rows_of_one_group_are_no_pair(points):
    groups = (np.arange(COUNT) // 3).astype(np.int32)

    found = joined(points, within=2.0, most=10, groups=groups)

    assert found == scanned(points, 2.0, 10, groups)


def test_many_rows_in_one_place_do_not_push_each_other_out():
    points = np.repeat(np.eye(2, 9, dtype=np.float32), 3 * CELL_ROWS, axis=0)
    groups = np.arange(len(points), dtype=np.int32)

    found = joined(points, within=0.5, most=4, groups=groups)

    assert found == scanned(points, 0.5, 4, groups)


def test_a_single_row_has_nobody():
    assert joined(np.zeros((1, 9), np.float32), within=9, most=5, groups=np.zeros(1, np.int32)) == {
        0: []
    }
