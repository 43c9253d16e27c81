"""CSV and its kin: how a text file is encoded and divided, and its rows in pieces."""

from __future__ import annotations

import codecs
import csv
import string
import struct
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as arrow_csv

from engine.column_names import columns_of
from engine.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

LONGEST_LINE_BYTES = 2**20  # a row of a song has some hundred bytes
_CHUNK_BYTES = 2**20
_MARK_BYTES = 3
_BLOCK_BYTES = 2**23
_BLANK_LINES = 20
_BOMS = {codecs.BOM_UTF8: "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_FALLBACKS = ("cp1252", "latin-1")
_USUAL = ",;\t|"
_NO_DELIMITER = frozenset(f"{string.ascii_letters}{string.digits}\"' _-.()[]%#/\r\n")


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text file whose header was found."""

    path: Path
    encoding: str
    delimiter: str
    header: list[str]
    lines_before: int
    """Up to and with the header."""
    has_rows: bool
    quoted: bool
    """Whether a cell may stand between quotation marks; else those are part of the text."""
    notes: tuple[str, ...]

    def pieces(
        self, places: Mapping[str, int], skipped: Callable[[int, str], None]
    ) -> Iterator[tuple[pa.Table, float]]:
        """Text columns of our names; `skipped` hears number and text of rows that do not fit."""

        def skip(row: arrow_csv.InvalidRow) -> str:
            skipped(row.number - self.lines_before, row.text)
            return "skip"

        if not self.has_rows:
            return
        size = max(1, self.path.stat().st_size)
        with pa.OSFile(str(self.path)) as file:
            for batch in self._reader(file, places, skip):
                cells = {ours: batch.column(str(at)) for ours, at in places.items()}
                yield pa.table(cells), min(1.0, file.tell() / size)

    def _reader(
        self,
        file: pa.NativeFile,
        places: Mapping[str, int],
        skip: Callable[[arrow_csv.InvalidRow], str],
    ) -> arrow_csv.CSVStreamingReader:
        # Numbers for names: tables have the same name twice, and columns without any.
        names = [str(at) for at in range(len(self.header))]
        return arrow_csv.open_csv(
            file,
            read_options=arrow_csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK_BYTES,
                skip_rows=self.lines_before,
                column_names=names,
                encoding=self.encoding,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.delimiter,
                quote_char='"' if self.quoted else False,
                newlines_in_values=self.quoted,
                invalid_row_handler=skip,
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=list(dict.fromkeys(str(at) for at in places.values())),
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
            ),
        )


def open_text(path: Path) -> TextTable:
    """Finds encoding, delimiter and header; CatalogueError if a line has no end."""
    encoding = _encoding(path)
    notes = (
        ()
        if encoding in _BOMS.values()
        else (f"is not UTF-8, read as {_names_of_encodings[encoding]}",)
    )
    first = _first_lines(path, encoding)
    delimiter, header, lines = _header(first)
    has_rows = any(line.strip() for line in first[lines:])
    quoted = delimiter != "\t" or not _has_loose_quotes(path, encoding, columns=len(header))
    return TextTable(path, encoding, delimiter, header, lines, has_rows, quoted, notes)


_names_of_encodings = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}


def _encoding(path: Path) -> str:
    """By its byte order mark, else UTF-8 if all of it is, else a Western one-byte encoding."""
    with path.open("rb") as file:
        head = file.read(_MARK_BYTES)
    marked = next((one for bom, one in _BOMS.items() if head.startswith(bom)), None)
    if _are_utf8(_chunks(path)) or marked:
        return marked or "utf-8"
    return next(one for one in _FALLBACKS if _fits(one, _chunks(path)))


def _chunks(path: Path) -> Iterator[bytes]:
    """The whole file; CatalogueError once a line has no end."""
    open_line = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            open_line = _line_left_open(chunk, open_line, path)
            yield chunk


def _line_left_open(chunk: bytes, before: int, path: Path) -> int:
    end = b"\n" if b"\n" in chunk else b"\r"
    first, last = chunk.find(end), chunk.rfind(end)
    longest = before + (first if first >= 0 else len(chunk))
    if longest > LONGEST_LINE_BYTES:
        raise CatalogueError(
            path.name, f"has a line of more than {LONGEST_LINE_BYTES // 2**20} MB: is it a table?"
        )
    return len(chunk) - 1 - last if last >= 0 else longest


def _are_utf8(chunks: Iterator[bytes]) -> bool:
    """Looked at by Arrow, which makes no text of it."""
    left = b""
    for chunk in chunks:
        told = left + chunk
        left = _open_letter(told)
        whole = pa.py_buffer(told[: len(told) - len(left)])
        ends = pa.py_buffer(struct.pack("=2i", 0, whole.size))
        try:
            pa.StringArray.from_buffers(1, ends, whole).validate(full=True)
        except pa.ArrowInvalid:
            return False
    return True


def _open_letter(told: bytes) -> bytes:
    """The bytes at the end that begin a letter of UTF-8 and do not end it."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="ignore")
    decoder.decode(told[-3:])
    return decoder.getstate()[0]


def _fits(encoding: str, chunks: Iterator[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _has_loose_quotes(path: Path, encoding: str, *, columns: int) -> bool:
    """Whether tabs alone divide the cells: most lines that leave a quotation open are whole rows.

    One such line would take hundreds of rows with it, up to the next quotation mark.
    """
    with path.open(encoding=encoding) as file:
        open_lines = (line for line in file if line.count('"') % 2)
        whole = Counter(line.count("\t") == columns - 1 for line in open_lines)
    return whole[True] > whole[False]


def _first_lines(path: Path, encoding: str) -> list[str]:
    with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline=None) as file:
        return [file.readline(LONGEST_LINE_BYTES) for _ in range(_BLANK_LINES)]


def _header(lines: list[str]) -> tuple[str, list[str], int]:
    """Delimiter, header, and how many lines there are up to its end.

    The delimiter is the character that makes most columns known.
    """
    at = next((n for n, line in enumerate(lines) if line.strip()), 0)
    told = lines[at].strip()
    if told.lower().startswith("sep=") and len(told) == 5:  # as spreadsheets begin a CSV file
        return told[4], _cells(lines[at + 1], told[4]), at + 2
    found = dict.fromkeys([*_USUAL, *sorted(set(lines[at]) - _NO_DELIMITER)])
    possible = [one for one in found if one.isascii()]
    best = max(possible, key=lambda one: len(columns_of(_cells(lines[at], one))))
    return best, _cells(lines[at], best), at + 1


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
