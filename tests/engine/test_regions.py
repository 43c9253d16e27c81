from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.goals import Step
from engine.moods import MOOD_NAMES, MoodName
from engine.regions import LOOKED_AT, RADII, Offerable, Regions, distances_to
from engine.song_index import SongIndex

HAPPY_STEP = Step(0.81, 0.51)


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


def everything(catalogue):
    return Offerable(
        fresh=np.ones(len(catalogue), dtype=bool),
        returning=np.empty(0, dtype=np.int64),
    )


def region(step, catalogue, offerable, artists=5):
    return Regions(catalogue).of([step] * artists, offerable)[step]


def test_a_region_is_what_lies_around_the_point(catalogue):
    found = region(HAPPY_STEP, catalogue, everything(catalogue))

    distances = distances_to(HAPPY_STEP, catalogue.plane)
    assert sorted(found.rows.tolist()) == np.flatnonzero(distances <= RADII[0]).tolist()
    assert not found.widened


def test_only_the_moods_of_a_step_stand_there(catalogue):
    step = Step(-0.55, 0.6, frozenset({MoodName.FEARFUL}))

    codes = catalogue.mood_codes[region(step, catalogue, everything(catalogue)).rows]

    assert {MOOD_NAMES[code] for code in codes} == {MoodName.FEARFUL}


def test_no_track_stands_outside_a_band(catalogue):
    step = Step(0.0, 0.0, reach=0.1)

    rows = region(step, catalogue, everything(catalogue)).rows

    assert np.abs(catalogue.plane[rows, 0]).max() <= 0.1 + 1e-6


@pytest.mark.parametrize("radius", [RADII[0], RADII[1]])
def test_a_used_up_ring_gives_way_to_the_next(catalogue, radius):
    used_up = distances_to(HAPPY_STEP, catalogue.plane) <= radius
    offerable = Offerable(fresh=~used_up, returning=np.flatnonzero(used_up))

    found = region(HAPPY_STEP, catalogue, offerable)

    assert found.widened
    assert not found.repeated
    assert not used_up[found.rows].any()


def test_the_longest_unheard_return_and_no_more_than_are_needed(catalogue):
    near = np.flatnonzero(distances_to(HAPPY_STEP, catalogue.plane) <= RADII[-1])
    heard = list(dict.fromkeys(catalogue.track(row).song_key for row in near.tolist()))
    fresh = np.ones(len(catalogue), dtype=bool)
    fresh[near] = False
    offerable = Offerable(fresh=fresh, returning=SongIndex(catalogue).rows_of_keys(heard))

    found = region(HAPPY_STEP, catalogue, offerable)

    ages = {heard.index(catalogue.track(row).song_key) for row in found.rows.tolist()}
    assert found.repeated
    assert len(np.unique(catalogue.artist_codes[found.rows])) == 5
    assert ages == set(range(len(ages)))


def test_a_step_that_nothing_fits_has_no_rows(catalogue):
    nothing = np.zeros(len(catalogue), dtype=bool)

    found = region(
        HAPPY_STEP, catalogue, Offerable(fresh=nothing, returning=np.flatnonzero(nothing))
    )

    assert len(found.rows) == 0


def test_where_tracks_are_many_the_nearest_are_looked_at(catalogue):
    copies = -(-3 * LOOKED_AT // np.count_nonzero(distances_to(HAPPY_STEP, catalogue.plane) < 0.35))
    crowded = replace(
        catalogue,
        plane=np.tile(catalogue.plane, (copies, 1)),
        mood_codes=np.tile(catalogue.mood_codes, copies),
        artist_codes=np.tile(catalogue.artist_codes, copies),
    )
    count = len(crowded.plane)
    offerable = Offerable(np.ones(count, dtype=bool), np.empty(0, dtype=np.int64))

    found = Regions(crowded).of([HAPPY_STEP], offerable)[HAPPY_STEP]

    distances = distances_to(HAPPY_STEP, crowded.plane)
    outside = np.setdiff1d(np.arange(count), found.rows)
    assert len(found.rows) == LOOKED_AT
    assert distances[found.rows].max() <= distances[outside].min() + 0.05
    assert not found.widened
