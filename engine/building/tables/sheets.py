"""A file with a table of tracks, whatever its kind: its header, then its rows in pieces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from engine.building.tables.json_tables import open_json
from engine.building.tables.text_tables import open_text
from engine.column_names import REQUIRED, columns_of, missing_from
from engine.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_ROWS_PER_PIECE = 65_536
_HEAD_BYTES = 65_536
_SHOWN_COLUMNS = 30
_PACKED = {b"PK\x03\x04": "a ZIP archive or a spreadsheet", b"\x1f\x8b": "packed with gzip"}
_AGAIN = "export or copy it again"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class Malformed:
    """Rows that have more or fewer cells than the header: how many, and one of them."""

    count: int = 0
    example: str = ""
    numbers: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose header has all we need; `pieces` gives tables with columns of our names.

    With each piece comes the share of the file that was read so far, 0..1.
    """

    name: str
    columns: Mapping[str, str]
    """Our name of a column to the table's own."""
    pieces: Callable[[], Iterator[tuple[pa.Table, float]]]
    malformed: Malformed
    notes: tuple[str, ...] = ()


def open_sheet(path: Path) -> Sheet:
    """A parquet, JSON or text table; CatalogueError says why it cannot be taken, and what to do."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        _refuse_what_is_no_table(path, head)
        if head.startswith(b"PAR1"):
            return _parquet(path)
        if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
            return _json(path)
        return _text(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unreadable(path.name, error) from error


def sheet_of(table: pa.Table, *, name: str) -> Sheet:
    """A table that is in memory already."""
    columns = _known(list(table.column_names), name=name)
    return Sheet(
        name, columns, lambda: iter([(_renamed(table, columns), 1.0)]), malformed=Malformed()
    )


def _refuse_what_is_no_table(path: Path, head: bytes) -> None:
    if not head:
        raise CatalogueError(path.name, f"is empty: {_AGAIN}")
    for start, what in _PACKED.items():
        if head.startswith(start):
            raise CatalogueError(path.name, f"is {what}: give the CSV, parquet or JSON file in it")
    if not head.startswith((b"PAR1", *_UTF16)) and b"\0" in head:
        raise CatalogueError(path.name, "is no table: CSV, parquet and JSON files can be read")


def _parquet(path: Path) -> Sheet:
    file = pq.ParquetFile(path)
    columns = _known(file.schema_arrow.names, name=path.name)

    def pieces() -> Iterator[tuple[pa.Table, float]]:
        done, wanted = 0, list(dict.fromkeys(columns.values()))
        for batch in file.iter_batches(_ROWS_PER_PIECE, columns=wanted):
            done += batch.num_rows
            piece = _renamed(pa.Table.from_batches([batch]), columns)
            yield piece, done / max(1, file.metadata.num_rows)

    return Sheet(path.name, columns, pieces, malformed=Malformed())


def _json(path: Path) -> Sheet:
    header, read = open_json(path)
    columns = _known(header, name=path.name)
    return Sheet(path.name, columns, lambda: read(columns), malformed=Malformed())


def _text(path: Path) -> Sheet:
    table = open_text(path)
    columns = _known(table.header, name=path.name)
    places = columns_of(table.header)
    malformed = Malformed()

    def skipped(number: int, text: str) -> None:
        malformed.count += 1
        malformed.numbers.append(number)
        malformed.example = malformed.example or text

    return Sheet(
        path.name,
        columns,
        lambda: table.pieces(places, skipped),
        malformed=malformed,
        notes=table.notes,
    )


def _known(header: list[str], *, name: str) -> dict[str, str]:
    places = columns_of(header)
    missing = missing_from(places)
    if len(missing) == len(REQUIRED):
        raise CatalogueError(
            name, f"has no column that is known: its first row must name {', '.join(missing)}"
        )
    if missing:
        shown = ", ".join(one.strip() for one in header[:_SHOWN_COLUMNS] if one.strip())
        raise CatalogueError(
            name,
            f"columns are missing: {', '.join(missing)} (it has: {shown or 'none'}); "
            "add them, or give a file that has them",
        )
    return {ours: header[at] for ours, at in places.items()}


def _renamed(table: pa.Table, columns: Mapping[str, str]) -> pa.Table:
    names = table.column_names
    return pa.table({ours: table.column(names.index(own)) for ours, own in columns.items()})


def unreadable(name: str, error: Exception) -> CatalogueError:
    """What a library or the system said of a file, and what to do."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    reason = (said or type(error).__name__).splitlines()[0].rstrip(".")
    return CatalogueError(name, f"cannot be read ({reason}): {_AGAIN}")
