import pyarrow as pa
import pytest

from engine.artist_names import artists_in
from engine.building.tables.names import artist_lists, genre_lists, genres_in


def listed(*cells):
    return artist_lists(pa.array(cells)).to_pylist()


def test_a_comma_belongs_to_a_name_where_semicolons_separate_the_column():
    band = "Fear, and Loathing in Las Vegas"

    found = listed("A;B", "E ; F", band, "['C', 'D']")

    assert found == [["A", "B"], ["E", "F"], [band], ["C", "D"]]


@pytest.mark.parametrize("others", [["A;"], ["['A;B', 'C']"], ["A"], ["D;E", "F,G"]])
def test_commas_separate_where_semicolons_are_not_the_rule(others):
    assert listed(*others, "B, C")[-1] == ["B", "C"]


def test_a_comma_in_a_list_belongs_to_a_name():
    assert listed(["A, and B", "C feat. D"]) == [["A, and B", "C", "D"]]


@pytest.mark.parametrize(
    ("cell", "genres"),
    [
        ("rock", ["rock"]),
        ("Deep House", ["deep-house"]),
        ("deep_house", ["deep-house"]),
        ("pop, rock|soul; pop", ["pop", "rock", "soul"]),
        ("['dance pop', 'edm']", ["dance-pop", "edm"]),
        ("unknown", []),
        ("set()", []),
        ("", []),
    ],
)
def test_genres_have_one_spelling(cell, genres):
    assert genres_in(cell) == genres


def test_lists_of_a_parquet_file_are_taken():
    assert artist_lists(pa.array([["A", "B"], [], None])).to_pylist() == [["A", "B"], [], []]


def test_the_names_of_what_an_api_tells_are_taken():
    cells = pa.array([[{"name": "A", "id": "1"}, {"name": "B", "id": "2"}]])

    assert artist_lists(cells).to_pylist() == [["A", "B"]]


def test_every_cell_gets_its_own_list():
    assert genre_lists(pa.array(["pop", "rock,soul", "pop"])).to_pylist() == [
        ["pop"],
        ["rock", "soul"],
        ["pop"],
    ]


def test_lists_with_repeated_or_strange_names_are_read_as_others():
    cells = ["['A', 'A', 'B']", "['C']", "[\"D'Angelo\", ' E ']", "['F', 'G']", "['C']", "H"]

    assert listed(*cells) == [artists_in(cell) for cell in cells]
