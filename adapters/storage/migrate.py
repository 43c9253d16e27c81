"""Brings a database to the newest tables. Synchronous: call it before the loop or in a thread."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

import migrations
from adapters.errors import StorageError, UnwritableError
from adapters.storage import backup
from adapters.storage.engines import (
    asynchronous_engine,
    asynchronous_url,
    cannot_be_written,
    is_sqlite,
    sqlite_migration_engine,
    translated_errors,
)
from models import Base

_T = TypeVar("_T")

_BEFORE = "before-upgrade-"
_KEPT = 3  # copies: they hold what listeners may have had forgotten since

log = logging.getLogger(__name__)


def upgrade(url: str, *, copies: Path | None = None) -> None:
    """Runs all migrations this database has not seen, all or none; StorageError.

    A database that has rows already is saved to the folder `copies` first, if one is named.
    """
    if copies is not None and current(url) not in (None, newest()):
        _save_before(url, copies)
    _on_connection(url, _upgrade)


def current(url: str) -> str | None:
    """The revision of this database; None if it is empty, or a file that is not there."""
    parsed = asynchronous_url(url)
    # SQLite would make the file, and who only asks changes nothing.
    if is_sqlite(parsed) and not Path(parsed.database or "").is_file():
        return None
    return _on_connection(url, _revision)


def newest() -> str | None:
    """The revision this version of Mien needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def check(url: str) -> list[str]:
    """What differs between this database and the models; nothing after an upgrade."""
    return _on_connection(url, _differences)


def _save_before(url: str, copies: Path) -> None:
    now = datetime.now(UTC)
    try:
        backup.save(url, copies / f"{_BEFORE}{now:%Y-%m-%dT%H-%M-%S}")
    except backup.NoToolError as error:
        # Its migrations are one transaction; a container without the tools must start all the same.
        log.warning("no copy of the database before the migration: %s", error)
    for old in sorted(copies.glob(f"{_BEFORE}*"))[:-_KEPT]:
        old.unlink()


def _upgrade(connection: Connection) -> None:
    if _revision(connection) == newest():
        return
    connection.rollback()
    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        # A revision we do not have: a newer Mien was here.
        raise StorageError(f"the database is of a newer Mien, install that one: {error}") from error


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _differences(connection: Connection) -> list[str]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [repr(difference) for difference in compare_metadata(context, Base.metadata)]


def _config() -> Config:
    # Beside the installed package, so that it works from a wheel as from a checkout.
    folder = Path(migrations.__file__).parent
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def _on_connection(url: str, work: Callable[[Connection], _T]) -> _T:
    parsed = asynchronous_url(url)
    with translated_errors():
        if is_sqlite(parsed):
            return _on_sqlite(parsed, work)
        return asyncio.run(_on_server(parsed, work))


def _on_sqlite(url: URL, work: Callable[[Connection], _T]) -> _T:
    engine = sqlite_migration_engine(url)
    try:
        with engine.connect() as connection:
            return work(connection)
    except (SQLAlchemyError, sqlite3.Error) as error:
        if cannot_be_written(error):
            raise UnwritableError(str(url.database)) from error
        raise
    finally:
        engine.dispose()


async def _on_server(url: URL, work: Callable[[Connection], _T]) -> _T:
    engine = asynchronous_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()
