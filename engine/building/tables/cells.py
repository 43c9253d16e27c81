"""What the cells of a column mean: numbers, lists of names, years, keys, yes and no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

UNKNOWN = -1
FIRST_YEAR, LAST_YEAR = 1901, 2100  # 1900 and 0 stand for "unknown" in well-known tables

_NUMBER = re.compile(
    r"([+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?)\s*(%|db(?:fs)?|bpm|ms|s|sec|min)?"
)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:\.\d+)?")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_PITCHES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11, "h": 11}
_PITCH = re.compile(r"([a-h])\s*(#|♯|sharp|b|♭|flat)?(?![a-z])", re.IGNORECASE)
_MODES = {"major": 1, "maj": 1, "dur": 1, "minor": 0, "min": 0, "moll": 0}
_TRUE, _FALSE = ("true", "1", "1.0", "yes", "y", "t"), ("false", "0", "0.0", "no", "n", "f")


def as_text(column: pa.Array) -> pa.StringArray:
    """Each cell as trimmed text, "" for nothing; a list as its first element."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if is_list(column):
        column = pa.array([str(one[0]) if one else "" for one in column.to_pylist()], pa.string())
    filled = pc.fill_null(_cast(column, pa.string()), "")
    return pc.utf8_trim_whitespace(filled)


def is_list(column: pa.Array) -> bool:
    """Whether each cell holds several values."""
    return bool(pa.types.is_list(column.type) or pa.types.is_large_list(column.type))


def numbers(column: pa.Array) -> NDArray[np.float64]:
    """Each cell as a number, NaN where there is none; "65 %" is .65, "-7,3 dB" is -7.3."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not _is_text(column.type):
        return _finite(_cast(column, pa.float64()))
    told = pc.if_else(pc.equal(column, ""), pa.scalar(None, column.type), column)
    try:
        return _finite(pc.cast(told, pa.float64()))
    except pa.ArrowInvalid:
        return mapped(column, _number, pa.float64(), missing=np.nan)


def durations(column: pa.Array) -> NDArray[np.float64]:
    """As `numbers`; "3:45" and "1:02:03" are told in milliseconds."""
    if _is_text(column.type) and pc.any(pc.match_substring(column, ":")).as_py():
        return mapped(column, _clock, pa.float64(), missing=np.nan)
    return numbers(column)


def pitches(column: pa.Array) -> NDArray[np.float64]:
    """0 for C to 11 for B, from numbers or from text such as "C#/Db" or "A minor"."""
    return _mapped_text(column, _pitch)


def modes(column: pa.Array) -> NDArray[np.float64]:
    """1 for major, 0 for minor."""
    return _mapped_text(column, _mode)


def years(column: pa.Array) -> NDArray[np.float64]:
    """The year of a number or of a date in any order."""
    return _mapped_text(column, _year)


def flags(column: pa.Array) -> NDArray[np.float64]:
    """1 for true, 0 for false, in the words of several tables."""
    return _mapped_text(column, _flag)


def mapped(
    column: pa.Array, meaning: Callable[[str], Any], kind: pa.DataType, *, missing: float
) -> NDArray[Any]:
    """The meaning of each cell, worked out once for each different text."""
    encoded = pc.dictionary_encode(column)
    known = pa.array([meaning(one or "") for one in encoded.dictionary.to_pylist()], kind)
    values = pc.fill_null(known.take(encoded.indices), missing)
    found: NDArray[Any] = values.to_numpy(zero_copy_only=False)
    return found


def _mapped_text(column: pa.Array, meaning: Callable[[str], Any]) -> NDArray[Any]:
    """`mapped` of cells as they are; each different one is trimmed once."""
    if not _is_text(column.type):
        return mapped(as_text(column), meaning, pa.int32(), missing=UNKNOWN)
    return mapped(column, lambda cell: meaning(cell.strip()), pa.int32(), missing=UNKNOWN)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _cast(column: pa.Array, kind: pa.DataType) -> pa.Array:
    """Cast, or nothing at all where this kind of column cannot be."""
    try:
        return pc.cast(column, kind)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.nulls(len(column), kind)


def _finite(column: pa.Array) -> NDArray[np.float64]:
    values = pc.fill_null(column, np.nan).to_numpy(zero_copy_only=False)
    return np.where(np.isfinite(values), values, np.nan)


def _number(text: str) -> float | None:
    found = _NUMBER.fullmatch(text.strip().casefold().replace("−", "-"))  # noqa: RUF001
    if not found:
        return None
    digits, unit = found.groups()
    # A comma before a point groups thousands; alone it is how half of Europe writes the point.
    plain = digits.replace(",", "") if "." in digits else digits.replace(",", ".")
    try:
        return float(plain) / (100 if unit == "%" else 1)
    except ValueError:
        return None


def _clock(text: str) -> float | None:
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return _number(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return 1000.0 * (3600 * hours + 60 * minutes + seconds)


def _pitch(text: str) -> int | None:
    number = _number(text)
    if number is not None:
        return int(number) if number in range(12) else None
    found = _PITCH.match(text)
    if not found:
        return None
    letter, sign = found.group(1).lower(), (found.group(2) or "").lower()
    shift = 1 if sign in ("#", "♯", "sharp") else -1 if sign else 0
    return (_PITCHES[letter] + shift) % 12


def _mode(text: str) -> int | None:
    number = _number(text)
    if number is not None:
        return int(number) if number in (0, 1) else None
    return _MODES.get(text.casefold())


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    year = int(found.group(1)) if found else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _flag(text: str) -> int | None:
    word = text.casefold()
    return 1 if word in _TRUE else 0 if word in _FALSE else None
