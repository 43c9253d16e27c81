import numpy as np
import pytest

from engine.catalogue import load_catalogue
from engine.described import DescribedSong, with_described
from engine.directions import Direction, directions_from, leads, years_of
from engine.tracks import AudioFeatures

YEARS = {"id-a": 1969, "id-b": 2011, "id-c": 1969, "id-d": None, "id-f": 1984}


@pytest.fixture
def catalogue(track_table, build):
    years = track_table["track_id"].map(YEARS).astype("Int16")
    return load_catalogue(build(track_table.assign(year=years), "dated"))


def way(catalogue, direction, of):
    rows = np.arange(len(catalogue))
    found = leads(direction, catalogue, row=catalogue.row_of(of), to=rows)
    return {catalogue.track(row).track_id for row in np.flatnonzero(found).tolist()}


def test_brighter_is_more_valence(catalogue):
    assert way(catalogue, Direction.BRIGHTER, "id-b") == {"id-f", "2wrJq5XKLnmhRXHIAf9xBa"}


def test_calmer_is_less_arousal(catalogue):
    assert way(catalogue, Direction.CALMER, "id-b") == {"id-f", "2wrJq5XKLnmhRXHIAf9xBa"}


def test_older_is_years_older_where_both_years_are_known(catalogue):
    assert way(catalogue, Direction.OLDER, "id-b") == {"id-a", "id-c", "id-f"}
    assert way(catalogue, Direction.OLDER, "id-f") == {"id-a", "id-c"}
    assert way(catalogue, Direction.OLDER, "id-a") == set()
    assert way(catalogue, Direction.OLDER, "id-d") == set()


def test_a_catalogue_without_years_knows_none(small_catalogue):
    assert np.isnan(years_of(small_catalogue, np.arange(6))).all()
    assert way(small_catalogue, Direction.OLDER, "id-b") == set()
    assert directions_from(0, small_catalogue) == (Direction.BRIGHTER, Direction.CALMER)


def test_the_year_of_a_guest_is_unknown_and_leaves_the_others_theirs(catalogue):
    features = AudioFeatures(0.8, 0.8, -5.0, 0.05, 0.1, 0.0, 0.1, 0.95, 120.0)
    grown = with_described(catalogue, [DescribedSong("0" * 22, "New", ("Somebody",), features)])
    rows = np.arange(len(catalogue))

    years = years_of(grown, np.array([len(catalogue), *rows]))

    assert np.isnan(years[0])
    assert np.array_equal(years[1:], years_of(catalogue, rows), equal_nan=True)


def test_a_track_of_a_known_year_leads_to_older_ones(catalogue):
    dated, undated = (catalogue.row_of(name) for name in ("id-a", "id-d"))

    assert directions_from(dated, catalogue) == tuple(Direction)
    assert Direction.OLDER not in directions_from(undated, catalogue)
