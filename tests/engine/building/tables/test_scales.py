import numpy as np
import pytest

from engine.building.tables.scales import durations_in_ms, in_our_units
from engine.errors import CatalogueError
from engine.tracks import FEATURE_NAMES

ROW = dict(zip(FEATURE_NAMES, (0.5, 0.9, -3.5, 0.1, 0.01, 0.0, 0.2, 0.4, 120.5), strict=True))


def features(*rows):
    return np.array([[{**ROW, **row}[name] for name in FEATURE_NAMES] for row in rows], np.float32)


def column(rows, name):
    return rows[:, FEATURE_NAMES.index(name)].tolist()


def test_our_own_units_stay():
    rows = features({}, {"energy": 0.2})

    assert in_our_units(rows, name="f") == []
    np.testing.assert_array_equal(rows, features({}, {"energy": 0.2}))


def test_percent_becomes_a_share_and_is_told():
    rows = features({"energy": 90.0}, {"energy": 20.0}, {"energy": np.nan})

    assert in_our_units(rows, name="f") == ["read as percent: energy"]
    assert column(rows, "energy")[:2] == pytest.approx([0.9, 0.2])


def test_where_percent_is_the_rule_whole_numbers_are_percent_too():
    shares = [name for name in FEATURE_NAMES if name not in ("loudness", "tempo")]
    rows = features({**dict.fromkeys(shares, 50.0), "instrumentalness": 0.0, "speechiness": 1.0})

    in_our_units(rows, name="f")

    assert column(rows, "speechiness") == pytest.approx([0.01])


def test_where_percent_is_the_rule_one_number_above_1_makes_a_column_percent():
    shares = [name for name in FEATURE_NAMES if name not in ("loudness", "tempo")]
    percent = dict.fromkeys(shares, 50.5)
    rows = features(
        *[{**percent, "instrumentalness": 0.02}] * 3, {**percent, "instrumentalness": 87.5}
    )

    in_our_units(rows, name="f")

    assert column(rows, "instrumentalness") == pytest.approx([0.0002] * 3 + [0.875])


def test_one_impossible_share_does_not_make_percent():
    rows = features({}, {"energy": 1.2}, {})

    assert in_our_units(rows, name="f") == []


def test_decibels_may_lack_their_sign_or_be_scaled():
    plain, scaled = features({"loudness": 7.0}), features({"loudness": 0.5})

    assert in_our_units(plain, name="f") == ["loudness read as dB below 0 without their sign"]
    assert in_our_units(scaled, name="f") == ["loudness read as 0 to 1 for -60 to 0 dB"]
    assert (column(plain, "loudness"), column(scaled, "loudness")) == ([-7.0], [-30.0])


def test_a_scaled_tempo_is_refused():
    with pytest.raises(CatalogueError, match="beats per minute are needed"):
        in_our_units(features({"tempo": 0.5}), name="f")


@pytest.mark.parametrize("told", [[200_040.0, 180_000.0], [200.04, 180.0], [3.334, 3.0]])
def test_minutes_seconds_and_milliseconds_are_told_apart(told):
    assert durations_in_ms(np.array(told)).tolist() == pytest.approx([200_040, 180_000])


def test_a_duration_that_nobody_told_is_unknown():
    assert durations_in_ms(np.array([np.nan, 0.0, -5.0])).tolist() == [-1, -1, -1]
