"""What the terminal prints: tables for people, one JSON object per line for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]


def print_json(value: Mapping[str, object]) -> None:
    """One line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def print_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, caption: str = ""
) -> None:
    """A table; cells are shown as they are, never as markup."""
    table = Table(title=Text(title), caption=Text(caption) if caption else None)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    Console().print(table)


def say(text: str) -> None:
    """A line for people."""
    Console(soft_wrap=True).print(Text(text))


def complain(text: str) -> None:
    """A line about what went wrong, on standard error."""
    Console(stderr=True, soft_wrap=True).print(Text(text, style="red"))


def bad_argument(message: str) -> typer.Exit:
    """Says it; raise what comes back: exit code 2."""
    complain(message)
    return typer.Exit(2)
