"""Tables for spreadsheets: CSV as RFC 4180 describes it, safe to open."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A cell that starts with one of these is a formula to a spreadsheet, whoever wrote it; some take
# the wide forms too.
_STARTS_OF_FORMULAS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]+")

# Without this mark some spreadsheets take UTF-8 for the code page of their country.
_ENCODING = "utf-8-sig"


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    """UTF-8 with a mark of order; words that look like a formula start with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode(_ENCODING, "replace")


def _cell(value: str | float) -> str | float:
    if not isinstance(value, str):
        return value
    shown = _CONTROLS.sub(" ", value)
    # Spaces before it would be cut off, and the formula would be one again.
    return f"'{shown}" if shown.lstrip(" ").startswith(_STARTS_OF_FORMULAS) else shown
