"""What a host does: prepare, look, save, put back."""

from __future__ import annotations

import asyncio
import os
import resource
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from adapters.storage import backup, migrate
from adapters.storage import keys as key_file
from adapters.storage.keys import IdentityHasher, Keys
from adapters.storage.storage import open_storage
from bot.settings import Settings


def prepare(settings: Settings) -> Keys:
    """Data folder, key file and newest tables; StorageError says what is wrong and what to do.

    Synchronous: migrations run before there is an event loop.
    """
    os.umask(0o077)  # what Mien writes is for its own account alone
    _leave_no_core()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = key_file.load_or_create_keys(settings.key_file)
    migrate.upgrade(settings.storage_url, copies=settings.backup_dir)
    return keys


def _leave_no_core() -> None:
    """What crashes from now on, and in workers, leaves no image of memory: pictures are in it."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    # One byte, where it may be: Linux hands a core on to a program (core_pattern) even at 0.
    least = min(most, 1) if most != resource.RLIM_INFINITY else 1
    resource.setrlimit(resource.RLIMIT_CORE, (least, least))


def existing_keys(settings: Settings) -> Keys | None:
    """The keys in the key file, None where there is none yet; StorageError. Makes nothing."""
    if not settings.key_file.exists():
        return None
    return key_file.load_or_create_keys(settings.key_file)


def database_state(settings: Settings) -> tuple[str | None, str | None]:
    """The revision the database has, and the one that is needed; StorageError. Makes nothing."""
    return migrate.current(settings.storage_url), migrate.newest()


def save_backup(settings: Settings, target: Path | None) -> Path:
    """Where the copy of the database is now: `target`, or a new file in the data folder.

    BackupError says why there is none.
    """
    if target is None:
        now = datetime.now(UTC)
        target = settings.backup_dir / f"mien-{now:%Y-%m-%dT%H-%M-%S}.backup"
    backup.save(settings.storage_url, target)
    return target


def restore_backup(settings: Settings, source: Path) -> Path | None:
    """Where the database that was there before is now; None if there was none. BackupError."""
    keys = existing_keys(settings)
    fingerprint = IdentityHasher(keys).fingerprint() if keys else None
    backup.check(settings.storage_url, source, fingerprint=fingerprint)
    has, _ = database_state(settings)
    saved = save_backup(settings, None) if has else None
    backup.put_back(settings.storage_url, source)
    return saved


def rotate_key(settings: Settings) -> int:
    """A new key seals from now on; how many rows were sealed anew. StorageError.

    The key before stays in the file, so that a Mien that still runs with it loses nothing; older
    ones go.
    """
    keys = prepare(settings)
    renewed = key_file.with_new_cipher(keys)
    # Written first: whatever ends this half-way, every key that sealed something is in the file.
    key_file.save_keys(settings.key_file, renewed)
    count = asyncio.run(_seal_anew(settings, renewed))
    newest_two = replace(renewed, ciphers=renewed.ciphers[:2])
    key_file.save_keys(settings.key_file, newest_two)
    return count


async def _seal_anew(settings: Settings, keys: Keys) -> int:
    storage = await open_storage(settings.storage_url, keys)
    try:
        return await storage.requests.seal_anew() + await storage.spotify.seal_anew()
    finally:
        await storage.close()


def differences_after_upgrade() -> list[str]:
    """What a freshly migrated database lacks against the models; empty where they agree."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/check.sqlite3"
        migrate.upgrade(url)
        return migrate.check(url)
