import logging

import pytest

from bot.logs import OURS, start_logging


@pytest.fixture(autouse=True)
def _as_it_was():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_what_comes_as_extra_is_shown(capsys):
    start_logging("INFO")
    logging.getLogger("bot.workers").info("read mood", extra={"ms": 27.5})

    assert capsys.readouterr().err.endswith("INFO bot.workers: read mood ms=27.5\n")


def test_a_level_is_for_mien_and_libraries_stay_quiet(capsys):
    start_logging("DEBUG")
    for name in ("aiosqlite", "discord.http", "sqlalchemy.engine", "alembic"):
        logging.getLogger(name).debug("parameters and tokens")
        logging.getLogger(name).info("parameters and tokens")
    logging.getLogger("bot.conversation").debug("ours")

    said = capsys.readouterr().err
    assert "parameters and tokens" not in said
    assert "ours" in said


def test_traces_are_kept(capsys):
    start_logging("INFO")
    try:
        int("a bug")
    except ValueError:
        logging.getLogger("bot").exception("no answer", extra={"listener": 3})

    said = capsys.readouterr().err
    assert "no answer listener=3" in said
    assert "ValueError: invalid literal" in said
