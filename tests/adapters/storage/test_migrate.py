import pytest
from sqlalchemy import Connection, text

from adapters.errors import StorageError
from adapters.storage import backup, migrate


def test_an_empty_database_has_no_revision_and_lacks_every_table(empty_url):
    assert migrate.current(empty_url) is None
    assert any("add_table" in difference for difference in migrate.check(empty_url))


def test_after_an_upgrade_nothing_differs_from_the_models(empty_url):
    migrate.upgrade(empty_url)

    assert migrate.current(empty_url) == migrate.newest()
    assert migrate.check(empty_url) == []


def test_a_second_upgrade_changes_nothing(database_url):
    migrate.upgrade(database_url)

    assert migrate.current(database_url) == migrate.newest()
    assert migrate.check(database_url) == []


def test_a_lost_column_is_noticed(database_url):
    run(database_url, "ALTER TABLE readings DROP COLUMN sure")

    assert any("sure" in difference for difference in migrate.check(database_url))


def test_rows_are_saved_before_a_migration_touches_them(database_url, tmp_path, postgres_tools):
    run(database_url, "UPDATE alembic_version SET version_num = 'long ago'")

    with pytest.raises(StorageError, match="long ago"):
        migrate.upgrade(database_url, copies=tmp_path / "copies")
    [copy] = (tmp_path / "copies").iterdir()
    run(database_url, "UPDATE alembic_version SET version_num = 'spoilt'")
    backup.put_back(database_url, copy)

    assert migrate.current(database_url) == "long ago"


def test_only_the_latest_copies_are_kept(sqlite_url, tmp_path):
    for year in range(2020, 2025):
        (tmp_path / f"before-upgrade-{year}").touch()
    (tmp_path / "of-the-host").touch()
    run(sqlite_url, "UPDATE alembic_version SET version_num = 'long ago'")

    with pytest.raises(StorageError, match="long ago"):
        migrate.upgrade(sqlite_url, copies=tmp_path)

    kept = sorted(path.name for path in tmp_path.glob("before-upgrade-*"))
    assert kept[:2] == ["before-upgrade-2023", "before-upgrade-2024"]
    assert len(kept) == 3
    assert (tmp_path / "of-the-host").exists()


def test_a_server_without_its_tools_is_migrated_all_the_same(
    postgres, tmp_path, monkeypatch, caplog
):
    url = postgres.new_database()
    run(url, "UPDATE alembic_version SET version_num = 'long ago'")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(StorageError, match="long ago"):
        migrate.upgrade(url, copies=tmp_path / "copies")

    assert "pg_dump is not installed" in caplog.text


def test_an_empty_database_and_a_new_one_are_not_worth_a_copy(empty_url, tmp_path):
    migrate.upgrade(empty_url, copies=tmp_path / "copies")
    migrate.upgrade(empty_url, copies=tmp_path / "copies")

    assert not (tmp_path / "copies").exists()


def test_a_database_of_a_newer_version_is_left_alone(database_url):
    run(database_url, "UPDATE alembic_version SET version_num = 'from the future'")

    with pytest.raises(StorageError, match="from the future"):
        migrate.upgrade(database_url)


def test_a_migration_that_fails_leaves_nothing_behind(empty_url):
    run(empty_url, "CREATE TABLE seed_songs (id INTEGER)")

    with pytest.raises(StorageError):
        migrate.upgrade(empty_url)

    assert migrate.current(empty_url) is None
    assert any("listeners" in difference for difference in migrate.check(empty_url))


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(sqlite_url):
    # What Alembic's batch mode does on SQLite for most changes of a table.
    run(
        sqlite_url,
        "INSERT INTO listeners (id, account_hash, explicit_allowed, music_service, goal) "
        "VALUES (1, 'hash', 0, 'spotify', 'auto')",
        "INSERT INTO consents VALUES (1, 1, 1, '2026-11-20 12:00:00.000000', 1)",
        "CREATE TABLE listeners_new AS SELECT * FROM listeners",
        "DROP TABLE listeners",
        "ALTER TABLE listeners_new RENAME TO listeners",
    )

    assert run(sqlite_url, "SELECT id FROM consents") == [(1,)]


def test_a_database_that_cannot_be_reached_is_a_storage_error():
    with pytest.raises(StorageError):
        migrate.upgrade("sqlite:////nowhere/at/all/mien.db")


def run(url, *statements):
    """As a migration would; the rows of the last statement."""

    def work(connection: Connection):
        for statement in statements:
            result = connection.execute(text(statement))
        rows = [tuple(row) for row in result] if result.returns_rows else []
        connection.commit()
        return rows

    return migrate._on_connection(url, work)
