"""SQLite connections that go to their thread once for a statement, or once for a transaction.

aiosqlite goes there for a cursor, the statement, its rows and the end of the cursor, and each trip
waits for the event loop on its way back while nobody else gets the one connection: one photo took
140 of them. A transaction begins on the trip of its first statement, and there is no trip to end
what never began; work that is written as functions takes a single trip for all of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event

from adapters.storage.group_commit import Failed, Work

_ITER_CHUNK = 64  # aiosqlite's own; all rows are fetched at once

_Parameters = Sequence[Any]
_Description = tuple[tuple[str, None, None, None, None, None, None], ...] | None


@dataclass(frozen=True, slots=True)
class _Result:
    description: _Description = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: Sequence[Any] = field(default=())


class _Cursor:
    """What SQLAlchemy needs of a cursor: a statement, and then its rows without another trip."""

    def __init__(self, run: Callable[..., Awaitable[_Result]]) -> None:
        self._run = run
        self._result = _Result()
        self.arraysize = 1

    async def __aenter__(self) -> _Cursor:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def description(self) -> _Description:
        """The columns; None for what has no rows."""
        return self._result.description

    @property
    def rowcount(self) -> int:
        """The rows that were changed."""
        return self._result.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The row that was added last."""
        return self._result.lastrowid

    async def execute(self, sql: str, parameters: _Parameters = ()) -> _Cursor:
        """Runs it and fetches its rows."""
        self._result = await self._run(_executed, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[_Parameters]) -> _Cursor:
        """Runs it for each of them."""
        self._result = await self._run(_executed_for_all, sql, parameters)
        return self

    async def fetchall(self) -> Sequence[Any]:
        """The rows."""
        return self._result.rows

    async def close(self) -> None:
        """Nothing is open."""


class _Connection(aiosqlite.Connection):
    """The same connection and thread, with other cursors."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _ITER_CHUNK)
        # Whatever forgets to close it must still come to its end.
        self._thread.daemon = True
        self._begins = False  # with the next statement
        self._in_transaction = False
        self._engine: Engine | None = None

    async def run_all(self, works: Sequence[Work[Any]]) -> list[Any]:
        """All of them in one transaction and one trip, each within a savepoint of its own."""
        outcomes: list[Any] = await self._execute(self._whole, works)  # type: ignore[no-untyped-call]
        return outcomes

    def _whole(self, works: Sequence[Work[Any]]) -> list[Any]:
        """In the connection's thread."""
        if self._engine is None:
            self._engine = _engine_on(self._conn)
        with self._engine.begin() as connection:
            if len(works) == 1:
                return [works[0](connection)]
            return [_within_savepoint(work, connection, self._conn) for work in works]

    def begin(self) -> None:
        """A transaction that writes, from the next statement on."""
        self._begins = True

    def cursor(self) -> _Cursor:  # type: ignore[override]
        """One that makes a single trip for each statement."""
        return _Cursor(self._on_its_trip)

    async def commit(self) -> None:
        """No trip where nothing was done."""
        self._begins = False
        if self._in_transaction:
            await super().commit()
            self._in_transaction = False

    async def rollback(self) -> None:
        """No trip where nothing was done, or all of it was kept."""
        self._begins = False
        if self._in_transaction:
            await super().rollback()
            self._in_transaction = False

    async def _on_its_trip(
        self, run: Callable[..., _Result], sql: str, parameters: Iterable[Any]
    ) -> _Result:
        begins, self._begins = self._begins, False
        # Said before it is done: what is cancelled on the way may have begun all the same.
        self._in_transaction |= begins
        result: _Result = await self._execute(  # type: ignore[no-untyped-call]
            run, self._conn, sql, parameters, begins=begins
        )
        return result


def connecting(url: URL) -> Callable[[], Awaitable[aiosqlite.Connection]]:
    """What an engine calls for a new connection to this database file."""
    # Only the connection's own thread ever uses it; it is made and ended elsewhere.
    connector = partial(sqlite3.connect, url.database or "", check_same_thread=False)

    async def connect() -> aiosqlite.Connection:
        return await _Connection(connector)

    return connect


def begin_later(connection: object) -> None:
    """A transaction that writes, on this connection, from its next statement on."""
    if isinstance(connection, _Connection):
        connection.begin()


async def run_all_on(connection: object, works: Sequence[Work[Any]]) -> list[Any]:
    """An outcome or a Failed for each; raises whatever let SQLite take all of it back."""
    if not isinstance(connection, _Connection):
        raise TypeError(f"not made here: {type(connection).__name__}")
    return await connection.run_all(works)


def _within_savepoint(work: Work[Any], connection: Connection, raw: sqlite3.Connection) -> Any:  # noqa: ANN401 - whatever it makes
    # Past SQLAlchemy, whose own savepoints take longer than most of what is done in them.
    raw.execute("SAVEPOINT piece")
    try:
        outcome = work(connection)
    except Exception as error:
        # A full disk, for one, ends the whole transaction: what others wrote in it is gone too.
        if not raw.in_transaction:
            raise
        raw.execute("ROLLBACK TO piece")
        outcome = Failed(error)
    raw.execute("RELEASE piece")
    return outcome


def _engine_on(connection: sqlite3.Connection) -> Engine:
    """What runs SQLAlchemy's statements on this connection, without a way to any other."""
    engine = create_engine(
        "sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin_immediate(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _executed(
    connection: sqlite3.Connection, sql: str, parameters: _Parameters, *, begins: bool
) -> _Result:
    if begins:
        connection.execute("BEGIN IMMEDIATE")
    cursor = connection.execute(sql, parameters)
    try:
        rows = cursor.fetchall() if cursor.description else ()
        return _Result(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    finally:
        cursor.close()


def _executed_for_all(
    connection: sqlite3.Connection, sql: str, parameters: Iterable[_Parameters], *, begins: bool
) -> _Result:
    if begins:
        connection.execute("BEGIN IMMEDIATE")
    cursor = connection.executemany(sql, parameters)
    try:
        return _Result(None, cursor.rowcount, cursor.lastrowid)
    finally:
        cursor.close()
