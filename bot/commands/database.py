"""`mien db`: the tables."""

from __future__ import annotations

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
def check() -> None:
    """Make sure that the migrations give the tables that the code expects; touches no data."""
    from bot.bootstrap import differences_after_upgrade

    found = differences_after_upgrade()
    for difference in found:
        complain(difference)
    if found:
        raise typer.Exit(1)
    say("The migrations and the models agree.")
