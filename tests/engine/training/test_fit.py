import pytest

from engine.training.fit import Schedule

EPOCHS = 30


@pytest.fixture
def schedule():
    return Schedule(epochs=EPOCHS)


def test_the_rate_rises_for_an_epoch_and_falls_to_nothing(schedule):
    rates = [schedule.learning_rate(epoch / 4) for epoch in range(4 * EPOCHS + 1)]

    assert rates[0] < 0.02 * schedule.peak_learning_rate
    assert max(rates) == pytest.approx(schedule.peak_learning_rate, rel=0.01)
    assert rates.index(max(rates)) == 4
    assert rates[4:] == sorted(rates[4:], reverse=True)
    assert rates[-1] == pytest.approx(0)


def test_the_last_faces_are_changed_less(schedule):
    strengths = [schedule.strength_at(epoch) for epoch in range(EPOCHS)]

    assert strengths == [0.7] * 22 + [0.3] * 8


def test_faces_grow_from_epoch_to_epoch(schedule):
    assert [schedule.closeness(epoch) for epoch in (0, 15, EPOCHS)] == [0, 0.5, 1]
