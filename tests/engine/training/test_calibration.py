import numpy as np
import pytest

from engine.training.calibration import (
    calibrated,
    calibration_error,
    fitted_temperature,
    log_prior_biases,
    negative_log_likelihood,
    sure_confidence,
)


def drawn(logits, seed=4):
    """Labels drawn from the probabilities that the logits stand for."""
    powers = np.exp(logits)
    shares = (powers / powers.sum(axis=1, keepdims=True)).cumsum(axis=1)
    return (np.random.default_rng(seed).random((len(logits), 1)) > shares).sum(axis=1)


@pytest.fixture
def honest():
    return np.random.default_rng(2).normal(scale=1.5, size=(4000, 7))


@pytest.mark.parametrize("boast", [0.5, 1.0, 3.0])
def test_the_temperature_takes_back_how_much_logits_boast(honest, boast):
    temperature = fitted_temperature(honest * boast, drawn(honest))

    assert temperature == pytest.approx(boast, rel=0.06)


def test_calibration_leaves_a_smaller_likelihood_loss_and_little_error(honest):
    result = calibrated(honest * 3, drawn(honest), accuracy=0.8)

    assert result.after < result.before
    assert result.error < 0.03


def test_the_likelihood_of_an_even_guess_is_known():
    assert negative_log_likelihood(np.zeros((5, 7)), np.arange(5)) == pytest.approx(np.log(7))


def test_confidence_that_matches_has_no_error():
    confidence = np.full(10, 0.7)
    right = np.arange(10) < 7

    assert calibration_error(confidence, right) == pytest.approx(0, abs=1e-12)
    assert calibration_error(np.ones(10), right) == pytest.approx(0.3)


def test_sure_is_the_lowest_confidence_that_keeps_the_promise():
    confidence = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    right = np.array([True, True, False, True, False])

    assert sure_confidence(confidence, right, accuracy=0.75) == 0.6
    assert sure_confidence(confidence, right, accuracy=1.0) == 0.8


def test_nothing_is_sure_when_the_promise_cannot_be_kept():
    assert sure_confidence(np.array([0.9]), np.array([False]), accuracy=0.5) == 1.0


def test_rare_labels_get_the_larger_bias():
    labels = np.array([0] * 90 + [1] * 10)

    common, rare = log_prior_biases(labels, strength=0.5, kinds=2)

    assert rare - common == pytest.approx(0.5 * np.log(9))
    assert rare + common == pytest.approx(0)


def test_without_strength_there_is_no_bias():
    assert log_prior_biases(np.array([0, 0, 1]), strength=0.0, kinds=2) == pytest.approx([0, 0])
