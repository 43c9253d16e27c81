"""Copies of the database, to keep and to put back. No key is ever in them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL

from adapters.errors import BackupError
from adapters.storage.engines import asynchronous_url, is_sqlite
from adapters.storage.keys import WrongKeyError

_BUSY_TIMEOUT_S = 15.0
_LONGEST_S = 3600  # a server that says nothing for longer will say nothing


class NoToolError(BackupError):
    """PostgreSQL's own tools are not installed here."""


def save(url: str, target: Path) -> None:
    """Writes a whole copy there, also while Mien runs; BackupError, and no file, where it fails.

    SQLite's copy is a SQLite file; PostgreSQL's is what its own `pg_dump` writes.
    """
    parsed = asynchronous_url(url)
    if target.exists():
        raise BackupError(f"{target} is there already: name another file, or move that one")
    if is_sqlite(parsed) and not Path(parsed.database or "").is_file():
        raise BackupError("there is no database yet, so there is nothing to save")
    with _part_of(target) as part:
        if is_sqlite(parsed):
            _save_sqlite(Path(parsed.database or ""), part)
        else:
            _run("pg_dump", "--format=custom", f"--file={part}", url=parsed)


def check(url: str, source: Path, *, fingerprint: str | None) -> None:
    """BackupError where this is no whole copy.

    WrongKeyError where a SQLite copy was made with a key of another fingerprint (None: not known).
    """
    if not source.is_file():
        raise BackupError(f"there is no file {source}")
    if is_sqlite(asynchronous_url(url)):
        _check_sqlite(source, fingerprint)
    else:
        _run("pg_restore", "--list", str(source))


def put_back(url: str, source: Path) -> None:
    """Makes the database what it was when this copy was saved; all of it, or nothing.

    BackupError where it fails; `check` the copy first.
    """
    parsed = asynchronous_url(url)
    if is_sqlite(parsed):
        _restore_sqlite(source, Path(parsed.database or ""))
    else:
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        _run("pg_restore", f"--dbname={parsed.database}", *options, str(source), url=parsed)


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """A file beside it that takes its name once it is whole, and that only its owner may read."""
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.rename(target)
    except OSError as error:
        raise BackupError(f"cannot write {target}: {error.strerror}") from error
    except sqlite3.Error as error:
        raise BackupError(f"cannot write {target}: {error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _save_sqlite(database: Path, part: Path) -> None:
    with closing(_opened(database, "ro")) as live, closing(_opened(part, "rw")) as copy:
        live.backup(copy)
        # One file, whole by itself, wherever it is carried.
        copy.execute("PRAGMA journal_mode=DELETE")


def _check_sqlite(source: Path, fingerprint: str | None) -> None:
    try:
        with closing(_opened(source, "ro")) as copy:
            [(verdict,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
            copy.execute("SELECT version_num FROM alembic_version").fetchall()
            known = copy.execute("SELECT fingerprint FROM key_fingerprints").fetchall()
    except sqlite3.Error as error:
        raise BackupError(f"{source} is no backup of Mien, nothing was changed") from error
    if verdict != "ok":
        raise BackupError(f"{source} is damaged ({verdict}), nothing was changed")
    if fingerprint is not None and known and known != [(fingerprint,)]:
        raise WrongKeyError(
            f"{source} was made with another key file, nothing was changed: put that one back first"
        )


def _restore_sqlite(source: Path, database: Path) -> None:
    try:
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(_opened(source, "ro")) as copy, closing(_opened(database, "rwc")) as live:
            live.execute("PRAGMA secure_delete=ON")
            copy.backup(live)
            live.execute("PRAGMA journal_mode=WAL")
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"cannot put {source} back: {error}") from error


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=_BUSY_TIMEOUT_S)


def _run(tool: str, *arguments: str, url: URL | None = None) -> None:
    """Lets a tool of PostgreSQL work; no list of processes shows the password."""
    found = shutil.which(tool)
    if found is None:
        raise NoToolError(f"{tool} is not installed: get the client tools of PostgreSQL")
    try:
        ended = subprocess.run(  # noqa: S603 -- no shell, and nothing a listener wrote
            [found, *arguments],
            env=os.environ if url is None else {**os.environ, **_connection(url)},
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONGEST_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BackupError(f"{tool} did not end: {type(error).__name__}") from error
    if ended.returncode:
        last = ended.stderr.strip().rpartition("\n")[2]
        raise BackupError(f"{tool} failed: {last}")


def _connection(url: URL) -> dict[str, str]:
    """What libpq reads from its environment."""
    host = url.host or url.query.get("host") or ""
    values = {
        "PGDATABASE": url.database or "",
        "PGHOST": host if isinstance(host, str) else host[0],
        "PGPORT": str(url.port or ""),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
    }
    return {name: value for name, value in values.items() if value}
