import sqlite3
from contextlib import closing

import pytest


def test_an_upgrade_brings_the_newest_revision(mien):
    [before] = mien("db", "current", "--json").objects
    upgraded = mien("db", "upgrade")
    [after] = mien("db", "current", "--json").objects

    assert before["revision"] is None
    assert upgraded.code == 0
    assert after["revision"] == after["newest"] == before["newest"]


def test_asking_makes_no_database(mien, tmp_path):
    ended = mien("db", "current")

    assert "none" in ended.out
    assert list(tmp_path.iterdir()) == []


def test_migrations_and_models_agree(mien, tmp_path):
    ended = mien("db", "check")

    assert (ended.code, ended.err) == (0, "")
    assert not (tmp_path / "data").exists()


def test_a_backup_is_put_back_and_what_it_replaced_is_kept(mien, tmp_path):
    mien("db", "upgrade")
    database = tmp_path / "data" / "mien.sqlite3"
    saved = mien("db", "backup", "--out", "copy")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TABLE feedback")

    restored = mien("db", "restore", "copy")

    assert (saved.code, restored.code) == (0, 0)
    assert str(tmp_path / "copy") in saved.out
    assert str(tmp_path / "keys" / "key") in saved.out
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM feedback").fetchall() == [(0,)]
    [replaced] = (tmp_path / "data" / "backups").iterdir()
    assert str(replaced) in restored.out


def test_a_backup_without_a_name_goes_to_the_data_folder(mien, tmp_path):
    mien("db", "upgrade")
    mien("db", "backup")

    [copy] = (tmp_path / "data" / "backups").iterdir()
    assert copy.read_bytes().startswith(b"SQLite format 3")
    assert (tmp_path / "keys" / "key").read_bytes() not in copy.read_bytes()


@pytest.mark.parametrize("words", [("backup",), ("restore", "nowhere")])
def test_where_there_is_nothing_to_save_or_restore_it_says_so(mien, words):
    ended = mien("db", *words)

    assert ended.code == 1
    assert "there is no" in ended.err.lower()


def test_a_new_key_takes_the_first_place_and_only_the_one_before_stays(mien, tmp_path):
    mien("db", "upgrade")
    [made] = ciphers_in(tmp_path)
    mien("db", "rotate")
    [second, first] = ciphers_in(tmp_path)
    ended = mien("db", "rotate")
    [third, kept] = ciphers_in(tmp_path)

    assert ended.code == 0
    assert "encrypted anew: 0" in ended.out
    assert (first, kept) == (made, second)
    assert len({made, second, third}) == 3


def ciphers_in(folder):
    lines = (folder / "keys" / "key").read_text().splitlines()
    return [line.split()[1] for line in lines if line.startswith("cipher")]
