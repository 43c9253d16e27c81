"""What the terminal prints: tables for people, one JSON object per line for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn
from rich.table import Table
from rich.text import Text

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]


def print_json(value: Mapping[str, object]) -> None:
    """One line of ASCII: a file's name may hold bytes that are no text in any encoding."""
    sys.stdout.write(json.dumps(value) + "\n")


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    caption: str = "",
    whole: Collection[str] = (),
) -> None:
    """A table; cells are shown as they are, never as markup, those of `whole` columns in one line.

    Such a column is to be copied from: others give way to it.
    """
    table = Table(title=_plain(title), caption=_plain(caption) if caption else None)
    for column in columns:
        table.add_column(_plain(column), overflow="fold", no_wrap=column in whole)
    for row in rows:
        table.add_row(*(_plain(str(cell)) for cell in row))
    Console().print(table)


def counted(count: int, one: str) -> str:
    """As "1 track" and "5,849 tracks"."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def say(text: str) -> None:
    """A line for people."""
    Console(soft_wrap=True).print(_plain(text))


def complain(text: str) -> None:
    """What went wrong, on standard error; may have several lines."""
    lines = [_plain(line, style="red") for line in text.splitlines()]
    Console(stderr=True, soft_wrap=True).print(Text("\n").join(lines))


@contextmanager
def shown_progress(console: Console | None = None) -> Iterator[Callable[[str, float], None]]:
    """Hears what is being done and which share of it is, 0..1; shows it to people at a terminal."""
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        tasks: dict[str, TaskID] = {}

        def told(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(_plain(what).plain, total=1.0)
            progress.update(tasks[what], completed=share)

        yield told


def bad_argument(message: str) -> typer.Exit:
    """Says it; raise what comes back: exit code 2."""
    complain(message)
    return typer.Exit(2)


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """Around what writes where it was told to; exit code 1, and said why, where it cannot."""
    try:
        yield
    except OSError as error:
        complain(f"{target} cannot be written ({error.strerror}). Choose another place.")
        raise typer.Exit(1) from error


def _plain(text: str, *, style: str = "") -> Text:
    """What cannot be printed is shown as �: no name of a file may steer the terminal."""
    shown = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return Text(shown, style=style)
