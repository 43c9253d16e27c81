"""`mien run` as a host sees it: starting, ending, and what lies on the disk."""

import signal
import sqlite3
import stat
import subprocess
import sys

import httpx
import pytest

from tests.journeys.conftest import Program, start, surroundings


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_exit_code_0(program: Program, number: int):
    assert program.stop(number) == 0


def test_a_fresh_machine_gets_key_database_and_page(program: Program):
    page = httpx.get(program.url).text

    key = program.folder / "keys" / "key"
    assert "<title>Mien</title>" in page
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    database = sqlite3.connect(program.folder / "data" / "mien.sqlite3")
    tables = {name for (name,) in database.execute("select name from sqlite_master")}
    database.close()
    assert "listeners" in tables


def test_everything_that_mien_writes_lies_in_its_data_folder(program: Program):
    program.stop()

    # Not even the libraries may leave something: ONNX Runtime would, if it were let.
    written = {
        path.relative_to(program.folder).parts[0]
        for path in program.folder.rglob("*")
        if path.is_file()
    }
    assert written == {"data", "keys", "log"}


def test_a_second_start_keeps_the_key_and_the_database(program: Program):
    key = (program.folder / "keys" / "key").read_bytes()
    program.stop()
    again = start(program.folder)

    assert again.stop() == 0
    assert (program.folder / "keys" / "key").read_bytes() == key


def test_the_doctor_finds_a_running_mien_well(program: Program):
    environment = {
        **surroundings(program.folder),
        "MIEN_WEB_PORT": program.url.rpartition(":")[2],
        "MIEN_OPERATIONS_PORT": "0",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--json"],
        cwd=program.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert f"Mien is running at {program.url}" in ended.stdout
    assert ended.returncode == 0
