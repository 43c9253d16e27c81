"""`mien db`: the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import AsJson, complain, print_json, say
from bot.settings import read_settings

database = typer.Typer(help="Look after the database.", no_args_is_help=True)


@database.command()
def upgrade() -> None:
    """Bring the tables up to date; `mien run` does it by itself."""
    from bot.bootstrap import prepare

    prepare(read_settings())
    say("The database is up to date.")


@database.command()
def current(*, as_json: AsJson = False) -> None:
    """Say which revision the database has, and which one Mien needs."""
    from bot.bootstrap import database_state

    has, needs = database_state(read_settings())
    if as_json:
        print_json({"revision": has, "newest": needs})
        return
    say(f"The database has revision {has or 'none'}; Mien needs {needs}.")


@database.command()
def backup(
    *,
    out: Annotated[
        Path | None,
        typer.Option(help="The file to write; a new one in the data folder unless set."),
    ] = None,
) -> None:
    """Save a copy of the database, also while Mien runs; never the key."""
    from bot.bootstrap import save_backup

    settings = read_settings()
    written = save_backup(settings, out and out.absolute())
    say(f"Saved as {written}.")
    say(f"It is of use only with the key: keep a copy of {settings.key_file} in another place.")


@database.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `mien db backup` wrote.")],
) -> None:
    """Make the database what it was when a copy was saved; stop Mien first."""
    from bot.bootstrap import restore_backup

    replaced = restore_backup(read_settings(), file.absolute())
    say(f"The database is again what it was in {file}.")
    if replaced is not None:
        say(f"What it was until now is in {replaced}.")
    say("Whoever had themselves forgotten since that copy is in it again: tell them, or ask.")


@database.command()
def rotate() -> None:
    """Make a new key for what is encrypted; then start Mien again."""
    from bot.bootstrap import rotate_key

    settings = read_settings()
    count = rotate_key(settings)
    say(f"{settings.key_file} has a new key; rows encrypted anew: {count}.")
    say("Start Mien again if it runs, and replace your copy of the key file.")


@database.command()
def check() -> None:
    """Make sure that the migrations give the tables that the code expects; touches no data."""
    from bot.bootstrap import differences_after_upgrade

    found = differences_after_upgrade()
    for difference in found:
        complain(difference)
    if found:
        raise typer.Exit(1)
    say("The migrations and the models agree.")
