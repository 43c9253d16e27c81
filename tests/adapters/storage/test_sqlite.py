import sqlite3
import threading

import pytest
from sqlalchemy import make_url

from adapters.storage.sqlite import begin_later, connecting


def keeping_alive():
    """The threads for which the process waits when it ends."""
    return {thread for thread in threading.enumerate() if not thread.daemon}


@pytest.fixture
def kept_alive():
    return keeping_alive()


@pytest.fixture
async def connection(kept_alive, tmp_path):
    connection = await connecting(make_url(f"sqlite:///{tmp_path / 'mien.db'}"))()
    await connection.execute_fetchall("CREATE TABLE songs (id INTEGER PRIMARY KEY, title TEXT)")
    yield connection
    await connection.close()


async def trips_of(connection, monkeypatch, sql, parameters=()):
    """How often the connection's thread was asked for one statement and its rows."""
    trips, execute = [], connection._execute

    async def counted(*work, **options):
        trips.append(work)
        return await execute(*work, **options)

    monkeypatch.setattr(connection, "_execute", counted)
    async with connection.cursor() as cursor:
        await cursor.execute(sql, parameters)
        rows = await cursor.fetchall()
        await cursor.close()
    return len(trips), rows


async def test_a_statement_and_its_rows_are_one_trip(connection, monkeypatch):
    trips, rows = await trips_of(connection, monkeypatch, "SELECT ?, 2", (1,))

    assert (trips, rows) == (1, [(1, 2)])


async def test_what_returns_no_rows_tells_what_it_changed(connection):
    async with connection.cursor() as cursor:
        await cursor.execute("INSERT INTO songs (title) VALUES (?), (?)", ("one", "two"))

        assert cursor.description is None
        assert (cursor.rowcount, cursor.lastrowid) == (2, 2)
        assert list(await cursor.fetchall()) == []


async def test_rows_that_a_change_returns_have_their_columns(connection):
    async with connection.cursor() as cursor:
        await cursor.execute("INSERT INTO songs (title) VALUES ('one') RETURNING id, title")

        assert [column[0] for column in cursor.description] == ["id", "title"]
        assert await cursor.fetchall() == [(1, "one")]


async def test_one_statement_runs_for_many(connection):
    async with connection.cursor() as cursor:
        await cursor.executemany("INSERT INTO songs (title) VALUES (?)", [("one",), ("two",)])

        assert cursor.rowcount == 2


async def test_what_sqlite_refuses_is_its_own_error(connection):
    async with connection.cursor() as cursor:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await cursor.execute("SELECT * FROM albums")


async def test_a_forgotten_connection_does_not_keep_the_process_alive(kept_alive, connection):
    assert keeping_alive() <= kept_alive


async def test_a_transaction_begins_on_the_trip_of_its_first_statement(connection, tmp_path):
    begin_later(connection)
    other = sqlite3.connect(tmp_path / "mien.db", timeout=0)
    other.execute("INSERT INTO songs (title) VALUES ('before')")
    other.commit()

    async with connection.cursor() as cursor:
        await cursor.execute("SELECT 1")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("INSERT INTO songs (title) VALUES ('during')")
    await connection.commit()
    other.execute("INSERT INTO songs (title) VALUES ('after')")
    other.close()


async def test_what_never_began_is_ended_without_a_trip(connection, monkeypatch):
    async def no_trip(*_work, **_options):
        raise AssertionError("a trip")

    begin_later(connection)
    with monkeypatch.context() as here:
        here.setattr(connection, "_execute", no_trip)
        await connection.commit()
        await connection.rollback()


async def test_what_was_not_kept_is_gone(connection):
    begin_later(connection)
    async with connection.cursor() as cursor:
        await cursor.execute("INSERT INTO songs (title) VALUES ('one')")
        await connection.rollback()
        await cursor.execute("SELECT count(*) FROM songs")

        assert await cursor.fetchall() == [(0,)]
