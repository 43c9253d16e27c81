import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.building.tables.sheets import open_sheet, sheet_of, unreadable
from engine.errors import CatalogueError
from tests.engine.building.conftest import SONG, csv_of, song


def test_columns_have_our_names_whatever_the_file(write, tmp_path):
    text = write([song()])
    json = write(str([song()]).replace("'", '"'), name="songs.json")
    pq.write_table(pa.Table.from_pylist([song()]), tmp_path / "songs.parquet")

    for path in (text, json, tmp_path / "songs.parquet"):
        [(piece, done)] = list(open_sheet(path).pieces())

        assert set(piece.column_names) == {"track_id", "title", "artists", *list(SONG)[3:]}
        assert piece.column("title").to_pylist() == ["Song"]
        assert done == 1.0


def test_what_a_file_is_shows_in_its_content_not_its_name(write):
    path = write(str([song()]).replace("'", '"'), name="songs.csv")

    assert [piece.num_rows for piece, _ in open_sheet(path).pieces()] == [1]


def test_a_table_in_memory_is_a_sheet(write):
    [(piece, _)] = sheet_of(pa.Table.from_pylist([song()]), name="mine").pieces()

    assert piece.column("artists").to_pylist() == ["Band"]


def test_missing_columns_are_named_beside_those_it_has(write):
    row = {name: cell for name, cell in song().items() if name not in ("tempo", "artist")}

    with pytest.raises(CatalogueError, match="columns are missing: artists, tempo") as raised:
        open_sheet(write([row]))
    assert "(it has: id, title, danceability" in raised.value.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty: export or copy it again"),
        (b"PK\x03\x04rest", "a spreadsheet: give the CSV"),
        (b"\x1f\x8brest", "packed with gzip: give the CSV"),
        (b"\x00\x01\x02", "is no table: CSV, parquet and JSON"),
        (b"PAR1 and no more", r"cannot be read \(.*\): export or copy it again$"),
        (b"A letter to you.\n", "no column that is known: its first row must name title"),
        (b"\n\n", "no column that is known"),
        (b"[]", "no column that is known"),
        (b'{"a": ', "cannot be read"),
        (csv_of([song()]).encode()[:40], "columns are missing"),
    ],
)
def test_what_is_no_table_of_songs_is_told_in_a_sentence(write, content, reason):
    with pytest.raises(CatalogueError, match=reason) as raised:
        open_sheet(write(content))
    assert raised.value.where == "songs.csv"
    assert "\n" not in raised.value.reason


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path):
    with pytest.raises(CatalogueError, match="No such file"):
        open_sheet(tmp_path / "missing.csv")


def test_of_what_a_library_says_the_first_line_is_told():
    assert unreadable("f", ValueError("Bad.\nTrace")).reason == (
        "cannot be read (Bad): export or copy it again"
    )
