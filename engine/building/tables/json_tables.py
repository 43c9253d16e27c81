"""Tables as JSON: one object a line, a list of objects, or what pandas and web APIs write."""

from __future__ import annotations

import json
import os
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from engine.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Pieces = Callable[[Mapping[str, str]], Iterator[tuple[pa.Table, float]]]

LARGEST_DOCUMENT_BYTES = 2**28  # beyond it only formats that can be read piece by piece
LONGEST_OBJECT_CHARACTERS = 2**20
_READ_CHARACTERS = 2**18
_LOOKED_AT = 1000
_PER_PIECE = 20_000
_BETWEEN = " \t\r\n,"
_NAMES = pa.list_(pa.string())


def open_json(path: Path) -> tuple[list[str], Pieces]:
    """The names in its first objects, and its rows in pieces; CatalogueError if it has none."""
    header: dict[str, None] = {}
    for one, _ in islice(_records(path), _LOOKED_AT):
        header.update(dict.fromkeys(one))

    def read(columns: Mapping[str, str]) -> Iterator[tuple[pa.Table, float]]:
        records = _records(path)
        while piece := list(islice(records, _PER_PIECE)):
            cells = {
                ours: _column([one.get(own) for one, _ in piece]) for ours, own in columns.items()
            }
            yield pa.table(cells), piece[-1][1]

    return list(header), read


def _records(path: Path) -> Iterator[tuple[dict[str, Any], float]]:
    """Flat objects, each with the share of the file read so far."""
    size = max(1, path.stat().st_size)
    with path.open(encoding="utf-8-sig") as file:
        start = file.read(_READ_CHARACTERS).lstrip()
        file.seek(0)
        if start.startswith("{") and not _is_one_a_line(start):
            if size > LARGEST_DOCUMENT_BYTES:
                raise CatalogueError(path.name, "is too large: write one object a line instead")
            yield from ((_flat(one), 1.0) for one in _rows_in(json.load(file), path))
            return
        for number, one in enumerate(_stream(file.read, path)):
            if not isinstance(one, dict):
                raise CatalogueError(path.name, f"element {number + 1} is no object of a track")
            yield _flat(one), min(1.0, os.lseek(file.fileno(), 0, os.SEEK_CUR) / size)


def _is_one_a_line(start: str) -> bool:
    """Whether the first line is an object of its own, and no table inside one."""
    try:
        first, end = json.JSONDecoder().raw_decode(start)
    except json.JSONDecodeError:
        return False
    more = start[end:].strip(_BETWEEN)
    return bool(more) or not any(isinstance(value, dict | list) for value in first.values())


def _stream(read: Callable[[int], str], path: Path) -> Iterator[Any]:
    """The values of a list, or one after another, without having them all."""
    decoder, text = json.JSONDecoder(), read(_READ_CHARACTERS).lstrip("\ufeff \t\r\n")
    end_of_all = "]" if text.startswith("[") else ""
    text = text.removeprefix("[")
    while True:
        text = text.lstrip(_BETWEEN)
        try:
            value, end = decoder.raw_decode(text)
        except json.JSONDecodeError as error:
            more = read(_READ_CHARACTERS)
            if more and len(text) <= LONGEST_OBJECT_CHARACTERS:
                text += more
                continue
            if text.strip(_BETWEEN) != end_of_all:
                raise CatalogueError(
                    path.name, f"is no whole JSON ({error.msg}): export or copy it again"
                ) from error
            return
        yield value
        text = text[end:]


def _rows_in(document: object, path: Path) -> list[dict[str, Any]]:
    """The rows of `{"items": [{}]}`, `{"columns": [], "data": [[]]}` or `{"title": {"0": ""}}`."""
    match document:
        case {"columns": list(names), "data": list(rows)}:
            return [dict(zip(names, row, strict=False)) for row in rows]
        case dict() if document and all(isinstance(v, dict) for v in document.values()):
            keys = dict.fromkeys(key for column in document.values() for key in column)
            return [{name: column.get(key) for name, column in document.items()} for key in keys]
        case dict():
            lists = [v for v in document.values() if v and isinstance(v, list)]
            tables = [rows for rows in lists if all(isinstance(row, dict) for row in rows)]
            if tables:
                return max(tables, key=len)
    raise CatalogueError(path.name, "holds no list of tracks")


def _flat(record: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """What lies inside other objects, with the names of those before its own."""
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name} ")
        else:
            flat[f"{prefix}{name}"] = value
    return flat


def _column(values: list[Any]) -> pa.Array:
    if any(isinstance(value, list) for value in values):
        lists = [value if isinstance(value, list) else [value] for value in values]
        named = [[_name(one) for one in cell if not _is_nothing(one)] for cell in lists]
        return pa.array(named, _NAMES)
    return pa.array(["" if _is_nothing(value) else str(value) for value in values], pa.string())


def _is_nothing(value: object) -> bool:
    """None or NaN, which Python writes for a missing value too."""
    return value is None or value != value  # noqa: PLR0124


def _name(element: object) -> str:
    return str(element.get("name", "")) if isinstance(element, dict) else str(element)
