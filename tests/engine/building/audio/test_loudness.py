import numpy as np
import pytest

from engine.building.audio.loudness import SILENCE_DB, loudness_db

RATE_HZ = 22_050
SINE = np.sin(2 * np.pi * 997 * np.arange(10 * RATE_HZ) / RATE_HZ).astype(np.float32)


def test_a_full_sine_in_one_channel_is_as_loud_as_the_recommendation_says():
    assert loudness_db(np.stack([SINE, 0 * SINE]), RATE_HZ) == pytest.approx(-3.01, abs=0.05)


def test_pauses_do_not_count():
    paused = np.concatenate([SINE, np.zeros(20 * RATE_HZ, np.float32)])

    assert loudness_db(np.stack([paused, 0 * paused]), RATE_HZ) == pytest.approx(-3.01, abs=0.3)


def test_nothing_to_hear_is_silence():
    assert loudness_db(np.zeros((2, RATE_HZ), np.float32), RATE_HZ) == SILENCE_DB
    assert loudness_db(np.zeros((2, 10), np.float32), RATE_HZ) == SILENCE_DB
