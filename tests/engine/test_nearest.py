import numpy as np
import pytest

from engine.nearest import CELL_ROWS, NearestRows, nearest_among

COUNTS = (1, 2, CELL_ROWS, CELL_ROWS + 1, 5_000)


def points_of(count, width=9, seed=0):
    """Uneven, as music is: a few dense heaps, one feature that is nearly always the same."""
    rng = np.random.default_rng(seed)
    heaps = rng.normal(size=(7, width)) * 2
    points = heaps[rng.integers(len(heaps), size=count)] + rng.normal(size=(count, width)) * 0.6
    points[rng.random(count) < 0.9, 0] = -0.4
    return points.astype(np.float32)


def scanned(points, point, count, admitted=None):
    rows = np.arange(len(points)) if admitted is None else np.flatnonzero(admitted)
    distances = np.sqrt(np.square(points[rows].astype(np.float64) - point).sum(axis=1))
    best = np.lexsort((rows, distances))[:count]
    return rows[best].tolist(), distances[best].tolist()


def found(near):
    return near.rows.tolist(), near.distances.tolist()


@pytest.mark.parametrize("count", COUNTS)
def test_it_finds_what_a_scan_finds(count):
    points = points_of(count)
    index = NearestRows.of(points)

    for point in [*points[:20], *points_of(20, seed=1)]:
        assert found(index.nearest(point, count=6)) == scanned(points, point, 6)


@pytest.mark.parametrize("width", [1, 2, 9])
def test_any_number_of_features_will_do(width):
    points = points_of(1_000, width=width)
    point = points_of(1, width=width, seed=1)[0]

    near = NearestRows.of(points).nearest(point, count=30)

    assert found(near) == scanned(points, point, 30)


@pytest.mark.parametrize("share", [0.9, 0.1, 0.002, 0])
def test_only_admitted_rows_are_found_however_few_they_are(share):
    points = points_of(5_000)
    admitted = np.random.default_rng(2).random(5_000) < share
    index = NearestRows.of(points)

    for point in points[:20]:
        near = index.nearest(point, count=20, admits=admitted.__getitem__)
        assert found(near) == scanned(points, point, 20, admitted)


def test_asked_for_more_than_there_are_it_gives_all():
    points = points_of(300)

    assert len(NearestRows.of(points).nearest(points[0], count=1_000)) == 300


def test_of_equal_rows_the_lower_come_first():
    points = np.repeat(points_of(3), 200, axis=0)

    near = NearestRows.of(points).nearest(points[250], count=5)

    assert found(near) == ([200, 201, 202, 203, 204], [0.0] * 5)


def test_points_far_from_the_origin_are_told_apart():
    points = points_of(3_000) * np.float32(1e-3) + np.float32(50)
    index = NearestRows.of(points)

    for point in points[:30]:
        assert found(index.nearest(point, count=10)) == scanned(points, point, 10)


def test_it_does_not_look_at_everything():
    points = points_of(5_000)
    asked = []

    def admits(rows):
        asked.append(len(rows))
        return np.ones(len(rows), dtype=bool)

    NearestRows.of(points).nearest(points[0], count=5, admits=admits)

    assert sum(asked) < len(points) / 2


def test_the_points_themselves_stay_as_they_were():
    points = points_of(1_000)
    before = points.copy()

    NearestRows.of(points)

    assert (points == before).all()


def test_what_was_saved_is_mapped_and_finds_the_same(tmp_path):
    points = points_of(1_000)
    built = NearestRows.of(points)
    built.save(tmp_path / "nearest.npy")

    loaded = NearestRows.load(tmp_path / "nearest.npy", points)

    assert isinstance(loaded.cells.base, np.memmap)
    for point in points[:10]:
        assert found(loaded.nearest(point, count=7)) == found(built.nearest(point, count=7))


@pytest.mark.parametrize("count", [10, CELL_ROWS + 1])
def test_an_index_of_other_points_is_refused(tmp_path, count):
    NearestRows.of(points_of(count)).save(tmp_path / "nearest.npy")

    with pytest.raises(ValueError, match=r"nearest\.npy"):
        NearestRows.load(tmp_path / "nearest.npy", points_of(3 * count))


def test_a_few_rows_are_looked_at_one_by_one():
    points = points_of(500)
    pool = np.array([400, 3, 77, 21])

    near = nearest_among(pool, points, points[0], count=3)

    assert found(near) == scanned(points, points[0], 3, np.isin(np.arange(500), pool))
