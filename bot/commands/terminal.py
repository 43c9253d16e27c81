"""The command line: which sub-commands there are, and how their errors read."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import typer

from adapters.errors import AdapterError
from bot.commands.analyse import analyse
from bot.commands.benchmark import benchmark
from bot.commands.catalogue import catalogue
from bot.commands.database import database
from bot.commands.doctor import doctor
from bot.commands.evaluate import evaluate
from bot.commands.output import complain
from bot.commands.problems import problem_sentence
from bot.commands.recommend import recommend
from bot.commands.run import run
from bot.ports import ReaderError
from bot.settings import SettingsError
from engine.errors import EngineError
from engine.face_packages import FACE_PACKAGES

terminal = typer.Typer(
    name="mien",
    help="Reads the mood in a selfie and answers with songs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
terminal.command()(run)
terminal.command()(doctor)
terminal.command()(analyse)
terminal.command()(recommend)
terminal.command()(benchmark)
terminal.add_typer(catalogue, name="catalogue")
terminal.add_typer(evaluate, name="evaluate")
terminal.add_typer(database, name="db")


def run_terminal() -> None:
    """Exit code 0, 1 where something failed, 2 for a bad argument or setting."""
    try:
        terminal()
    except SettingsError as error:
        complain(f"A setting cannot be used; change it in the environment or in .env.\n{error}")
        sys.exit(2)
    except ModuleNotFoundError as error:
        if error.name not in FACE_PACKAGES:
            raise
        complain(
            f"This reads faces, and {error.name} is not installed: it comes with the extra `face`."
        )
        sys.exit(1)
    except (AdapterError, EngineError, ReaderError, OSError) as error:
        complain(problem_sentence(error))
        sys.exit(1)
    except ExceptionGroup as group:  # parts that ran side by side
        _, unknown = group.split((AdapterError, EngineError))
        if unknown is not None:
            raise
        for one in _leaves(group):
            complain(problem_sentence(one))
        sys.exit(1)


def _leaves(group: BaseExceptionGroup[Exception]) -> Iterator[AdapterError | EngineError]:
    """The single errors of a group of groups, where they are ours."""
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        elif isinstance(error, AdapterError | EngineError):
            yield error
