"""Whatever is wrong, a sentence says so and what to do; never a traceback."""

import socket
import sqlite3

import pytest


def assert_sentence(ended, *words, code=1):
    assert ended.code == code, ended.err
    assert ended.out == ""
    assert "Traceback" not in ended.err
    for word in words:
        assert word in ended.err


def test_all_commands_are_there(mien):
    ended = mien("--help")

    for name in ("run", "doctor", "analyse", "recommend", "catalogue", "evaluate", "db"):
        assert name in ended.out
    assert "benchmark" in ended.out


def test_a_setting_of_the_wrong_kind_is_exit_code_2(mien, monkeypatch):
    monkeypatch.setenv("MIEN_WEB_PORT", "x")

    assert_sentence(mien("run"), "MIEN_WEB_PORT", ".env", code=2)


@pytest.mark.parametrize("command", [("recommend", "--mood", "sad"), ("run",)])
def test_an_empty_catalogue_folder_says_what_is_missing(mien, monkeypatch, tmp_path, command):
    monkeypatch.setenv("MIEN_CATALOGUE_DIR", str(tmp_path))

    ended = mien(*command)

    assert_sentence(ended, "manifest.json is missing", "Set MIEN_CATALOGUE_DIR")


def test_a_taken_port_names_the_setting(mien, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("MIEN_WEB_PORT", port)
        ended = mien("run")

    assert_sentence(ended, port, "Set MIEN_WEB_PORT to another port")


def test_a_host_name_that_is_not_known_names_the_setting(mien, monkeypatch):
    monkeypatch.setenv("MIEN_WEB_HOST", "nowhere.invalid")
    monkeypatch.setenv("MIEN_WEB_SECRET", "let me in please")

    assert_sentence(mien("run"), "nowhere.invalid", "MIEN_WEB_HOST")


@pytest.mark.parametrize(
    ("name", "value"), [("MIEN_WEB_HOST", "0.0.0.0"), ("MIEN_WEB_NAMES", "mien.example")]
)
def test_a_page_that_would_be_open_to_everybody_is_not_served(mien, monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    assert_sentence(mien("run"), "open to everybody", "set MIEN_WEB_SECRET", code=2)


def test_a_key_file_that_is_none_is_named(mien, tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "key").write_text("not a key")
    (tmp_path / "keys" / "key").chmod(0o600)

    assert_sentence(mien("run"), str(tmp_path / "keys" / "key"), "MIEN_KEY_FILE")


def test_a_key_file_that_others_may_read_is_refused(mien, tmp_path):
    mien("db", "upgrade")
    (tmp_path / "keys" / "key").chmod(0o644)

    assert_sentence(mien("run"), "chmod 600")


def test_another_key_than_the_databases_is_told(mien, monkeypatch, tmp_path):
    mien("db", "upgrade")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        # The first start stops at the port, after it has left its mark in the database.
        monkeypatch.setenv("MIEN_WEB_PORT", str(taken.getsockname()[1]))
        mien("run")
    monkeypatch.setenv("MIEN_KEY_FILE", str(tmp_path / "other" / "key"))

    assert_sentence(mien("run"), "another key file", "MIEN_KEY_FILE")


@pytest.mark.parametrize("command", [("run",), ("db", "upgrade")])
def test_the_database_of_a_newer_mien_is_left_alone(mien, tmp_path, command):
    mien("db", "upgrade")
    with sqlite3.connect(tmp_path / "data" / "mien.sqlite3") as database:
        database.execute("update alembic_version set version_num = 'from the future'")
    database.close()

    assert_sentence(mien(*command), "newer Mien", "from the future")


@pytest.mark.parametrize("command", [("run",), ("db", "upgrade")])
def test_a_data_folder_that_cannot_be_made_is_named(mien, monkeypatch, tmp_path, command):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("MIEN_DATA_DIR", str(tmp_path / "file" / "data"))

    assert_sentence(mien(*command), str(tmp_path / "file"), "Set MIEN_DATA_DIR")


def test_a_database_that_is_none_is_told_without_the_name_of_an_error_alone(mien, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mien.sqlite3").write_bytes(b"no database at all" * 100)

    assert_sentence(mien("db", "upgrade"), "The database cannot be used", "MIEN_DATA_DIR")


@pytest.mark.parametrize("command", [("run",), ("db", "upgrade")])
def test_a_database_that_cannot_be_made_names_its_file_and_the_setting(mien, tmp_path, command):
    # A folder stands where the file should: as root, every folder can be written.
    database = tmp_path / "data" / "mien.sqlite3"
    database.mkdir(parents=True)

    assert_sentence(mien(*command), f"{database} cannot be written: set MIEN_DATA_DIR")


def test_a_server_that_does_not_answer_is_told_without_its_password(mien, monkeypatch):
    monkeypatch.setenv("MIEN_DATABASE_URL", "postgresql://mien:sesame@127.0.0.1:1/mien")

    ended = mien("db", "current")

    assert_sentence(ended, "The database cannot be used", "MIEN_DATABASE_URL")
    assert "sesame" not in ended.err


def test_an_unknown_command_is_exit_code_2(mien):
    assert_sentence(mien("dance"), "dance", code=2)
