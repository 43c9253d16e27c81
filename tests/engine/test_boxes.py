import numpy as np
import pytest

from engine.boxes import best_apart, none_inside_another, regressed, squared

LARGE, INSIDE, ASIDE = (0, 0, 100, 100), (30, 30, 60, 60), (200, 0, 300, 100)


def boxes(*rows):
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def test_a_box_is_squared_around_its_middle():
    assert squared(boxes((10, 20, 30, 60))).tolist() == [[0, 20, 40, 60]]


def test_edges_move_by_shares_of_the_side():
    moved = regressed(boxes((0, 0, 10, 20)), np.array([[0.1, 0.1, -0.1, 0]], dtype=np.float32))

    assert moved[0].tolist() == pytest.approx([1, 2, 9, 20])


def test_the_best_boxes_come_first_and_stay_apart():
    nearly = (5, 5, 105, 105)

    kept = best_apart(boxes(LARGE, nearly, ASIDE), np.array([0.8, 0.9, 0.95]), 0.5)

    assert kept.tolist() == [2, 1]


def test_no_boxes_stay_none():
    assert best_apart(boxes(), np.empty(0), 0.5).tolist() == []
    assert none_inside_another(boxes(), np.empty(0), 0.5) == []


def test_a_box_inside_a_better_one_goes_though_they_share_little_of_their_union():
    scores = np.array([0.9, 0.8])

    assert best_apart(boxes(LARGE, INSIDE), scores, 0.5).tolist() == [0, 1]
    assert none_inside_another(boxes(LARGE, INSIDE), scores, 0.5) == [0]
    assert none_inside_another(boxes(LARGE, ASIDE), scores, 0.5) == [0, 1]
