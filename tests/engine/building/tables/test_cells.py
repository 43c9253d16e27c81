import math

import numpy as np
import pyarrow as pa
import pytest

from engine.building.tables.cells import (
    UNKNOWN,
    as_text,
    durations,
    flags,
    modes,
    numbers,
    pitches,
    years,
)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        ("-7,3 dB", -7.3),
        ("65 %", 0.65),
        ("65%", 0.65),
        ("120 BPM", 120.0),
        ("1,234.5", 1234.5),
        ("1.2e-05", 1.2e-05),
        ("−4.5", -4.5),  # noqa: RUF001
    ],
)
def test_a_number_is_read_however_it_is_written(cell, number):
    assert numbers(pa.array([cell, "none"]))[0] == pytest.approx(number)


@pytest.mark.parametrize("cell", ["", "n/a", "nan", "inf", "a lot", "1.2.3.4"])
def test_what_is_no_number_is_missing(cell):
    assert math.isnan(numbers(pa.array([cell, "0.5"]))[0])


def test_a_column_of_numbers_stays_as_it_is():
    assert numbers(pa.array([1, None, 3])).tolist()[::2] == [1.0, 3.0]
    assert np.isnan(numbers(pa.array([1, None, 3]))[1])


@pytest.mark.parametrize(
    ("cell", "milliseconds"), [("3:45", 225_000), ("1:02:03", 3_723_000), ("200040", 200_040)]
)
def test_a_clock_is_told_in_milliseconds(cell, milliseconds):
    assert durations(pa.array([cell, "0:01"]))[0] == milliseconds


@pytest.mark.parametrize(
    ("cell", "pitch"),
    [
        *[("C", 0), ("C#", 1), ("C#/Db", 1), ("D♭", 1), ("B", 11), ("H", 11), ("A minor", 9)],
        *[("B flat", 10), ("Cb", 11), ("7", 7), ("7.0", 7), ("12", UNKNOWN), ("-1", UNKNOWN)],
        *[("", UNKNOWN), ("Kazoo", UNKNOWN)],
    ],
)
def test_a_key_is_a_number_or_a_name(cell, pitch):
    assert pitches(pa.array([cell])).tolist() == [pitch]


def test_a_mode_is_a_number_or_a_name():
    cells = ["Major", "minor", "1", "0.0", "moll", "", "dorian"]

    assert modes(pa.array(cells)).tolist() == [1, 0, 1, 0, 0, UNKNOWN, UNKNOWN]


def test_a_year_is_found_in_a_date_of_any_order():
    cells = ["1985", "1985-03-01", "01/03/1985", "1985.0", "March 1985", "85", "1900", "0", ""]

    assert years(pa.array(cells)).tolist() == [1985] * 5 + [UNKNOWN] * 4


def test_yes_and_no_have_many_words():
    cells = ["TRUE", "True", "1", "yes", "FALSE", "0", "no", "", "maybe"]

    assert flags(pa.array(cells)).tolist() == [1] * 4 + [0] * 3 + [UNKNOWN] * 2
    assert flags(pa.array([True, False, None])).tolist() == [1, 0, UNKNOWN]


def test_a_song_called_none_keeps_its_name():
    assert as_text(pa.array([" None ", None, "NA"])).to_pylist() == ["None", "", "NA"]


def test_categories_are_text_too():
    assert as_text(pa.array(["a", "b", "a"]).dictionary_encode()).to_pylist() == ["a", "b", "a"]
