from __future__ import annotations

import numpy as np
import pytest

from engine.evaluation.real_interactions import (
    LEAST_SONGS,
    auc_from_all,
    auc_from_few,
    one_listener_in,
    playlists_in,
)
from engine.preferences import taste_worths
from engine.taste_space import TasteSpace


@pytest.fixture(scope="module")
def listener(interactions, catalogue):
    return one_listener_in(interactions, catalogue)


@pytest.fixture(scope="module")
def worths(listener):
    space = TasteSpace(listener.catalogue)
    return lambda signs, rows: taste_worths(signs, rows, space)


def test_playlists_hold_each_song_once(interactions, catalogue):
    playlists = playlists_in(interactions, catalogue)

    assert len(playlists) == 8
    for rows in playlists:
        assert LEAST_SONGS <= len(rows) == len(set(catalogue.song_codes[rows].tolist()))


def test_the_listeners_songs_stand_behind_the_catalogue(listener, catalogue):
    assert listener.rows[0] == len(catalogue)
    assert len(listener.catalogue.standardised) == len(catalogue) + 400
    assert listener.catalogue.standardised[listener.rows[1]] == pytest.approx(
        catalogue.standardised[14], abs=0.01
    )


def test_a_plain_taste_is_learned_from_few_and_better_from_all(listener, worths):
    few = auc_from_few(listener, worths, random_state=0)
    everything = auc_from_all(listener, worths, random_state=0)

    assert 0.75 < few < everything


def test_who_is_indifferent_cannot_be_learned(listener):
    def nothing(_, rows):
        return np.zeros(len(rows))

    assert auc_from_few(listener, nothing, random_state=0) == pytest.approx(0.5)
