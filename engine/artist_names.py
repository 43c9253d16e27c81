"""Names of artists in one cell or line, however they are divided."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_COMMA = re.compile(r",\s+|(?<!\d),|,(?!\d)")
_GUESTS = re.compile(r"\s+[(\[]?(?:feat(?:uring)?\b\.?|ft\.)\s+", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:the|jr\.?|sr\.?)\b", re.IGNORECASE)
_LAST_OF_BAND = re.compile(r"\w+ (?:&|and|\+) \w+", re.IGNORECASE)


def artists_in(cell: str, *, commas: bool = True) -> list[str]:
    """Names in a list literal, between semicolons, or where there are none between commas.

    A comma stays where it belongs to a name: "Tyler, The Creator", "Earth, Wind & Fire",
    "10,000 Maniacs".
    """
    names = strings_in(cell)
    if names is None:
        divided = _between_commas(cell) if commas and ";" not in cell else cell.split(";")
        names = [part for name in divided for part in _GUESTS.split(name)]
    return _distinct(names)


def without_guests(name: str) -> list[str]:
    """A name and the guests behind it."""
    return _distinct(_GUESTS.split(name))


def strings_in(cell: str) -> list[str] | None:
    """The strings of a list as Python or JSON writes it; None if this is no such list."""
    if not (cell.startswith("[") and cell.endswith("]")):
        return None
    if "\\" not in cell:
        found = [single or double for single, double in _LITERAL.findall(cell)]
        return found if found or cell == "[]" else None  # there is a band called [re:jazz]
    try:
        return [str(name) for name in ast.literal_eval(cell)]
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))


def _between_commas(cell: str) -> list[str]:
    parts = [part.strip() for part in _COMMA.split(cell)]
    one_word_each = all(" " not in part for part in parts[:-1])
    if len(parts) > 1 and one_word_each and _LAST_OF_BAND.fullmatch(parts[-1]):
        return [cell]
    names: list[str] = []
    for part in parts:
        if names and _GOES_ON.match(part):
            names[-1] = f"{names[-1]}, {part}"
        else:
            names.append(part)
    return names
