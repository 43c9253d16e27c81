"""SQLite connections whose statements cost one trip to their thread instead of four.

aiosqlite goes to the thread for a cursor, the statement, its rows and the end of the cursor. While
other threads read photos each trip waits for the interpreter twice: one photo took 140 of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy import URL

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

    def __init__(
        self, run: Callable[..., Awaitable[_Result]], connection: sqlite3.Connection
    ) -> None:
        self._run = run
        self._connection = connection
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
        self._result = await self._run(_executed, self._connection, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[_Parameters]) -> _Cursor:
        """Runs it for each of them."""
        self._result = await self._run(_executed_for_all, self._connection, sql, parameters)
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

    def cursor(self) -> _Cursor:  # type: ignore[override]
        """One that makes a single trip for each statement."""
        return _Cursor(self._execute, self._conn)


def connecting(url: URL) -> Callable[[], Awaitable[aiosqlite.Connection]]:
    """What an engine calls for a new connection to this database file."""
    # Only the connection's own thread ever uses it; it is made and ended elsewhere.
    connector = partial(sqlite3.connect, url.database or "", check_same_thread=False)

    async def connect() -> aiosqlite.Connection:
        return await _Connection(connector)

    return connect


def _executed(connection: sqlite3.Connection, sql: str, parameters: _Parameters) -> _Result:
    cursor = connection.execute(sql, parameters)
    try:
        rows = cursor.fetchall() if cursor.description else ()
        return _Result(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    finally:
        cursor.close()


def _executed_for_all(
    connection: sqlite3.Connection, sql: str, parameters: Iterable[_Parameters]
) -> _Result:
    cursor = connection.executemany(sql, parameters)
    try:
        return _Result(None, cursor.rowcount, cursor.lastrowid)
    finally:
        cursor.close()
