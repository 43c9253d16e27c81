import pytest
from sqlalchemy import make_url, text

from adapters.errors import StorageError
from adapters.storage.engines import (
    asynchronous_engine,
    asynchronous_url,
    is_sqlite,
    sqlite_migration_engine,
    translated_errors,
)


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///mien.db", "sqlite+aiosqlite"),
        ("postgres://anna@host/mien", "postgresql+asyncpg"),
        ("postgresql://anna@host/mien", "postgresql+asyncpg"),
    ],
)
def test_a_url_gets_the_driver_we_use_and_keeps_the_rest(given, driver):
    url = asynchronous_url(given)

    assert url.drivername == driver
    assert (url.host, url.database) == (make_url(given).host, make_url(given).database)
    assert is_sqlite(url) is ("sqlite" in given)


@pytest.mark.parametrize("url", ["mysql://host/mien", "mien.db", ""])
def test_another_kind_of_database_is_refused(url):
    with pytest.raises(StorageError, match="neither SQLite nor PostgreSQL"):
        asynchronous_url(url)


async def pragma(engine, name):
    async with engine.connect() as connection:
        return await connection.scalar(text(f"PRAGMA {name}"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("secure_delete", 1), ("synchronous", 2)],
)
async def test_sqlite_keeps_what_was_written_and_nothing_that_was_deleted(tmp_path, name, value):
    engine = asynchronous_engine(asynchronous_url(f"sqlite:///{tmp_path / 'mien.db'}"))

    assert await pragma(engine, name) == value
    await engine.dispose()


def test_a_migration_checks_no_foreign_keys_and_can_be_taken_back_whole(tmp_path):
    engine = sqlite_migration_engine(asynchronous_url(f"sqlite:///{tmp_path / 'mien.db'}"))
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 0
        connection.execute(text("CREATE TABLE songs (title TEXT)"))
        connection.rollback()

        tables = connection.scalar(text("SELECT count(*) FROM sqlite_master"))
    engine.dispose()

    assert tables == 0


def test_an_error_does_not_tell_the_values_of_a_driver():
    with pytest.raises(StorageError) as caught, translated_errors():
        raise OSError("anna's secret")

    assert "secret" not in str(caught.value)
    assert isinstance(caught.value.__cause__, OSError)


async def test_a_host_chooses_how_long_a_lock_is_waited_for(tmp_path):
    url = f"sqlite:///{tmp_path / 'mien.db'}?timeout="
    engine = asynchronous_engine(asynchronous_url(url + "0.5"))

    assert await pragma(engine, "busy_timeout") == 500
    await engine.dispose()
    with pytest.raises(StorageError, match="seconds"):
        asynchronous_engine(asynchronous_url(url + "soon"))
