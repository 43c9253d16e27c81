import json
import logging

import pytest

from bot.logs import REDACTED, start_logging

pytestmark = pytest.mark.usefixtures("logs_as_before")


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


def test_for_a_program_every_line_is_an_object(capsys):
    start_logging("INFO", form="json")
    logging.getLogger("bot.workers").info("read mood of %s", "one", extra={"ms": 27.5})

    [line] = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["event"], said["level"], said["logger"]) == (
        "read mood of one",
        "info",
        "bot.workers",
    )
    assert said["ms"] == 27.5


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "secret",
    [
        "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw-_x",
        "MTk4NjIyNDgzNDcxOTI1MjQ4AA.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
        "gAAAAABmY0" + 60 * "x",
        "postgresql://mien:pass-word@db/mien",
        "the host's own word",
    ],
)
def test_no_secret_gets_out_in_words_facts_or_traces(capsys, secret, form):
    start_logging("INFO", form=form, secrets=["the host's own word"])
    log = logging.getLogger("bot")
    log.info("asked %s", f"http://api/bot{secret}/getMe", extra={"where": [secret]})
    try:
        {}[secret]
    except KeyError:
        log.exception("no answer")

    said = capsys.readouterr().err
    hidden = "pass-word" if "pass-word" in secret else secret
    assert hidden not in said
    assert said.count(REDACTED) >= 3


def test_ids_hashes_and_times_are_no_secrets(capsys):
    start_logging("INFO")
    logging.getLogger("bot").info("12:30:59 %s", "9f86d081" * 8, extra={"set": 4711})

    assert REDACTED not in capsys.readouterr().err
