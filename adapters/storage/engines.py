"""Engines for SQLite and PostgreSQL, set up so that no update is lost and nothing forgotten stays.

SQLite with its defaults lost a third of concurrent read-then-write updates without an error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.errors import StorageError
from adapters.storage.sqlite import begin_later, connecting

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_WAITS_FOR_LOCK_S = 15.0  # unless the URL says ?timeout=

# What a driver raises without SQLAlchemy around it: nobody listens there, it is not installed, or
# it was used past SQLAlchemy.
_FOREIGN_ERRORS = (SQLAlchemyError, sqlite3.Error, OSError, ImportError)


def asynchronous_url(url: str) -> URL:
    """The URL with the driver we use; StorageError if it names another kind of database."""
    try:
        parsed = make_url(url)
        return parsed.set(drivername=_DRIVERS[parsed.drivername])
    except (SQLAlchemyError, KeyError) as error:
        raise StorageError("the URL names neither SQLite nor PostgreSQL") from error


def asynchronous_engine(url: URL) -> AsyncEngine:
    """The engine of a running Mien."""
    # Parameters are hashes, titles and sealed text: nothing for a log.
    if not is_sqlite(url):
        return create_async_engine(url, hide_parameters=True, pool_pre_ping=True)
    timeout_s = _timeout_s(url)
    # SQLite has one writer. Waiting for our own connection is fair, waiting for its lock is not:
    # eight tasks at once waited 50 ms at most instead of 600.
    engine = create_async_engine(
        url, async_creator=connecting(url), hide_parameters=True, pool_size=1, max_overflow=0
    )
    _set_up_sqlite(engine.sync_engine, foreign_keys=True, timeout_s=timeout_s)

    @event.listens_for(engine.sync_engine, "begin")
    def begin_with_the_first_statement(connection: Connection) -> None:
        begin_later(connection.connection.driver_connection)

    @event.listens_for(engine.sync_engine, "handle_error")
    def open_anew_what_was_read_only(context: ExceptionContext) -> None:
        if was_read_only(context.original_exception):
            context.is_disconnect = True

    return engine


def sqlite_migration_engine(url: URL) -> Engine:
    """An engine whose transactions hold table changes too, and that checks no foreign keys.

    With them on, SQLite would empty the child tables of every table that a migration rebuilds.
    """
    timeout_s = _timeout_s(url)
    engine = create_engine(url.set(drivername="sqlite"), hide_parameters=True)
    _set_up_sqlite(engine, foreign_keys=False, timeout_s=timeout_s)

    @event.listens_for(engine, "begin")
    def begin_immediate(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def is_sqlite(url: URL) -> bool:
    """Whether this is a SQLite database."""
    return url.get_backend_name() == "sqlite"


@contextmanager
def translated_errors() -> Iterator[None]:
    """Raises StorageError for whatever SQLAlchemy or a driver raises, with the cause kept."""
    try:
        yield
    except _FOREIGN_ERRORS as error:
        # The text of a driver's error may hold values; the cause is there for who debugs.
        raise StorageError(type(error).__name__) from error


def was_read_only(error: BaseException) -> bool:
    """Whether SQLite could only read; once that is mended, only what is opened anew knows."""
    return _name_of(error).startswith("SQLITE_READONLY")


def cannot_be_written(error: BaseException) -> bool:
    """Whether SQLite could not write its file, or make it."""
    return was_read_only(error) or _name_of(error) == "SQLITE_CANTOPEN"


def _name_of(error: BaseException) -> str:
    """SQLite's name of an error that SQLAlchemy may stand around."""
    name: str = getattr(getattr(error, "orig", error), "sqlite_errorname", "")
    return name


def _timeout_s(url: URL) -> float:
    """How long another program's lock is waited for; StorageError for what is no number."""
    asked = url.query.get("timeout", _WAITS_FOR_LOCK_S)
    try:
        return float(str(asked))
    except ValueError as error:
        raise StorageError("timeout= in the URL wants seconds") from error


def _set_up_sqlite(engine: Engine, *, foreign_keys: bool, timeout_s: float) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: DBAPIConnection, _record: object) -> None:
        # Without this the driver begins transactions late, and updates between are lost.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={round(timeout_s * 1000)}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.close()
