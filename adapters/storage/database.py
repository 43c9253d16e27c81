"""The database: transactions whose failures are all StorageErrors."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

from sqlalchemy import Connection, Table, delete, false
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker
from sqlalchemy.orm import Session

from adapters.storage.engines import (
    asynchronous_engine,
    asynchronous_url,
    is_sqlite,
    translated_errors,
    was_read_only,
)
from adapters.storage.group_commit import Failed, GroupCommit, Outcome, Work
from adapters.storage.sqlite import run_all_on
from models import Base, RequestRecord

log = logging.getLogger(__name__)


def table_of(record: type[Base]) -> Table:
    """The table of these records, for statements that are put together once and need no record."""
    return cast("Table", record.__table__)


def session_on(connection: Connection) -> Session:
    """For records within what `Database.run` runs: their end is the end of that."""
    # Of its own accord a session would take back, at its end, all that was done beside it.
    return Session(connection, join_transaction_mode="rollback_only")


# A database that may only be read refuses even that; a transaction that writes is begun there.
_NOTHING_WRITTEN = delete(table_of(RequestRecord)).where(false())


class Database:
    """One database, SQLite or PostgreSQL; StorageError if the URL names anything else."""

    def __init__(self, url: str) -> None:
        parsed = asynchronous_url(url)
        self._is_sqlite = is_sqlite(parsed)
        with translated_errors():
            self._engine = asynchronous_engine(parsed)
        self._together = GroupCommit(self._run_all)
        # A record may be read after its transaction: values are made from it there.
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Commits at the end; rolls back on any error. One at a time per task, never nested."""
        with translated_errors():
            async with self._sessions.begin() as session:
                yield session

    @asynccontextmanager
    async def statements(self) -> AsyncIterator[AsyncConnection]:
        """The same for single statements without records: a fifth of the CPU less."""
        with translated_errors():
            async with self._engine.begin() as connection:
                yield connection

    async def run(self, work: Work[Outcome]) -> Outcome:
        """What `work` makes of a connection, in one transaction; StorageError.

        For what every event needs: on SQLite it takes one trip to the connection's thread, and the
        disk is waited for once for all who ask at the same time.
        """
        with translated_errors():
            if self._is_sqlite:
                return await self._together.run(work)
            async with self._engine.begin() as connection:
                return await connection.run_sync(work)

    async def answers(self) -> bool:
        """True once it answered that it may be written to; StorageError otherwise."""
        async with self.statements() as connection:
            await connection.execute(_NOTHING_WRITTEN)
        return True

    async def truncate_log(self) -> None:
        """Empties SQLite's write-ahead log, which still holds what was just deleted."""
        if not self._is_sqlite:
            return
        with translated_errors():
            async with self._engine.connect() as connection:
                # Past SQLAlchemy, which would begin a transaction: a checkpoint wants none.
                raw = await connection.get_raw_connection()
                driver: Any = raw.driver_connection
                [(busy, *_)] = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            log.warning("the write-ahead log is in use and was not emptied")

    async def _run_all(self, works: Sequence[Work[Any]]) -> list[Any]:
        async with self._engine.connect() as connection:
            raw = await connection.get_raw_connection()
            try:
                outcomes = await run_all_on(raw.driver_connection, works)
            except SQLAlchemyError as error:
                if was_read_only(error):
                    await connection.invalidate()
                raise
            if any(isinstance(one, Failed) and was_read_only(one.error) for one in outcomes):
                await connection.invalidate()
            return outcomes

    async def close(self) -> None:
        """Closes all connections, once what was begun is on the disk."""
        await self._together.idle()
        await self._engine.dispose()
