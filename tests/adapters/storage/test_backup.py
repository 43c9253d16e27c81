import asyncio
import sqlite3
import stat

import pytest

from adapters.errors import BackupError
from adapters.storage import backup
from adapters.storage.keys import IdentityHasher, Keys, WrongKeyError
from adapters.storage.storage import open_storage
from tests.adapters.storage.samples import KEYS, account

OURS = IdentityHasher(KEYS).fingerprint()


pytestmark = pytest.mark.usefixtures("postgres_tools")


def welcome(url, *names):
    """Meets them; the ids they have."""

    async def met():
        storage = await open_storage(url, KEYS)
        profiles = [await storage.listeners.welcome(account(name)) for name in names]
        await storage.close()
        return [profile.listener_id for profile in profiles]

    return asyncio.run(met())


def known(url, listener_id):
    async def found():
        storage = await open_storage(url, KEYS)
        profile = await storage.listeners.profile(listener_id)
        await storage.close()
        return profile is not None

    return asyncio.run(found())


def test_what_was_saved_is_put_back_and_what_came_later_is_gone(database_url, tmp_path):
    [early] = welcome(database_url, "early")
    backup.save(database_url, tmp_path / "copy")
    [late] = welcome(database_url, "late")

    backup.check(database_url, tmp_path / "copy", fingerprint=OURS)
    backup.put_back(database_url, tmp_path / "copy")

    assert known(database_url, early)
    assert not known(database_url, late)


def test_a_copy_is_for_its_owner_alone_and_leaves_nothing_beside_it(database_url, tmp_path):
    folder = tmp_path / "copies"
    welcome(database_url, "someone")

    backup.save(database_url, folder / "copy")

    assert [path.name for path in folder.iterdir()] == ["copy"]
    assert stat.S_IMODE((folder / "copy").stat().st_mode) == 0o600


def test_a_copy_can_be_made_while_somebody_writes(sqlite_url, tmp_path):
    [written] = welcome(sqlite_url, "written")
    writer = sqlite3.connect(tmp_path / "mien.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM listeners")

    backup.save(sqlite_url, tmp_path / "copy")
    writer.execute("COMMIT")
    writer.close()
    backup.put_back(sqlite_url, tmp_path / "copy")

    assert known(sqlite_url, written)


def test_no_copy_takes_the_place_of_another(sqlite_url, tmp_path):
    (tmp_path / "copy").write_text("an older one")

    with pytest.raises(BackupError, match="is there already"):
        backup.save(sqlite_url, tmp_path / "copy")

    assert (tmp_path / "copy").read_text() == "an older one"


def test_where_there_is_no_database_there_is_nothing_to_save(tmp_path):
    with pytest.raises(BackupError, match="there is no database yet"):
        backup.save(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "copy")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_copy_changes_nothing(sqlite_url, tmp_path, content):
    [listener] = welcome(sqlite_url, "someone")
    (tmp_path / "wrong").write_bytes(content)

    with pytest.raises(BackupError, match="no backup of Mien, nothing was changed"):
        backup.check(sqlite_url, tmp_path / "wrong", fingerprint=OURS)

    assert known(sqlite_url, listener)


def test_half_a_copy_changes_nothing(sqlite_url, tmp_path):
    [listener] = welcome(sqlite_url, "someone")
    backup.save(sqlite_url, tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(BackupError, match="nothing was changed"):
        backup.check(sqlite_url, tmp_path / "half", fingerprint=OURS)

    assert known(sqlite_url, listener)


def test_a_copy_made_with_another_key_is_not_put_back(sqlite_url, tmp_path):
    welcome(sqlite_url, "someone")
    backup.save(sqlite_url, tmp_path / "copy")
    other = IdentityHasher(Keys(identity=b"o" * 32, ciphers=KEYS.ciphers)).fingerprint()

    with pytest.raises(WrongKeyError, match="another key file"):
        backup.check(sqlite_url, tmp_path / "copy", fingerprint=other)


def test_a_missing_file_is_said_so(sqlite_url, tmp_path):
    with pytest.raises(BackupError, match="there is no file"):
        backup.check(sqlite_url, tmp_path / "nowhere", fingerprint=None)


def test_without_the_tools_of_postgresql_it_says_what_to_get(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupError, match="pg_dump is not installed: get the client tools"):
        backup.save("postgresql://nobody@localhost/none", tmp_path / "copy")


def test_a_server_that_does_not_answer_leaves_no_file(tmp_path):
    with pytest.raises(BackupError, match="pg_dump failed") as failed:
        backup.save("postgresql://me:secret-word@localhost:1/none", tmp_path / "copy")

    assert list(tmp_path.iterdir()) == []
    assert "secret-word" not in str(failed.value)
