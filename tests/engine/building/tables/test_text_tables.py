import pytest

from engine.building.tables.text_tables import open_text
from engine.errors import CatalogueError

HEADER = ["title", "artist", "energy"]


def read(path):
    table, skipped = open_text(path), []
    places = {name: table.header.index(name) for name in HEADER}
    pieces = table.pieces(places, lambda number, text: skipped.append((number, text)))
    return [row for piece, _ in pieces for row in piece.to_pylist()], skipped


def lines(*rows, delimiter=",", end="\n"):
    return end.join(delimiter.join(row) for row in (HEADER, *rows)) + end


SONGS = [("Söng", "Bänd", "0.5"), ("Other", "Bänd", "0.7")]
EXPECTED = [dict(zip(HEADER, song, strict=True)) for song in SONGS]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "!", "~", "^"])
def test_any_delimiter_is_found(write, delimiter):
    assert read(write(lines(*SONGS, delimiter=delimiter))) == (EXPECTED, [])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_any_encoding_and_end_of_line_is_read(write, encoding, end):
    assert read(write(lines(*SONGS, end=end), encoding=encoding)) == (EXPECTED, [])


@pytest.mark.parametrize("shift", range(4))
def test_a_letter_across_two_reads_of_the_file_is_still_a_letter(write, shift):
    long = [("a" * shift + "𝄞" * 6_000, "Bänd", "0.5") for _ in range(50)]

    found, _ = read(write(lines(*long)))

    assert [tuple(row.values()) for row in found] == long


def test_a_wrong_byte_late_in_the_file_is_seen(write):
    path = write(lines(*[("plain" * 1000, "Band", "0.5") for _ in range(300)]))
    path.write_bytes(path.read_bytes() + b"B\xe4nd,Band,0.5\n")

    assert open_text(path).notes == ("is not UTF-8, read as Windows-1252",)


def test_what_is_not_utf_8_is_told(write):
    assert open_text(write(lines(*SONGS))).notes == ()
    assert open_text(write(lines(*SONGS), encoding="cp1252")).notes == (
        "is not UTF-8, read as Windows-1252",
    )


def test_a_spreadsheets_first_line_names_the_delimiter(write):
    assert read(write("sep=;\n" + lines(*SONGS, delimiter=";")))[0] == EXPECTED


def test_blank_lines_before_the_header_are_passed(write):
    assert read(write("\n\n" + lines(*SONGS)))[0] == EXPECTED


def test_quoted_cells_may_hold_delimiters_quotes_and_lines(write):
    [song], _ = read(write(lines(('"A, ""B"" and\nC"', "Band", "1"))))

    assert song["title"] == 'A, "B" and\nC'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_quotation_mark_that_a_tab_separated_table_does_not_close_takes_no_other_row(
    write, encoding
):
    rows = [("Song", "Band", "1"), ('"45 RPM', "Bänd", "1"), ('Twelve" Mix', "Band", "1")]

    found, skipped = read(write(lines(*rows, *rows, delimiter="\t"), encoding=encoding))

    assert [tuple(row.values()) for row in found] == [*rows, *rows]
    assert skipped == []


def test_tab_separated_cells_may_hold_lines_where_all_quotation_marks_are_closed(write):
    rows = [('"A, ""B"" and\nC"', "Band", "1"), ("Song", "Band", '"1\n"')]

    first, second = read(write(lines(*rows, delimiter="\t")))[0]

    assert (first["title"], second["energy"]) == ('A, "B" and\nC', "1\n")


def test_columns_may_share_a_name_or_have_none(write):
    content = "title,artist,energy,energy,,\nSong,Band,0.1,0.2,,\n"

    assert read(write(content))[0] == [{"title": "Song", "artist": "Band", "energy": "0.1"}]


def test_rows_with_another_number_of_cells_are_passed_and_numbered(write):
    content = lines(SONGS[0], ("too", "few"), SONGS[1], ("one", "too", "many", "here"))

    assert read(write(content)) == (EXPECTED, [(2, "too,few"), (4, "one,too,many,here")])


def test_a_line_without_an_end_is_no_table(write):
    with pytest.raises(CatalogueError, match="a line of more than 1 MB"):
        open_text(write(lines(SONGS[0]) + "x" * 3_000_000))


def test_the_share_that_was_read_ends_at_all(write):
    table = open_text(write(lines(*SONGS)))

    assert [share for _, share in table.pieces({"title": 0}, lambda *_: None)] == [1.0]


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_header_alone_has_no_rows(write, end):
    assert read(write(",".join(HEADER) + end)) == ([], [])
